import { execFile, type ExecFileException } from "node:child_process";

export type Command = readonly [string, ...string[]];

/** What a command said when asked for its version. */
export type Answer =
  { readonly version: string } | { readonly problem: string; readonly missing: boolean };

/** Asks a resp-lsp command for its version; it never rejects. */
export function probe(command: Command, cwd: string, timeout = 15_000): Promise<Answer> {
  const [file, ...args] = command;
  return new Promise(resolve => {
    try {
      execFile(file, [...args, "--version"], { cwd, timeout, windowsHide: true }, (...outcome) => {
        resolve(judge(...outcome));
      });
    } catch (error) {
      // Node throws at once for a name that no system could run, such as one with a NUL.
      resolve({ problem: String(error), missing: false });
    }
  });
}

function judge(error: ExecFileException | null, stdout: string, stderr: string): Answer {
  if (error !== null) {
    const missing = error.code === "ENOENT" || NOT_INSTALLED.test(stderr);
    return { problem: explain(error, stderr), missing };
  }
  const version = /\bresp[-_]lsp\b\D{0,20}(\d[\w.+-]*)/.exec(stdout)?.[1];
  if (version !== undefined) return { version };
  const said = lastLine(stdout) ?? lastLine(stderr) ?? "nothing";
  return { problem: `it is not resp-lsp: asked for its version it said “${said}”`, missing: false };
}

function explain(error: ExecFileException, stderr: string): string {
  if (error.code === "ENOENT") return "there is no such program";
  if (error.code === "EACCES") return "it may not be run: no permission";
  if (error.killed === true) return "it did not answer in time";
  if (NOT_INSTALLED.test(stderr)) return "resp-lsp is not installed there";
  return lastLine(stderr) ?? `it ended with ${String(error.code ?? error.signal ?? "an error")}`;
}

const NOT_INSTALLED = /No module named '?resp_lsp\b/;

function lastLine(text: string): string | undefined {
  return text
    .split("\n")
    .map(line => line.trim())
    .findLast(line => line !== "");
}
