import { type ExtensionContext, workspace } from "vscode";

import { followChecks } from "./checkStatus";
import { registered } from "./commandTable";
import { showDebugInformation } from "./debugInformation";
import { fixFile, fixRuleInWorkspace } from "./fixes";
import { install } from "./installation";
import { selectInterpreter } from "./interpreter";
import { Logs } from "./logs";
import { ManagedEnvironment } from "./managedEnvironment";
import { Notice } from "./notice";
import { Pages } from "./pages";
import { Preview } from "./preview";
import { createBaseline, createConfiguration } from "./projectFiles";
import { onInterpreterChange } from "./python";
import { showRule } from "./rulePage";
import { openSample } from "./sample";
import { Server } from "./server";
import { needsRestart, SECTION } from "./settings";
import { Status } from "./status";

let end: (() => Promise<void>) | undefined;

export function activate(context: ExtensionContext): void {
  const logs = new Logs();
  const status = new Status();
  const notice = new Notice();
  const pages = new Pages();
  const managed = managedEnvironment(context);
  const running = new Server({ logs, status, notice, managed, home: context.extensionPath });
  const preview = new Preview(pages, running);
  end = async () => {
    await running.stop();
    // After the client, which tells of requests that its end leaves without an answer.
    logs.dispose();
  };

  const restart = (): Promise<void> => {
    notice.forget();
    return running.restart();
  };
  const installed = async (): Promise<void> => {
    const work = (): Promise<boolean> => install(managed, logs.own);
    // A server that runs from there keeps its files open, which some systems do not replace.
    if (managed.isOutdated) await running.restartAfter(work);
    else if (await work()) await restart();
  };
  const table = {
    restart,
    install: installed,
    fixFile: () => fixFile(running),
    fixRuleInWorkspace: () => fixRuleInWorkspace(running),
    preview: () => preview.open(),
    showRule: (code: unknown) => showRule(running, pages, code),
    newConfiguration: () => createConfiguration(running),
    newBaseline: () => createBaseline(running),
    openSample: () => openSample(context),
    selectInterpreter,
    showDebugInformation: () => showDebugInformation(running, pages, context),
    showLog: () => {
      logs.own.show();
    },
    showServerLog: () => {
      logs.server.show();
    },
    showTrace: () => {
      logs.trace.show();
    },
  };

  context.subscriptions.push(
    ...[status, pages, running, preview],
    registered(table, logs.own),
    followChecks(running, status),
    workspace.onDidChangeConfiguration(event => {
      if (!event.affectsConfiguration(SECTION)) return;
      logs.trace.refresh();
      if (needsRestart(event)) void running.restart();
      void running.running?.tellOfSettings();
    }),
    workspace.onDidChangeWorkspaceFolders(() => void running.reconsider()),
    workspace.onDidGrantWorkspaceTrust(() => {
      notice.forget();
      void running.reconsider();
    }),
    onInterpreterChange(logs.own, () => void running.reconsider()),
  );
  void restart().then(async () => {
    if (!managed.isOutdated || running.program !== managed.interpreter) return;
    // Nobody asked for it just now: without a network the old one goes on serving.
    await installed().catch((error: unknown) => {
      logs.own.warn(`The server was not renewed: ${String(error)}`);
    });
  });
}

export function deactivate(): Promise<void> | undefined {
  return end?.();
}

function managedEnvironment(context: ExtensionContext): ManagedEnvironment {
  const { version } = context.extension.packageJSON as { version: string };
  return new ManagedEnvironment(context.globalStorageUri.fsPath, version);
}
