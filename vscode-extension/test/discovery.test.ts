import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";

import type { Candidate } from "../src/candidates";
import { discover, explain } from "../src/discovery";

const node = process.execPath;
const good = candidate("the workspace", node, "-e", 'console.log("resp-lsp 1.2.3")', "--");
const broken = candidate("the selected environment", node, "-e", "process.exit(3)", "--");
const absent = candidate("the PATH", "resp-lsp-that-nobody-installed");

function candidate(source: string, ...command: [string, ...string[]]): Candidate {
  return { source, command };
}

test("the first that answers is found, and those before it are named", async () => {
  const { found, tried } = await discover([absent, broken, good], tmpdir());
  assert.deepEqual(found, { candidate: good, version: "1.2.3" });
  assert.deepEqual(
    tried.map(attempt => attempt.candidate),
    [absent, broken],
  );
});

test("what comes after the first that answers is not asked", async () => {
  const { found, tried } = await discover([good, broken], tmpdir());
  assert.equal(found?.candidate, good);
  assert.deepEqual(tried, []);
});

test("with nothing there, the server is absent, and can be installed", async () => {
  const { found, tried } = await discover([absent], tmpdir());
  assert.equal(found, undefined);
  assert.match(explain(tried).text, /is not installed/);
  assert.equal(explain(tried).isAbsence, true);
});

test("an environment that is there but broken is what the message names", async () => {
  const { tried } = await discover([absent, broken], tmpdir());
  const { text, isAbsence } = explain(tried);
  assert.equal(isAbsence, false);
  assert.match(text, /from the selected environment/);
  assert.ok(text.includes(`${node}: it ended with 3`));
});

test("a setting that names a missing program is what the message names", async () => {
  const wrong = candidate("the setting resp-lsp.path", "resp-lsp-that-nobody-installed");
  const { tried } = await discover([wrong], tmpdir());
  assert.equal(
    explain(tried).text,
    "resp-lsp cannot start from the setting resp-lsp.path. " +
      "resp-lsp-that-nobody-installed: there is no such program.",
  );
});
