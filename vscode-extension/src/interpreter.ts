import { commands, ConfigurationTarget, window, workspace } from "vscode";

import { selecting } from "./partners";
import { SECTION } from "./settings";

/** Lets a person select the interpreter: where an extension for Python is, by its own means. */
export async function selectInterpreter(): Promise<void> {
  const command = selecting();
  if (command !== undefined) {
    await commands.executeCommand(command);
    return;
  }
  const picked = await window.showOpenDialog({
    title: "The Python interpreter that has resp-lsp installed",
    openLabel: "Use",
  });
  const file = picked?.[0]?.fsPath;
  if (file === undefined) return;
  const target =
    workspace.workspaceFolders === undefined
      ? ConfigurationTarget.Global
      : ConfigurationTarget.Workspace;
  await workspace.getConfiguration(SECTION).update("interpreter", file, target);
}
