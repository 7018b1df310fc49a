import { type TextEditor, window } from "vscode";

/** The editor of the code at hand: the active one, or one beside a page such as the walkthrough. */
export function pythonEditor(): TextEditor {
  const editors = [window.activeTextEditor, ...window.visibleTextEditors];
  const found = editors.find(editor => editor?.document.languageId === "python");
  if (found === undefined) throw new Error("open a Python file first");
  return found;
}
