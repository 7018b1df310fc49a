import * as path from "node:path";

/** What the variables in a setting stand for. */
export interface Scope {
  readonly folder: string | undefined;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A text with `~`, `${workspaceFolder}`, `${userHome}` and `${env:NAME}` replaced; others stay. */
export function expand(text: string, scope: Scope): string {
  return text
    .replace(/^~(?=$|[\\/])/, () => scope.home)
    .replace(/\$\{(\w+)(?::([^}]+))?\}/g, (all, kind: string, name: string | undefined) => {
      if (kind === "workspaceFolder" && name === undefined) return scope.folder ?? all;
      if (kind === "userHome" && name === undefined) return scope.home;
      if (kind === "env" && name !== undefined) return scope.env[name] ?? "";
      return all;
    });
}

/** A program as the system finds it: a bare name by the PATH, a path from the workspace folder. */
export function program(text: string, scope: Scope): string {
  const expanded = expand(text, scope);
  const isBareName = !/[\\/]/.test(expanded);
  if (isBareName || scope.folder === undefined) return expanded;
  return path.resolve(scope.folder, expanded);
}
