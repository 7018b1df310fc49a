import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";

import { type Installed, installed, VERSIONS } from "./install";
import { pictures } from "./pictures";
import { scenarios, SHORT } from "./scenarios";
import { Theatre } from "./stage";
import type { Workbench } from "./workbench";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: "string", default: VERSIONS[0] },
    only: { type: "string", default: "" },
    pictures: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
  },
});

const offered = values.pictures ? pictures : scenarios;

async function main(): Promise<void> {
  const [ours, ...partners] = positionals;
  if (ours === undefined) throw new Error("usage: run VSIX [VSIX...]");
  const cache = path.resolve(process.env["RESP_LSP_E2E_CACHE"] ?? ".e2e");
  const server = installedOrNot(cache, values.version);
  if (server === undefined) return;
  const shots = path.join(cache, `screenshots-${values.version}`);
  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  const root = mkdtempSync(path.join(tmpdir(), "resp-lsp-e2e-"));
  const theatre = new Theatre(server, cache, root, shots, { ours, partners });
  let passed = 0;
  let failed = 0;
  try {
    for (const name of chosen()) {
      if (await passes(name, theatre)) passed += 1;
      else failed += 1;
    }
  } finally {
    await theatre.close();
  }
  if (failed === 0) rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  else console.log(`Kept ${root}`);
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** The registry may be out of reach; then there is nothing to try, and that is said. */
function installedOrNot(cache: string, version: string): Installed | undefined {
  try {
    return installed(cache, version);
  } catch (error) {
    console.log(`skipped: code-server ${version} cannot be installed: ${String(error)}`);
    console.log("0 passed, 0 failed");
    return undefined;
  }
}

function chosen(): string[] {
  const names = Object.keys(offered).filter(name => name.includes(values.only));
  return values.short ? names.filter(name => SHORT.has(name)) : names;
}

async function passes(name: string, theatre: Theatre): Promise<boolean> {
  const began = Date.now();
  const windows: Workbench[] = [];
  let failure: unknown;
  const before = new Set(theatre.errors());
  try {
    await offered[name]?.(theatre.stage(window => windows.push(window)));
  } catch (error) {
    failure = error;
  }
  for (const window of windows) await window.shot(name);
  for (const window of windows) await window.close();
  const errors = [
    ...theatre.errors().filter(error => !before.has(error)),
    ...windows.flatMap(window => window.errors),
  ];
  const isGood = failure === undefined && errors.length === 0;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${isGood ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  if (failure !== undefined) console.log(failure);
  if (errors.length > 0) console.log(`In the extension host's log:\n${errors.join("\n")}`);
  return isGood;
}

void main();
