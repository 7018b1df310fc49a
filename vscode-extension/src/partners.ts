import { setTimeout as pause } from "node:timers/promises";

import { PVSC_EXTENSION_ID, PythonExtension } from "@vscode/python-extension";
import { type Event, extensions, type LogOutputChannel, type Uri } from "vscode";

/** An extension that knows which interpreter is selected for a folder. */
export interface Partner {
  selected(folder: Uri | undefined): Promise<string | undefined>;
  readonly onDidChange: Event<unknown>;
}

/** Those that are installed, the one to be asked first in front. Asking wakes them. */
export async function partners(log: LogOutputChannel): Promise<Partner[]> {
  const found = [
    await awake("Python Environments", ENVIRONMENTS_ID, environments, log),
    await awake("Python", PVSC_EXTENSION_ID, python, log),
  ];
  return found.filter(partner => partner !== undefined);
}

/** The commands that let a person select an interpreter, by the extension that has them. */
export function selecting(): string | undefined {
  const isThere = (id: string): boolean => extensions.getExtension(id) !== undefined;
  if (isThere(PVSC_EXTENSION_ID)) return "python.setInterpreter";
  return isThere(ENVIRONMENTS_ID) ? "python-envs.set" : undefined;
}

async function awake(
  name: string,
  id: string,
  open: () => Promise<Partner>,
  log: LogOutputChannel,
): Promise<Partner | undefined> {
  if (extensions.getExtension(id) === undefined) return undefined;
  try {
    const partner = await within(PATIENCE, open());
    if (partner === undefined) log.warn(`The ${name} extension did not answer in time`);
    return partner;
  } catch (error) {
    log.warn(`The ${name} extension could not be asked: ${String(error)}`);
    return undefined;
  }
}

async function environments(): Promise<Partner> {
  const extension = extensions.getExtension<EnvironmentsApi>(ENVIRONMENTS_ID);
  const api = await extension?.activate();
  if (api === undefined) throw new Error("it offers nothing");
  return {
    async selected(folder) {
      const environment = await within(PATIENCE, api.getEnvironment(folder));
      return environment?.execInfo.run.executable;
    },
    onDidChange: api.onDidChangeEnvironment,
  };
}

async function python(): Promise<Partner> {
  const { environments: known } = await PythonExtension.api();
  return {
    async selected(folder) {
      const active = known.getActiveEnvironmentPath(folder);
      const environment = await within(PATIENCE, known.resolveEnvironment(active));
      return environment?.executable.uri?.fsPath;
    },
    onDidChange: known.onDidChangeActiveEnvironmentPath,
  };
}

const ENVIRONMENTS_ID = "ms-python.vscode-python-envs";

/** What is used of that extension's exports; it has no package with its types. */
interface EnvironmentsApi {
  getEnvironment(scope: Uri | undefined): Promise<Environment | undefined>;
  readonly onDidChangeEnvironment: Event<unknown>;
}

interface Environment {
  readonly execInfo: { readonly run: { readonly executable: string } };
}

/** How long another extension may take, in milliseconds: it looks around the disk at first. */
const PATIENCE = 10_000;

function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  return Promise.race([promise, pause(milliseconds, undefined, { ref: false })]);
}
