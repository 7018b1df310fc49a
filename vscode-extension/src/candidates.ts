import * as path from "node:path";

import { expand, program, type Scope } from "./variables";

/** A way to call resp-lsp: `--version` or `server` goes behind the command. */
export interface Candidate {
  readonly source: string;
  readonly command: readonly [string, ...string[]];
}

/** What decides where a server may come from. */
export interface Place {
  readonly path: unknown;
  readonly interpreter: unknown;
  readonly folders: readonly string[];
  readonly trusted: boolean;
  readonly platform: NodeJS.Platform;
  readonly scope: Scope;
  /** The interpreters selected for the folders; asking may wake another extension. */
  readonly selected: () => Promise<readonly string[]>;
  /** The interpreter of the extension's own environment, where there is one. */
  readonly managed: string | undefined;
}

/** The ways to try, best first. A setting leaves no other: a wrong one is told, not passed over. */
export async function candidates(place: Place): Promise<Candidate[]> {
  const command = asCommand(place.path, place.scope);
  if (command !== undefined) return [{ source: "the setting resp-lsp.path", command }];
  if (typeof place.interpreter === "string" && place.interpreter !== "") {
    return [python("the setting resp-lsp.interpreter", program(place.interpreter, place.scope))];
  }
  const outside: Candidate[] = [{ source: "the PATH", command: ["resp-lsp"] }];
  if (place.managed !== undefined) outside.push(python(MANAGED, place.managed));
  // What lies in an untrusted workspace is not run.
  if (!place.trusted) return outside;
  const selected = await place.selected();
  return withoutTwins([
    ...selected.map(file => python("the selected environment", file)),
    ...environments(place),
    ...outside,
  ]);
}

function asCommand(setting: unknown, scope: Scope): [string, ...string[]] | undefined {
  const words = Array.isArray(setting) ? setting : [setting];
  const [first, ...rest] = words.filter(
    word => typeof word === "string" && word !== "",
  ) as string[];
  if (first === undefined) return undefined;
  // A user may well have written out the whole command of the server.
  if (rest.at(-1) === "server") rest.pop();
  return [program(first, scope), ...rest.map(word => expand(word, scope))];
}

function environments(place: Place): Candidate[] {
  const executable =
    place.platform === "win32" ? path.join("Scripts", "python.exe") : path.join("bin", "python");
  return place.folders.flatMap(folder =>
    [".venv", "venv"].map(name => python("the workspace", path.join(folder, name, executable))),
  );
}

function python(source: string, interpreter: string): Candidate {
  return { source, command: [interpreter, "-m", "resp_lsp"] };
}

const MANAGED = "the extension's own environment";

function withoutTwins(list: readonly Candidate[]): Candidate[] {
  const keys = list.map(candidate => candidate.command.join("\0"));
  return list.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}
