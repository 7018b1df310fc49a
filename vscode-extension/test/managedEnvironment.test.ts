import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { test } from "node:test";

import { ManagedEnvironment } from "../src/managedEnvironment";

interface Try {
  readonly storage: string;
  readonly managed: ManagedEnvironment;
  readonly steps: string[];
  readonly install: (python: string, signal?: AbortSignal) => Promise<void>;
}

/** Tries an installation in a folder of its own. */
function trying(requirement?: string): Try {
  const storage = mkdtempSync(path.join(tmpdir(), "resp lsp é "));
  const env = { RESP_LSP_REQUIREMENT: requirement };
  const managed = new ManagedEnvironment(storage, "1.2.3", env);
  const steps: string[] = [];
  const install = (python: string, signal = new AbortController().signal): Promise<void> =>
    managed.install([python], step => steps.push(step), signal);
  return { storage, managed, steps, install };
}

/** An interpreter that does what a script says. */
function interpreter(folder: string, script: string): string {
  const file = path.join(folder, "python");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

test("what is installed is there for good, for this version of the extension", async () => {
  // Every environment has pip already, so that no network is asked.
  process.env["PIP_NO_INDEX"] = "1";
  const { storage, managed, steps, install } = trying("pip");
  await install("python3");
  assert.ok(managed.interpreter !== undefined && existsSync(managed.interpreter));
  assert.deepEqual(steps, [
    "looking for Python",
    "creating an environment",
    "installing the server",
  ]);
  assert.equal(managed.isOutdated, false);
  const next = new ManagedEnvironment(storage, "1.3.0", { RESP_LSP_REQUIREMENT: "pip" });
  assert.equal(next.isOutdated, true);
  assert.equal(next.interpreter, managed.interpreter, "it serves until it is renewed");
  const renewing: string[] = [];
  await next.install([], step => renewing.push(step), new AbortController().signal);
  assert.deepEqual(renewing, ["installing the server"], "the environment itself stays");
  assert.equal(next.isOutdated, false);
});

test("without a Python that is new enough, that is said", async () => {
  const { storage, managed, install } = trying();
  await assert.rejects(install(interpreter(storage, "exit 1")), /No Python 3\.10 or newer/);
  await assert.rejects(install("python-that-nobody-installed"), /No Python 3\.10 or newer/);
  assert.equal(managed.interpreter, undefined);
});

test("without the module venv, the package that has it is named", async () => {
  const { storage, install } = trying();
  const python = interpreter(
    storage,
    '[ "$2" = venv ] && echo "No module named venv" && exit 1; exit 0',
  );
  await assert.rejects(install(python), /python3-venv/);
});

test("without a network, that is said, and nothing is left behind", async () => {
  const { storage, managed, install } = trying();
  const environment = path.join(storage, "environment");
  const pip = path.join(storage, "pip");
  writeFileSync(pip, "#!/bin/sh\necho 'NewConnectionError: no route' >&2; exit 1\n");
  const make = `mkdir -p "$4/bin" && cp "${pip}" "$4/bin/python" && chmod +x "$4/bin/python"`;
  const python = interpreter(storage, `[ "$2" = venv ] && ${make}; exit 0`);
  await assert.rejects(install(python), /index cannot be reached/);
  assert.equal(existsSync(environment), false);
  assert.equal(managed.interpreter, undefined);
});

test("an installation that is cancelled ends its program and leaves nothing", async () => {
  const { storage, install } = trying();
  const aborting = new AbortController();
  const script = `[ "$2" = venv ] && mkdir -p "$4" && exec sleep 60; exit 0`;
  const installing = install(interpreter(storage, script), aborting.signal);
  setTimeout(() => {
    aborting.abort();
  }, 300);
  await assert.rejects(installing, { name: "AbortError" });
  assert.equal(existsSync(path.join(storage, "environment")), false);
});
