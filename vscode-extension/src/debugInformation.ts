import { env, type ExtensionContext, version, window, workspace } from "vscode";

import type { Pages } from "./pages";
import { readServerSettings } from "./settings";
import type { Server } from "./server";

/** Shows what whoever looks into a problem wants to know, also when there is no server to ask. */
export async function showDebugInformation(
  server: Server,
  pages: Pages,
  context: ExtensionContext,
): Promise<void> {
  const told = await server.execute<string>("resp-lsp.debugInformation").catch(String);
  const { version: own } = context.extension.packageJSON as { version: string };
  const lines = [
    `extension ${own}`,
    `${env.appName} ${version}, ${env.remoteName ?? "local"}, ${env.appHost}`,
    `workspace ${workspace.isTrusted ? "trusted" : "not trusted"}`,
    `settings ${JSON.stringify(readServerSettings())}`,
    "",
    told,
  ];
  await window.showTextDocument(pages.write("Debug information.txt", lines.join("\n")));
}
