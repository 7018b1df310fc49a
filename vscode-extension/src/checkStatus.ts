import { Disposable, window } from "vscode";

import { DOCUMENTS } from "./documents";
import { factsOf, type Told } from "./facts";
import { newest } from "./newest";
import type { Server } from "./server";
import type { Status } from "./status";

/** Keeps the status true of the document in front: its Django, and what its check took. */
export function followChecks(server: Server, status: Status): Disposable {
  const latest = newest(DELAY);

  async function refresh(signal: AbortSignal): Promise<void> {
    const document = window.activeTextEditor?.document;
    if (document === undefined || !isOurs(document.languageId, document.uri.scheme)) return;
    try {
      const textDocument = { uri: document.uri.toString() };
      const told = await server.ask<Told>("resp-lsp/status", { textDocument });
      if (!signal.aborted) status.showCheck(factsOf(told));
    } catch {
      // There is no server any more, as the status says itself; or one too old to be asked this.
    }
  }

  const soon = (): void => void latest(refresh);
  return Disposable.from(server.onDidCheck(soon), window.onDidChangeActiveTextEditor(soon));
}

function isOurs(language: string, scheme: string): boolean {
  return DOCUMENTS.some(one => one.language === language && one.scheme === scheme);
}

/** Long enough that nobody who types is disturbed, in milliseconds. */
const DELAY = 400;
