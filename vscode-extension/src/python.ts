import { setTimeout as pause } from "node:timers/promises";

import { PVSC_EXTENSION_ID, PythonExtension } from "@vscode/python-extension";
import { Disposable, extensions, type LogOutputChannel, type WorkspaceFolder } from "vscode";

/** The interpreters that the user selected in the Python extension, where that is installed. */
export async function selectedInterpreters(
  folders: readonly WorkspaceFolder[],
  log: LogOutputChannel,
): Promise<string[]> {
  const environments = await partner(log);
  if (environments === undefined) return [];
  const places = folders.length === 0 ? [undefined] : folders;
  const resolved = await Promise.all(
    places.map(folder => {
      const active = environments.getActiveEnvironmentPath(folder);
      return within(PATIENCE, environments.resolveEnvironment(active));
    }),
  );
  return resolved
    .map(environment => environment?.executable.uri?.fsPath)
    .filter(file => file !== undefined);
}

/** Calls back whenever another interpreter is selected, also when the partner wakes up later. */
export function onInterpreterChange(log: LogOutputChannel, changed: () => void): Disposable {
  let subscription: Disposable | undefined;
  let disposed = false;
  void partner(log).then(environments => {
    if (disposed) return;
    subscription = environments?.onDidChangeActiveEnvironmentPath(changed);
  });
  return new Disposable(() => {
    disposed = true;
    subscription?.dispose();
  });
}

type Environments = PythonExtension["environments"];

async function partner(log: LogOutputChannel): Promise<Environments | undefined> {
  if (extensions.getExtension(PVSC_EXTENSION_ID) === undefined) return undefined;
  try {
    const api = await within(PATIENCE, PythonExtension.api());
    if (api === undefined) log.warn("The Python extension did not answer in time");
    return api?.environments;
  } catch (error) {
    log.warn(`The Python extension could not be asked: ${String(error)}`);
    return undefined;
  }
}

/** How long the Python extension may take, in milliseconds: it looks around the disk at first. */
const PATIENCE = 10_000;

function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  return Promise.race([promise, pause(milliseconds, undefined, { ref: false })]);
}
