import { commands, window } from "vscode";

import { ABSENT, BROKEN, type Way } from "./ways";

/** A message with ways out. The same one is shown once, until it is forgotten. */
export class Notice {
  private shown: string | undefined;

  /** What a person must know, with the ways out that fit it. */
  show(message: string, isAbsence = false): void {
    if (message === this.shown) return;
    this.shown = message;
    void this.ask(message, isAbsence);
  }

  forget(): void {
    this.shown = undefined;
  }

  private async ask(message: string, isAbsence: boolean): Promise<void> {
    const ways: readonly Way[] = isAbsence ? ABSENT : BROKEN;
    const titles = ways.map(way => way.title);
    const ask = isAbsence ? window.showWarningMessage : window.showErrorMessage;
    const chosen = await ask(message, ...titles);
    const way = ways.find(({ title }) => title === chosen);
    if (way !== undefined) await commands.executeCommand(way.command, ...(way.arguments ?? []));
  }
}
