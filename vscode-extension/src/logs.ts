import { type Disposable, type LogOutputChannel, window } from "vscode";

import { readTrace } from "./settings";
import { TraceLog } from "./trace";

/** What is written of a session: by the extension, by the server, and of what they say. */
export class Logs implements Disposable {
  readonly own: LogOutputChannel = window.createOutputChannel("resp-lsp", { log: true });
  readonly server: LogOutputChannel = window.createOutputChannel("resp-lsp Server", { log: true });
  readonly trace = new TraceLog(() => readTrace() !== "off");

  dispose(): void {
    this.own.dispose();
    this.server.dispose();
    this.trace.dispose();
  }
}
