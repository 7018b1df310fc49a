import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";

import { type Installed, installed, VERSIONS } from "./install";
import { pictures } from "./pictures";
import { type Act, acts, SHORT } from "./scenarios";
import { type Scenario, Theatre } from "./stage";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: "string", default: VERSIONS[0] },
    only: { type: "string", default: "" },
    pictures: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
    times: { type: "string", default: "1" },
    lanes: { type: "string", default: "2" },
  },
});

const offered: readonly Act[] = values.pictures ? [pictures] : acts;

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
  const waiting = offered.map(chosen);
  const lanes = Array.from({ length: Number(values.lanes) }, async (_, lane) => {
    const own = path.join(root, String(lane));
    mkdirSync(own);
    const theatre = new Theatre(server, cache, own, shots, { ours, partners });
    return played(waiting, theatre).finally(() => theatre.close());
  });
  const outcomes = (await Promise.all(lanes)).flat();
  const failed = outcomes.filter(isGood => !isGood).length;
  if (failed === 0) rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  else console.log(`Kept ${root}`);
  console.log(`${String(outcomes.length - failed)} passed, ${String(failed)} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Plays act after act of those that are waiting; another lane may do so, too. */
async function played(waiting: Act[], theatre: Theatre): Promise<boolean[]> {
  const outcomes: boolean[] = [];
  for (let act = waiting.shift(); act !== undefined; act = waiting.shift()) {
    for (const [name, scenario] of Object.entries(act)) {
      for (let time = 0; time < Number(values.times); time += 1) {
        outcomes.push(await passes(name, scenario, theatre));
      }
    }
  }
  return outcomes;
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

function chosen(act: Act): Act {
  const isMeant = (name: string): boolean =>
    new RegExp(values.only).test(name) && (!values.short || SHORT.has(name));
  return Object.fromEntries(Object.entries(act).filter(([name]) => isMeant(name)));
}

async function passes(name: string, scenario: Scenario, theatre: Theatre): Promise<boolean> {
  const began = Date.now();
  let failure: unknown;
  try {
    await scenario(theatre.stage());
  } catch (error) {
    failure = error;
  }
  const errors = await theatre.strike(name, failure === undefined);
  const isGood = failure === undefined && errors.length === 0;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${isGood ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  if (failure !== undefined) console.log(failure);
  if (errors.length > 0) console.log(`In the extension host's log:\n${errors.join("\n")}`);
  return isGood;
}

void main();
