import { execFile } from "node:child_process";

/** What became of a program: its output, and the error's where there was one. */
export interface Outcome {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; an abort ends it. It rejects with nothing but the abort. */
export function run(
  command: readonly [string, ...string[]],
  cwd: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const [file, ...args] = command;
  return new Promise((resolve, reject) => {
    execFile(file, args, { cwd, signal, windowsHide: true }, (error, stdout, stderr) => {
      if (signal.aborted) reject(signal.reason as Error);
      else resolve({ ok: error === null, stdout, stderr: stderr || (error?.message ?? "") });
    });
  });
}
