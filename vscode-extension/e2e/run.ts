import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { type Browser, type BrowserContext, chromium } from "playwright-core";

import { type CodeServer, startCodeServer } from "./codeServer";
import { installed } from "./install";
import { Project } from "./project";
import { scenarios } from "./scenarios";
import { Workbench } from "./workbench";

async function main(): Promise<void> {
  const [ours, partner, words = ""] = process.argv.slice(2);
  if (ours === undefined || partner === undefined) throw new Error("usage: run VSIX VSIX [WORDS]");
  const names = Object.keys(scenarios).filter(name => name.includes(words));
  const cache = path.resolve(process.env["RESP_LSP_E2E_CACHE"] ?? ".e2e");
  const shots = path.join(cache, "screenshots");
  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  const python = serverPython();
  const entry = installed(cache);
  const root = mkdtempSync(path.join(tmpdir(), "resp-lsp-e2e-"));
  let failed = 0;
  let server: CodeServer | undefined;
  let browser: Browser | undefined;
  try {
    server = await startCodeServer(entry, [ours, partner], root, { PYTHONPATH: CHECKOUT });
    browser = await launchBrowser();
    // One for all, so that it need not load the workbench anew.
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    for (const name of names) {
      if (!(await passes(name, context, server.url, { root, shots, python }))) failed += 1;
    }
  } finally {
    await browser?.close();
    await server?.stop();
    if (failed === 0) rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    else console.log(`Kept ${root}`);
  }
  console.log(`${String(names.length - failed)} passed, ${String(failed)} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

interface Places {
  readonly root: string;
  readonly shots: string;
  readonly python: string;
}

async function passes(
  name: string,
  context: BrowserContext,
  url: string,
  at: Places,
): Promise<boolean> {
  const project = new Project(at.root);
  const began = Date.now();
  let window: Workbench | undefined;
  let failure: unknown;
  try {
    await scenarios[name]?.({
      project,
      python: at.python,
      open: async () => (window = await Workbench.open(context, url, project)),
    });
  } catch (error) {
    failure = error;
  }
  await window?.shot(at.shots, name.replace(/\W+/g, "-"));
  await window?.close();
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${failure === undefined ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  if (failure !== undefined) console.log(failure);
  return failure === undefined;
}

function launchBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new Error(`There is no ${executablePath}: install chromium, or set CHROMIUM`);
  }
  // The workbench is to reach nothing but code-server; Chromium has no sandbox when root starts it.
  const rules = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1";
  return chromium.launch({ executablePath, args: ["--no-sandbox", rules] });
}

/** An interpreter that can run this checkout's server. */
function serverPython(): string {
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

const CHECKOUT = path.resolve(process.env["RESP_LSP_CHECKOUT"] ?? "..");

void main();
