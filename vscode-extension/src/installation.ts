import { type LogOutputChannel, ProgressLocation, window, workspace } from "vscode";

import { InstallationError } from "./installationError";
import type { ManagedEnvironment } from "./managedEnvironment";
import { selectedInterpreters } from "./python";

/** Installs the server into the extension's own environment, in sight and until cancelled. */
export async function install(
  managed: ManagedEnvironment,
  log: LogOutputChannel,
): Promise<boolean> {
  try {
    await window.withProgress(
      { location: ProgressLocation.Notification, title: "resp-lsp", cancellable: true },
      async (progress, token) => {
        const aborting = new AbortController();
        token.onCancellationRequested(() => {
          aborting.abort();
        });
        const report = (message: string): void => {
          log.info(`Installing: ${message}`);
          progress.report({ message: `${message}…` });
        };
        await managed.install(await interpreters(log), report, aborting.signal);
      },
    );
    return true;
  } catch (error) {
    if (isAbort(error)) return false;
    if (error instanceof InstallationError) log.error(error.output);
    throw error;
  }
}

/** What may make an environment, the project's own Python in front: it is known to work. */
async function interpreters(log: LogOutputChannel): Promise<string[]> {
  const system = process.platform === "win32" ? ["py", "python"] : ["python3", "python"];
  // What an untrusted workspace has selected is not run.
  if (!workspace.isTrusted) return system;
  return [...(await selectedInterpreters(workspace.workspaceFolders ?? [], log)), ...system];
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
