import { createInterface } from "node:readline";

import { type CancellationToken, Uri } from "vscode";
import {
  CloseAction,
  type ConfigurationParams,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  type MessageSignature,
  type Middleware,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient/node";

import type { Candidate } from "./candidates";
import { DOCUMENTS } from "./documents";
import { logReader } from "./logReader";
import type { Logs } from "./logs";
import { readServerSettings, SECTION } from "./settings";

/** The language client, whose troubles go to one place instead of a pop-up each. */
export class Client extends LanguageClient {
  onTrouble: ((message: string) => void) | undefined;

  constructor(
    private readonly candidate: Candidate,
    logLevel: string,
    cwd: string,
    logs: Logs,
    onChecked: () => void,
  ) {
    const [command, ...args] = candidate.command;
    super(
      SECTION,
      "resp-lsp",
      { command, args: [...args, "server", "--log-level", logLevel], options: { cwd } },
      options(logs, onChecked),
    );
  }

  get program(): string {
    return this.candidate.command[0];
  }

  /** Whether this client's server runs, or is about to, from that very command. */
  runs(candidate: Candidate): boolean {
    const same = candidate.command.join("\0") === this.candidate.command.join("\0");
    return same && (this.state === State.Running || this.state === State.Starting);
  }

  /** The server asks for the settings of each folder when it is told that there are new ones. */
  async tellOfSettings(): Promise<void> {
    await this.sendNotification("workspace/didChangeConfiguration", { settings: null });
  }

  override error(message: string, data?: unknown, show?: boolean | "force"): void {
    super.error(message, data, false);
    if (show === "force" && this.state !== State.StartFailed) this.onTrouble?.(message);
  }

  /** A server that ends leaves requests without an answer: that is no news. */
  override handleFailedRequest<T>(...[type, token, error, otherwise, ...how]: Failed<T>): T {
    if (!this.isRunning()) return otherwise;
    return super.handleFailedRequest(type, token, error, otherwise, ...how);
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

type Failed<T> = [
  type: MessageSignature,
  token: CancellationToken | undefined,
  error: unknown,
  otherwise: T,
  showNotification?: boolean,
  throwOnCancel?: boolean,
];

function options(logs: Logs, onChecked: () => void): LanguageClientOptions {
  return {
    documentSelector: DOCUMENTS,
    outputChannel: logs.own,
    traceOutputChannel: logs.trace.channel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: () => ({ [SECTION]: readServerSettings() }),
    initializationFailedHandler: () => false,
    middleware: middleware(onChecked),
    stdioOptions: {
      stdout: () => undefined, // the conversation itself
      stderr: input => createInterface({ input }).on("line", logReader(logs.server)),
    },
  };
}

function middleware(onChecked: () => void): Middleware {
  return {
    workspace: {
      configuration: ({ items }: ConfigurationParams) =>
        items.map(({ scopeUri, section }) =>
          section === SECTION
            ? readServerSettings(scopeUri === undefined ? undefined : Uri.parse(scopeUri))
            : null,
        ),
    },
    handleDiagnostics: (uri, diagnostics, next) => {
      next(uri, diagnostics);
      onChecked();
    },
    provideDiagnostics: async (document, previous, token, next) => {
      const report = await next(document, previous, token);
      onChecked();
      return report;
    },
  };
}
