import {
  type Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  workspace,
} from "vscode";

/** Documents that can be read only, by their names: what the server says at length. */
export class Pages implements TextDocumentContentProvider, Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  // Below the event, which is asked for at once.
  private readonly registration = workspace.registerTextDocumentContentProvider(SCHEME, this);

  /** Writes a page, also into the editors that show it. */
  write(name: string, text: string): Uri {
    const uri = Uri.from({ scheme: SCHEME, path: `/${name}` });
    if (this.texts.get(uri.path) !== text) {
      this.texts.set(uri.path, text);
      this.changed.fire(uri);
    }
    return uri;
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.path) ?? "";
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

const SCHEME = "resp-lsp";
