import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { run } from "./programs";

/** Where this project's server is. */
export const CHECKOUT = path.resolve(process.env["RESP_LSP_CHECKOUT"] ?? "..");

/** An interpreter that can run this checkout's server. */
export function serverPython(): string {
  const named = process.env["RESP_LSP_PYTHON"];
  const tried =
    named !== undefined ? [named] : [path.join(CHECKOUT, ".venv/bin/python"), "python3"];
  for (const python of tried) {
    try {
      const env = { ...process.env, PYTHONPATH: CHECKOUT };
      execFileSync(python, ["-m", "resp_lsp", "--version"], { env, cwd: tmpdir(), stdio: "pipe" });
      return python;
    } catch {
      continue;
    }
  }
  throw new Error(`No Python runs the server (tried ${tried.join(", ")}): set RESP_LSP_PYTHON`);
}

/** A folder with a wheel of this checkout and of all that it needs, to install without a network. */
export async function wheels(cache: string): Promise<string> {
  const folder = path.join(cache, "wheels");
  const pip = ["-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "-w", folder];
  if (existsSync(folder)) {
    // The others stay: this checkout's is the one that changes.
    await run("python3", [...pip, "--no-deps", CHECKOUT], { stdio: QUIET });
    return folder;
  }
  mkdirSync(folder, { recursive: true });
  try {
    await run("python3", [...pip, CHECKOUT], { stdio: QUIET });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  return folder;
}

const QUIET: ("ignore" | "inherit")[] = ["ignore", "ignore", "inherit"];
