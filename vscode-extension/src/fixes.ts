import { window } from "vscode";

import { pythonEditor } from "./pythonEditor";
import { pickRule } from "./rulePicker";
import type { Server } from "./server";

/** What came of an edit of the server's. */
interface Outcome {
  readonly applied: boolean;
  readonly failureReason?: string;
  readonly files: number;
  readonly findings: number;
}

export async function fixFile(server: Server): Promise<void> {
  const { document } = pythonEditor();
  tell(await server.execute<Outcome>("resp-lsp.fixAll", document.uri.toString()), "here");
}

export async function fixRuleInWorkspace(server: Server): Promise<void> {
  const code = await pickRule(
    server,
    "The rule whose safe fixes are to be applied in the whole workspace",
    rule => rule.isFixable,
  );
  if (code === undefined) return;
  tell(await server.execute<Outcome>("resp-lsp.fixRule", code, "workspace"), `of ${code}`);
}

function tell(outcome: Outcome, where: string): void {
  if (!outcome.applied) throw new Error(outcome.failureReason ?? "the edit was not applied");
  const { files, findings } = outcome;
  const done =
    findings === 0
      ? `nothing ${where} can be fixed safely`
      : `fixed ${counted(findings, "finding")} ${where} in ${counted(files, "file")}`;
  window.setStatusBarMessage(`resp-lsp: ${done}`, SHOWN);
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** How long the outcome stays in the status bar, in milliseconds. */
const SHOWN = 8000;
