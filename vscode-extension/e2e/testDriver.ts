import type { Page } from "playwright-core";

/** Lets tests in the extension host of a page speak; the promise is of their exit code. */
export async function driver(page: Page): Promise<{ readonly ended: Promise<number> }> {
  await page.exposeFunction("codeAutomationLog", (_kind: string, said: unknown[]) => {
    // The workbench itself speaks here, too.
    if (/^ {2}(ok|FAIL) /.test(String(said[0]))) console.log(...said);
  });
  const ended = new Promise<number>(resolve => {
    void page.exposeFunction("codeAutomationExit", resolve);
  });
  await page.addInitScript(SWITCH_ON);
  return { ended };
}

/**
 * A built product runs tests only with its smoke test driver, which code-server has no option for:
 * it is switched on in the configuration that the page reads. (Not by answering for the server:
 * Chromium then takes the page for a foreign one, and closes its WebSockets.)
 */
const SWITCH_ON = `
  const get = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const value = get.call(this, name);
    if (name !== "data-settings" || this.id !== "vscode-workbench-web-configuration") return value;
    const settings = JSON.parse(value);
    const developmentOptions = { ...settings.developmentOptions, enableSmokeTestDriver: true };
    return JSON.stringify({ ...settings, developmentOptions });
  };
`;
