import { Uri, window, workspace } from "vscode";
import type { WorkspaceEdit } from "vscode-languageclient";

import type { Server } from "./server";

/** Has the server write a file of the project's for a folder, and opens it. */
export async function createFile(server: Server, command: string): Promise<void> {
  const folder = await pickFolder();
  if (folder === undefined) return;
  const edit = await server.execute<WorkspaceEdit>(command, folder.toString());
  const converted = await server.running?.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (converted === undefined || !(await workspace.applyEdit(converted))) {
    throw new Error("the edit was not applied");
  }
  for (const uri of createdBy(edit)) {
    const document = await workspace.openTextDocument(Uri.parse(uri));
    await window.showTextDocument(document);
    await document.save();
  }
}

async function pickFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new Error("there is no folder open to create it in");
  const only = folders.length === 1 ? folders[0] : undefined;
  return (only ?? (await window.showWorkspaceFolderPick()))?.uri;
}

function createdBy({ documentChanges = [] }: WorkspaceEdit): string[] {
  return documentChanges.flatMap(change =>
    "kind" in change && change.kind === "create" ? [change.uri] : [],
  );
}
