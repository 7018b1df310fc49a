import { commands, type ExtensionContext, window, workspace } from "vscode";

import { Notice } from "./notice";
import { onInterpreterChange } from "./python";
import { Server } from "./server";
import { needsRestart, SECTION } from "./settings";
import { Status } from "./status";

let server: Server | undefined;

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel("resp-lsp", { log: true });
  const status = new Status();
  const notice = new Notice(SHOW_LOG, RESTART);
  const running = new Server({ log, status, notice, home: context.extensionPath });
  server = running;

  context.subscriptions.push(
    log,
    status,
    commands.registerCommand(SHOW_LOG, () => {
      log.show();
    }),
    commands.registerCommand(RESTART, () => {
      notice.forget();
      return running.restart();
    }),
    workspace.onDidChangeConfiguration(event => {
      if (needsRestart(event)) void running.restart();
      else if (event.affectsConfiguration(SECTION)) running.sendSettings();
    }),
    workspace.onDidChangeWorkspaceFolders(() => void running.reconsider()),
    workspace.onDidGrantWorkspaceTrust(() => void running.reconsider()),
    onInterpreterChange(log, () => void running.reconsider()),
  );
  void running.restart();
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}

const SHOW_LOG = "resp-lsp.showLog";
const RESTART = "resp-lsp.restart";
