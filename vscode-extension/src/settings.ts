import { type ConfigurationChangeEvent, workspace } from "vscode";

export const SECTION = "resp-lsp";

/** What the server is told, in its own names; what the user left unset is left out. */
export type ServerSettings = Readonly<Record<string, unknown>>;

export interface Settings {
  readonly enable: boolean;
  readonly path: unknown;
  readonly interpreter: unknown;
  readonly logLevel: string;
}

export function readSettings(): Settings {
  const settings = workspace.getConfiguration(SECTION);
  return {
    enable: settings.get("enable") !== false,
    path: settings.get("path"),
    interpreter: settings.get("interpreter"),
    logLevel: settings.get("logLevel", "info"),
  };
}

export function readServerSettings(): ServerSettings {
  const settings = workspace.getConfiguration(SECTION);
  const named = FOR_THE_SERVER.map(name => [name, settings.get<unknown>(name)] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== null && value !== undefined));
}

/** Whether the change decides which server runs, and not only what it checks. */
export function needsRestart(event: ConfigurationChangeEvent): boolean {
  return FOR_THE_START.some(name => event.affectsConfiguration(`${SECTION}.${name}`));
}

const FOR_THE_START = ["enable", "path", "interpreter", "logLevel"];
const FOR_THE_SERVER = ["select", "ignore", "targetDjango"];
