import * as path from "node:path";

import type { Locator, Page } from "playwright-core";

import { until } from "./until";

/** What is seen of a key once it was taken. */
export type Effect = Locator | (() => Promise<boolean>);

/**
 * The keyboard of a window. A workbench that is busy loses keys, with or without this extension:
 * so each press is for an effect, and is made again where that fails to appear.
 */
export class Keyboard {
  private readonly question: Locator;
  private readonly choices: Locator;

  constructor(private readonly page: Page) {
    this.question = page.locator(".quick-input-widget:visible input[type=text]");
    this.choices = page.locator(".quick-input-widget:visible .monaco-list-row");
  }

  /** Presses keys, those of a chord with a space between them, until there is the effect. */
  async press(keys: string, effect: Effect): Promise<void> {
    let isFirst = true;
    await until(`the effect of ${keys}`, async () => {
      if (!isFirst && (await isSeen(effect))) return true;
      isFirst = false;
      for (const key of keys.split(" ")) await this.page.keyboard.press(key);
      await until(`it after one press`, () => isSeen(effect), PATIENCE);
      return true;
    });
  }

  /** Types in the editor that has the focus, within a line. */
  async type(text: string): Promise<void> {
    const lines = this.page.locator(".editor-group-container.active .view-line");
    await this.page.keyboard.type(text);
    await until(`the editor has ${text}`, async () =>
      plain((await lines.allInnerTexts()).join("\n")).includes(text.trimEnd()),
    );
  }

  /** Opens a quick pick by its keys, and narrows it down. */
  async ask(keys: string, text: string): Promise<void> {
    await this.press(keys, this.question);
    await this.narrow(text);
  }

  /** Types what a quick pick that is open is to be about. */
  async narrow(text: string): Promise<void> {
    await this.question.pressSequentially(text);
    await until(`the quick pick is about ${text}`, async () => {
      if ((await this.question.inputValue()).endsWith(text)) return true;
      await this.question.press("Control+A");
      await this.question.pressSequentially(text);
      return false;
    });
  }

  /** Takes the first of a quick pick, once it is the one that is meant. */
  async take(text: string): Promise<void> {
    const isFirst = async (): Promise<boolean> =>
      (await this.choices.allInnerTexts())[0]?.includes(text) === true;
    await until(`the first to choose is ${text}`, isFirst);
    await this.press("Enter", async () => !(await isFirst()));
  }

  /** Gives a path to the dialog for files, which is a quick pick in a remote window. */
  async answer(file: string): Promise<void> {
    await this.question.waitFor();
    await until(`the dialog takes ${file}`, async () => {
      // It goes to the folder at first, and writes where it is.
      await this.question.fill(file);
      await this.choices.filter({ hasText: path.basename(file) }).waitFor({ timeout: PATIENCE });
      if ((await this.question.inputValue()) !== file) return false;
      await this.page.keyboard.press("Enter");
      await this.question.waitFor({ state: "hidden", timeout: PATIENCE });
      return true;
    });
  }

  /** Puts the cursor into the first group of editors. */
  async goTo(line: number, column: number): Promise<void> {
    const group = this.page.locator(".editor-group-container.active").first();
    await this.press("Control+1", group.locator(".monaco-editor.focused"));
    await this.ask("Control+G", `${String(line)}:${String(column)}`);
    const place = this.page.locator("[id='status.editor.selection']");
    await this.press("Enter", async () => {
      const [shown] = await place.allInnerTexts();
      const isThere = shown?.startsWith(`Ln ${String(line)}, `) === true;
      return isThere && !(await this.question.isVisible());
    });
  }
}

/** How long a key that was taken may be without effect, in milliseconds. */
const PATIENCE = 4000;

async function isSeen(effect: Effect): Promise<boolean> {
  return typeof effect === "function" ? effect() : effect.first().isVisible();
}

/** A text of the editor with the spaces that it has in the file. */
export function plain(text: string): string {
  return text.replace(/\u00a0/g, " ");
}
