import { readFile } from "node:fs/promises";

import { type ExtensionContext, ViewColumn, window, workspace } from "vscode";

/** Opens a view with mistakes, in a file that is nowhere on the disk, to try things out. */
export async function openSample(context: ExtensionContext): Promise<void> {
  const content = await readFile(context.asAbsolutePath("walkthrough/views.py"), "utf8");
  const document = await workspace.openTextDocument({ language: "python", content });
  // Beside the walkthrough, whose next steps are about it.
  const isBeside = window.activeTextEditor === undefined;
  await window.showTextDocument(document, isBeside ? ViewColumn.Beside : ViewColumn.Active);
}
