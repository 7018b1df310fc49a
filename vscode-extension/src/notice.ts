import { commands, window } from "vscode";

/** An error message with ways out. The same one is shown once, until it is forgotten. */
export class Notice {
  private shown: string | undefined;

  constructor(
    private readonly showLog: string,
    private readonly retry: string,
  ) {}

  show(message: string): void {
    if (message === this.shown) return;
    this.shown = message;
    void this.ask(message);
  }

  forget(): void {
    this.shown = undefined;
  }

  private async ask(message: string): Promise<void> {
    switch (await window.showErrorMessage(message, "Open Settings", "Show Log", "Retry")) {
      case "Open Settings":
        await commands.executeCommand("workbench.action.openSettings", "@ext:resp-lsp.resp-lsp");
        break;
      case "Show Log":
        await commands.executeCommand(this.showLog);
        break;
      case "Retry":
        await commands.executeCommand(this.retry);
        break;
    }
  }
}
