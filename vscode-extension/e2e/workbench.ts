import * as path from "node:path";

import type { BrowserContext, Locator, Page } from "playwright-core";

import { Keyboard, plain } from "./keyboard";
import { driver } from "./testDriver";
import { until } from "./until";

/** What a window is opened on: a folder or a `.code-workspace`, and a file in it. */
export interface Place {
  readonly folder: string;
  readonly workspace?: string;
  readonly file: string;
  /** A module whose `run` is called in the extension host. */
  readonly tests?: string;
}

/** A window of VS Code, driven as a person would: by the keyboard, by what it shows. */
export class Workbench {
  readonly squiggles: Locator;
  readonly problems: Locator;
  readonly notices: Locator;
  readonly dialog: Locator;
  /** The menu of fixes. */
  readonly fixes: Locator;
  readonly keyboard: Keyboard;
  /** What the page, and the extension host by way of it, said was wrong with the extension. */
  readonly errors: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly shots: string,
    private readonly ending: Promise<number> | undefined,
  ) {
    this.squiggles = page.locator(".squiggly-error, .squiggly-warning");
    this.problems = page.locator(".markers-panel .monaco-list-row");
    this.notices = page.locator(".notifications-toasts .notification-toast");
    this.dialog = page.locator(".monaco-dialog-box");
    this.fixes = page.locator(".action-widget .monaco-list-row.action");
    this.keyboard = new Keyboard(page);
    page.on("console", message => {
      const isOurs = /resp-lsp\.resp-lsp|\[Extension Host\].*unhandled/i.test(message.text());
      if (message.type() === "error" && isOurs) this.errors.push(message.text());
    });
  }

  /** Opens a place; pictures go to the folder `shots`. */
  static async open(
    context: BrowserContext,
    url: string,
    place: Place,
    shots: string,
  ): Promise<Workbench> {
    const page = await context.newPage();
    const remote = (file: string): string =>
      `vscode-remote://${new URL(url).host}${encodeURI(file)}`;
    const payload = [["openFile", remote(place.file)]];
    let ending: Promise<number> | undefined;
    if (place.tests !== undefined) {
      ending = (await driver(page)).ended;
      payload.push(["extensionTestsPath", remote(place.tests)]);
      payload.push(["extensionDevelopmentPath", remote(path.resolve("e2e", "partner"))]);
    }
    const query = new URLSearchParams({ payload: JSON.stringify(payload) });
    if (place.workspace === undefined) query.set("folder", place.folder);
    else query.set("workspace", place.workspace);
    const window = new Workbench(page, shots, ending);
    await page.goto(`${url}/?${query.toString()}`);
    await page.waitForSelector(".monaco-editor .view-line", { timeout: 60_000 });
    if (place.workspace !== undefined) await reloadedWithFolders(page);
    return window;
  }

  /** Closes all editors, and drops what is not saved. */
  async closeEditors(): Promise<void> {
    await this.run("View: Close All Editors");
    const drop = this.page.getByRole("button", { name: "Don't Save", exact: true });
    await until("no editor is open", async () => {
      if (await drop.isVisible()) await drop.click();
      return (await this.page.locator(".editor-group-container .tab").count()) === 0;
    });
  }

  /** Opens a file of the folder. */
  async openFile(name: string): Promise<void> {
    await this.keyboard.ask("Control+P", name);
    await this.keyboard.take(path.basename(name));
  }

  async showsFindings(count: number, limit?: number): Promise<void> {
    const what = `${String(count)} squiggles`;
    await until(what, async () => (await this.squiggles.count()) === count, limit);
  }

  async problemsText(): Promise<string> {
    const panel = this.page.locator(".markers-panel");
    if (!(await panel.isVisible())) await this.keyboard.press("Control+Shift+M", panel);
    await this.problems.first().waitFor();
    return oneLine(await this.problems.allInnerTexts());
  }

  /** Waits for what the Problems panel says. */
  async lists(text: RegExp): Promise<void> {
    await until(`a problem ${String(text)}`, async () => text.test(await this.problemsText()));
  }

  async noticesText(): Promise<string> {
    return oneLine(await this.notices.allInnerTexts());
  }

  async showsNotice(text: RegExp, limit?: number): Promise<void> {
    let last = "";
    await until(
      `a notice ${String(text)}`,
      async () => text.test((last = await this.noticesText())),
      limit,
    ).catch((error: unknown) => {
      throw new Error(`the notices were ${last}`, { cause: error });
    });
  }

  async click(button: string): Promise<void> {
    await this.page.getByRole("button", { name: button, exact: true }).first().click();
  }

  async showsHover(line: number, column: number, text: RegExp): Promise<void> {
    await this.keyboard.goTo(line, column);
    const hover = this.page.locator(".monaco-hover:visible .hover-contents");
    await this.keyboard.press("Control+K Control+I", async () =>
      text.test(oneLine(await hover.allInnerTexts())),
    );
  }

  /** Runs a command by its title in the palette. */
  async run(title: string): Promise<void> {
    await this.keyboard.ask("F1", title);
    await this.keyboard.take(title);
  }

  /** Narrows the list of rules down to one, and takes it. */
  async picks(text: string): Promise<void> {
    // The palette's own list stays in sight for a while.
    await this.page.locator(".quick-input-widget input[placeholder*='rule']").waitFor();
    await this.keyboard.narrow(text);
    await this.keyboard.take(text);
  }

  /** Whether the palette lists a command. */
  async offers(title: string): Promise<boolean> {
    await this.keyboard.ask("F1", title);
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    await rows.first().waitFor();
    const listed = (await rows.allInnerTexts()).some(text => text.includes(title));
    await this.keyboard.press("Escape", async () => !(await rows.first().isVisible()));
    return listed;
  }

  /** The titles in the quick-fix menu at a line. */
  async quickFixes(line: number, column: number): Promise<string[]> {
    await this.keyboard.goTo(line, column);
    await this.keyboard.press("Control+.", this.fixes);
    return (await this.fixes.allInnerTexts()).map(text => text.trim());
  }

  /** Takes the first of the menu of fixes. */
  async takeFix(): Promise<void> {
    await this.keyboard.press("Enter", async () => !(await this.fixes.first().isVisible()));
  }

  async save(): Promise<void> {
    const dirty = this.page.locator(".tab.active.dirty");
    await this.keyboard.press("Control+S", async () => (await dirty.count()) === 0);
  }

  /** The last group of editors where a tab has this title. */
  group(title: string): Locator {
    const tab = this.page.locator(".tab", { hasText: title });
    return this.page.locator(".editor-group-container", { has: tab }).last();
  }

  /** The text in the group of editors where a tab has this title. */
  async pageText(title: string): Promise<string> {
    const lines = await this.group(title).locator(".view-line").allInnerTexts();
    return plain(lines.join("\n"));
  }

  async showsPage(title: string, text: RegExp): Promise<void> {
    await until(`a page ${title} with ${String(text)}`, async () =>
      text.test(await this.pageText(title)),
    );
  }

  /** What the Output panel shows. */
  async outputText(): Promise<string> {
    return plain((await this.page.locator("[id='workbench.panel.output']").allInnerTexts()).join());
  }

  async showsOutput(text: RegExp): Promise<void> {
    await until(`an output ${String(text)}`, async () => text.test(await this.outputText()));
  }

  /** What the language status says, behind the braces in the status bar. */
  async status(): Promise<string> {
    const braces = this.page.locator("[id='status.languageStatus']");
    const row = this.page.locator(".hover-language-status", { hasText: /resp-lsp|Django/ });
    await until("the language status", async () => {
      await this.page.mouse.move(640, 400);
      await braces.hover();
      await row.first().waitFor({ timeout: 3_000 });
      return true;
    });
    const text = oneLine(await row.allInnerTexts());
    await this.shot("the language status");
    await this.page.mouse.move(640, 400);
    await row.first().waitFor({ state: "hidden" });
    return text;
  }

  async showsStatus(text: RegExp): Promise<void> {
    let last = "";
    await until(`a status ${String(text)}`, async () => {
      last = await this.status();
      return text.test(last);
    }).catch((error: unknown) => {
      throw new Error(`the status was ${last}`, { cause: error });
    });
  }

  /** Waits for the tests in the extension host, which say themselves what failed. */
  async testsEnd(): Promise<void> {
    const code = await this.ending;
    if (code !== 0) throw new Error("tests in the extension host failed");
  }

  /** Takes a picture, for a person to look at. */
  async shot(name: string, folder = this.shots): Promise<void> {
    const file = path.join(folder, `${name.replace(/\W+/g, "-")}.png`);
    await this.page.evaluate(SETTLED);
    await this.page.screenshot({ path: file });
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

/** In the page: what moves comes to rest, but for what moves for ever. */
const SETTLED = `Promise.race([
  Promise.allSettled(
    document.getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished)
  ).then(() => new Promise(requestAnimationFrame)),
  new Promise(resolve => setTimeout(resolve, 1000)),
]).then(() => {})`;

function oneLine(texts: readonly string[]): string {
  return texts.join(" | ").replace(/\s+/g, " ");
}

/** code-server shows the folders of a `.code-workspace` only when it knows the file already. */
async function reloadedWithFolders(page: Page): Promise<void> {
  await until("the folders of the workspace", async () => {
    if ((await page.locator(".explorer-folders-view .monaco-list-row").count()) > 0) return true;
    await page.reload();
    await page.waitForSelector(".monaco-editor .view-line", { timeout: 60_000 });
    return false;
  });
}
