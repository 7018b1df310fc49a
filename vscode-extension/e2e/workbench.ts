import * as path from "node:path";

import type { BrowserContext, Locator, Page } from "playwright-core";

import type { Project } from "./project";
import { until } from "./until";

/** A window of VS Code with a project, driven as a person would: by the keyboard, by what it shows. */
export class Workbench {
  readonly squiggles: Locator;
  readonly problems: Locator;
  readonly notices: Locator;

  private constructor(readonly page: Page) {
    this.squiggles = page.locator(".squiggly-error, .squiggly-warning");
    this.problems = page.locator(".markers-panel .monaco-list-row");
    this.notices = page.locator(".notifications-toasts .notification-toast");
  }

  static async open(context: BrowserContext, url: string, project: Project): Promise<Workbench> {
    const page = await context.newPage();
    const file = `vscode-remote://${new URL(url).host}${encodeURI(project.file)}`;
    const payload = new URLSearchParams({
      folder: project.folder,
      payload: JSON.stringify([["openFile", file]]),
    });
    await page.goto(`${url}/?${payload.toString()}`);
    await page.waitForSelector(".monaco-editor .view-line", { timeout: 60_000 });
    return new Workbench(page);
  }

  async showsFindings(count: number, limit?: number): Promise<void> {
    const what = `${String(count)} squiggles`;
    await until(what, async () => (await this.squiggles.count()) === count, limit);
  }

  async problemsText(): Promise<string> {
    if (!(await this.page.locator(".markers-panel").isVisible())) {
      await this.page.keyboard.press("Control+Shift+M");
    }
    await this.problems.first().waitFor();
    return oneLine(await this.problems.allInnerTexts());
  }

  async noticesText(): Promise<string> {
    return oneLine(await this.notices.allInnerTexts());
  }

  async showsHover(line: number, column: number, text: RegExp): Promise<void> {
    await this.goTo(line, column);
    await this.page.keyboard.press("Control+K");
    await this.page.keyboard.press("Control+I");
    const hover = this.page.locator(".monaco-hover:visible .hover-contents");
    await until(`a hover with ${String(text)}`, async () =>
      text.test(oneLine(await hover.allInnerTexts())),
    );
  }

  /** Runs a command by its title in the palette. */
  async run(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.page.keyboard.type(title);
    const first = this.page.locator(".quick-input-list .monaco-list-row").first();
    await until(`the palette lists ${title}`, async () =>
      (await first.innerText()).includes(title),
    );
    await this.page.keyboard.press("Enter");
  }

  /** The titles in the quick-fix menu at a line. */
  async quickFixes(line: number, column: number): Promise<string[]> {
    await this.goTo(line, column);
    await this.page.keyboard.press("Control+.");
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map(text => text.trim());
  }

  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press("Control+1");
    await this.page.keyboard.press("Control+G");
    await this.page.keyboard.type(`${String(line)}:${String(column)}`);
    await this.page.keyboard.press("Enter");
  }

  /** What the language status says, behind the braces in the status bar. */
  async status(): Promise<string> {
    await this.page.locator("[id='status.languageStatus']").hover();
    const row = this.page.locator(".hover-language-status", { hasText: "resp-lsp" });
    await row.first().waitFor();
    const text = oneLine(await row.allInnerTexts());
    await this.page.mouse.move(640, 400);
    await row.first().waitFor({ state: "hidden" });
    return text;
  }

  async shot(folder: string, name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

function oneLine(texts: readonly string[]): string {
  return texts.join(" | ").replace(/\s+/g, " ");
}
