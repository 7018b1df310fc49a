import {
  type ConfigurationChangeEvent,
  type ConfigurationScope,
  type WorkspaceFolder,
  workspace,
} from "vscode";

import { FOR_THE_SERVER, FOR_THE_START } from "./settingNames";

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
    enable: isEnabled(workspace.workspaceFolders),
    path: settings.get("path"),
    interpreter: settings.get("interpreter"),
    logLevel: settings.get("logLevel", "info"),
  };
}

/** The settings for a folder, or those for all. */
export function readServerSettings(scope?: ConfigurationScope): ServerSettings {
  const settings = workspace.getConfiguration(SECTION, scope);
  const named = FOR_THE_SERVER.map(name => [name, settings.get<unknown>(name)] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== null && value !== undefined));
}

export function readTrace(): string {
  return workspace.getConfiguration(SECTION).get("trace.server", "off");
}

/** Whether the change decides which server runs, and not only what it checks. */
export function needsRestart(event: ConfigurationChangeEvent): boolean {
  return FOR_THE_START.some(name => event.affectsConfiguration(`${SECTION}.${name}`));
}

/** Off for one folder, the server itself leaves that alone; off for all, there need be none. */
function isEnabled(folders: readonly WorkspaceFolder[] | undefined): boolean {
  const places = folders === undefined || folders.length === 0 ? [undefined] : folders;
  return places.some(folder => workspace.getConfiguration(SECTION, folder).get("enable") !== false);
}
