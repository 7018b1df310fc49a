import { commands } from "vscode";

import type { Pages } from "./pages";
import { pickRule } from "./rulePicker";
import type { Server } from "./server";

/** Shows what there is to say of a rule, rendered. */
export async function showRule(server: Server, pages: Pages, given: unknown): Promise<void> {
  const code =
    typeof given === "string" ? given : await pickRule(server, "The rule to be explained");
  if (code === undefined) return;
  const text = await server.execute<string>("resp-lsp.explainRule", code);
  await commands.executeCommand("markdown.showPreview", pages.write(`${code}.md`, text));
}
