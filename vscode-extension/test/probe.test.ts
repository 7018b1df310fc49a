import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";

import { type Answer, type Command, probe } from "../src/probe";

/** A program that answers as written: Node itself, with a script for it. */
function program(script: string): Command {
  return [process.execPath, "-e", script, "--"];
}

function ask(command: Command, timeout?: number): Promise<Answer> {
  return probe(command, tmpdir(), timeout);
}

test("the version is read from what the command prints", async () => {
  for (const said of ["resp-lsp, version 1.2.3", "resp-lsp 1.2.3", "resp_lsp v1.2.3\\n"]) {
    assert.deepEqual(await ask(program(`console.log("${said}")`)), { version: "1.2.3" });
  }
});

test("a version may be one before a release", async () => {
  const answer = await ask(program('console.log("resp-lsp 2.0.0rc1+local.7")'));
  assert.deepEqual(answer, { version: "2.0.0rc1+local.7" });
});

test("the command is asked for its version", async () => {
  const answer = await ask(program('console.log("resp-lsp 1.0", process.argv.at(-1))'));
  assert.deepEqual(answer, { version: "1.0" });
});

test("a program that is not there is missing", async () => {
  const answer = await ask(["resp-lsp-that-nobody-installed"]);
  assert.deepEqual(answer, { problem: "there is no such program", missing: true });
});

test("a folder in place of a program is told", async () => {
  const answer = await ask([tmpdir()]);
  assert.ok("problem" in answer);
  assert.equal(answer.missing, false);
  assert.match(answer.problem, /no permission/);
});

test("an interpreter without resp-lsp is told in plain words", async () => {
  const script = 'console.error("/usr/bin/python3: No module named resp_lsp"); process.exit(1)';
  const answer = await ask(program(script));
  assert.deepEqual(answer, { problem: "resp-lsp is not installed there", missing: true });
});

test("a missing module of another name is told by the interpreter's own words", async () => {
  const script = `console.error("Traceback:\\nModuleNotFoundError: No module named 'libcst'"); process.exit(1)`;
  const answer = await ask(program(script));
  const problem = "ModuleNotFoundError: No module named 'libcst'";
  assert.deepEqual(answer, { problem, missing: false });
});

test("another program than resp-lsp is not taken for it", async () => {
  const answer = await ask([process.execPath]);
  assert.ok("problem" in answer);
  assert.match(answer.problem, /not resp-lsp: .*“v\d+/);
});

test("a silent program is told", async () => {
  const answer = await ask(program(""));
  assert.ok("problem" in answer);
  assert.match(answer.problem, /it said “nothing”/);
});

test("a silent failure is told by its exit code", async () => {
  const answer = await ask(program("process.exit(3)"));
  assert.deepEqual(answer, { problem: "it ended with 3", missing: false });
});

test("a program that hangs is given up", async () => {
  const answer = await ask(program("setTimeout(() => {}, 60_000)"), 200);
  assert.deepEqual(answer, { problem: "it did not answer in time", missing: false });
});

test("a name that no system can run is told, not thrown", async () => {
  const answer = await ask(["a\0b"]);
  assert.ok("problem" in answer);
});
