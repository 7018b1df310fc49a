import { commands, window } from "vscode";

import { ABSENT, BROKEN, type Way } from "./ways";

/** A message with ways out. The same one is shown once, until it is forgotten. */
export class Notice {
  private shown: string | undefined;

  /** What a person must know, with the ways out that fit it. */
  show(message: string, isAbsence = false): void {
    if (message === this.shown) return;
    this.shown = message;
    if (isAbsence) void offer(window.showWarningMessage, message, ABSENT);
    else void offer(window.showErrorMessage, message, BROKEN);
  }

  forget(): void {
    this.shown = undefined;
  }
}

/** Shows a message with ways out, and goes the one that is chosen. */
export async function offer(
  show: (message: string, ...titles: string[]) => Thenable<string | undefined>,
  message: string,
  ways: readonly Way[],
): Promise<void> {
  const chosen = await show(message, ...ways.map(({ title }) => title));
  const way = ways.find(({ title }) => title === chosen);
  if (way !== undefined) await commands.executeCommand(way.command, ...(way.arguments ?? []));
}
