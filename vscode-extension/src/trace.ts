import { type Disposable, EventEmitter, LogLevel, type LogOutputChannel, window } from "vscode";

/** The log of the conversation. The setting says how much is in it, whatever the level of the log. */
export class TraceLog implements Disposable {
  readonly channel: LogOutputChannel;
  private readonly own = window.createOutputChannel("resp-lsp Trace", { log: true });
  private readonly changed = new EventEmitter<LogLevel>();

  constructor(private readonly isOn: () => boolean) {
    // What the client asks of its log: it writes nothing below the level Trace.
    this.channel = Object.create(this.own, {
      logLevel: { get: () => this.level },
      onDidChangeLogLevel: { value: this.changed.event },
      trace: { value: this.own.info.bind(this.own) },
      dispose: { value: () => undefined },
    }) as LogOutputChannel;
  }

  /** To be called when the setting may have changed. */
  refresh(): void {
    this.changed.fire(this.level);
  }

  show(): void {
    this.own.show();
  }

  dispose(): void {
    this.own.dispose();
    this.changed.dispose();
  }

  private get level(): LogLevel {
    return this.isOn() ? LogLevel.Trace : LogLevel.Off;
  }
}
