import {
  Disposable,
  type TextDocument,
  type TextEditor,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import { CancellationTokenSource } from "vscode-languageclient";

import { newest } from "./newest";
import type { Pages } from "./pages";
import { nothingAt, previewText, type Previewed } from "./previewText";
import { pythonEditor } from "./pythonEditor";
import type { Server } from "./server";

/** The page beside an editor that shows the response at its cursor, as Django would send it. */
export class Preview implements Disposable {
  private readonly latest = newest(DELAY);
  private readonly subscriptions: Disposable;
  /** The editor that the page is about: it need not be the active one. */
  private source: TextEditor | undefined;
  private page: TextDocument | undefined;

  constructor(
    private readonly pages: Pages,
    private readonly server: Server,
  ) {
    this.subscriptions = Disposable.from(
      window.onDidChangeTextEditorSelection(({ textEditor }) => void this.follow(textEditor)),
      window.onDidChangeActiveTextEditor(editor => void this.follow(editor)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.source?.document) void this.follow(this.source);
      }),
      server.onDidCheck(() => void this.follow(this.source)),
    );
  }

  /** Opens the page for the editor in front, whose focus stays. */
  async open(): Promise<void> {
    const editor = pythonEditor();
    this.source = editor;
    const text = await this.textFor(editor, new AbortController().signal);
    this.page = await workspace.openTextDocument(this.pages.write(NAME, text));
    await window.showTextDocument(this.page, {
      viewColumn: ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    });
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async follow(editor: TextEditor | undefined): Promise<void> {
    if (editor?.document.languageId !== "python" || !this.isShown) return;
    this.source = editor;
    await this.latest(async signal => {
      try {
        const text = await this.textFor(editor, signal);
        if (!signal.aborted) this.pages.write(NAME, text);
      } catch {
        // The server is about to restart, or was told to stop: the next check brings the page.
      }
    });
  }

  private get isShown(): boolean {
    return window.visibleTextEditors.some(({ document }) => document === this.page);
  }

  private async textFor({ document, selection }: TextEditor, signal: AbortSignal): Promise<string> {
    const source = new CancellationTokenSource();
    signal.addEventListener("abort", () => {
      source.cancel();
    });
    const { line, character } = selection.active;
    const params = {
      textDocument: { uri: document.uri.toString() },
      position: { line, character },
    };
    const found = await this.server.ask<Previewed | null>(METHOD, params, source.token);
    return found === null ? nothingAt(line + 1) : previewText(found);
  }
}

const METHOD = "resp-lsp/preview";
/** The manifest gives its language by this name, which its tab shows. */
const NAME = "Response preview";
/** How long a cursor must rest, in milliseconds. */
const DELAY = 100;
