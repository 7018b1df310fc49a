import type { LogOutputChannel } from "vscode";
import {
  CloseAction,
  type ErrorHandler,
  LanguageClient,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient/node";

import { DOCUMENTS } from "./documents";
import type { Command } from "./probe";
import { readServerSettings, SECTION } from "./settings";

/** The language client, whose troubles go to one place instead of a pop-up each. */
export class Client extends LanguageClient {
  constructor(
    [command, ...args]: Command,
    cwd: string,
    log: LogOutputChannel,
    private readonly onTrouble: (message: string) => void,
  ) {
    super(
      SECTION,
      "resp-lsp",
      { command, args: [...args, "server"], options: { cwd } },
      {
        documentSelector: DOCUMENTS,
        outputChannel: log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: () => ({ [SECTION]: readServerSettings() }),
        initializationFailedHandler: () => false,
      },
    );
  }

  override error(message: string, data?: unknown, show?: boolean | "force"): void {
    super.error(message, data, false);
    if (show === "force") this.onTrouble(message);
  }

  override createDefaultErrorHandler(maxRestartCount?: number): ErrorHandler {
    const usual = super.createDefaultErrorHandler(maxRestartCount);
    return {
      error: (...problem) => usual.error(...problem),
      // A server that dies before it ever ran would die again: only one that ran is restarted.
      closed: () =>
        this.state === State.Running
          ? usual.closed()
          : { action: CloseAction.DoNotRestart, handled: true },
    };
  }
}
