import { createInterface } from "node:readline";

import type { LogOutputChannel } from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient/node";

import type { Candidate } from "./candidates";
import { DOCUMENTS } from "./documents";
import { logReader } from "./logReader";
import { readServerSettings, SECTION } from "./settings";

/** The language client, whose troubles go to one place instead of a pop-up each. */
export class Client extends LanguageClient {
  onTrouble: ((message: string) => void) | undefined;

  constructor(
    private readonly candidate: Candidate,
    logLevel: string,
    cwd: string,
    log: LogOutputChannel,
  ) {
    const [command, ...args] = candidate.command;
    super(
      SECTION,
      "resp-lsp",
      { command, args: [...args, "server", "--log-level", logLevel], options: { cwd } },
      {
        documentSelector: DOCUMENTS,
        outputChannel: log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: () => ({ [SECTION]: readServerSettings() }),
        initializationFailedHandler: () => false,
        stdioOptions: {
          stdout: () => undefined, // the conversation itself
          stderr: input => createInterface({ input }).on("line", logReader(log)),
        },
      },
    );
  }

  /** Whether this client's server runs, from that very command. */
  runs(candidate: Candidate): boolean {
    const same = candidate.command.join("\0") === this.candidate.command.join("\0");
    return same && this.isRunning();
  }

  override error(message: string, data?: unknown, show?: boolean | "force"): void {
    super.error(message, data, false);
    if (show === "force" && this.state !== State.StartFailed) this.onTrouble?.(message);
  }

  override createDefaultErrorHandler(maxRestartCount?: number): ErrorHandler {
    const usual = super.createDefaultErrorHandler(maxRestartCount);
    return {
      // When the connection is lost it is closed as well; other errors are for the log.
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      // A server that dies before it ever ran would die again: only one that ran is restarted.
      closed: () =>
        this.state === State.Running
          ? usual.closed()
          : { action: CloseAction.DoNotRestart, handled: true },
    };
  }
}
