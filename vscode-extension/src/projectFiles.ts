import * as path from "node:path";

import { env, Uri, window, workspace } from "vscode";
import type { WorkspaceEdit } from "vscode-languageclient";

import type { Server } from "./server";

export async function createConfiguration(server: Server): Promise<void> {
  await createFile(server, "resp-lsp.createConfiguration");
}

/** A baseline holds for those whose configuration names it, which is left to them. */
export async function createBaseline(server: Server): Promise<void> {
  const [file] = await createFile(server, "resp-lsp.createBaseline");
  if (file === undefined) return;
  const line = `baseline = "${path.posix.basename(file.path)}"`;
  const copy = "Copy the Line";
  const message = `Name the baseline in the configuration, so that only new findings show: ${line}`;
  const chosen = await window.showInformationMessage(message, copy);
  if (chosen === copy) await env.clipboard.writeText(line);
}

/** Has the server write a file of the project's for a folder, and opens it. */
async function createFile(server: Server, command: string): Promise<Uri[]> {
  const folder = await pickFolder();
  if (folder === undefined) return [];
  const edit = await server.execute<WorkspaceEdit>(command, folder.toString());
  const converted = await server.running?.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (converted === undefined || !(await workspace.applyEdit(converted))) {
    throw new Error("the edit was not applied");
  }
  const created = createdBy(edit);
  for (const uri of created) {
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    await document.save();
  }
  return created;
}

async function pickFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new Error("there is no folder open to create it in");
  const only = folders.length === 1 ? folders[0] : undefined;
  return (only ?? (await window.showWorkspaceFolderPick()))?.uri;
}

function createdBy({ documentChanges = [] }: WorkspaceEdit): Uri[] {
  return documentChanges.flatMap(change =>
    "kind" in change && change.kind === "create" ? [Uri.parse(change.uri)] : [],
  );
}
