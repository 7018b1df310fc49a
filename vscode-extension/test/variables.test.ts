import assert from "node:assert/strict";
import * as path from "node:path";
import { test } from "node:test";

import { expand, program, type Scope } from "../src/variables";

const scope: Scope = {
  folder: path.resolve("/project"),
  home: path.resolve("/home/ada"),
  env: { TOOLS: "/opt/tools", DOLLARS: "$&" },
};

test("each variable is replaced, wherever it stands", () => {
  assert.equal(expand("~/bin", scope), `${scope.home}/bin`);
  assert.equal(expand("${userHome}/bin", scope), `${scope.home}/bin`);
  assert.equal(
    expand("--root=${workspaceFolder}/src", scope),
    `--root=${String(scope.folder)}/src`,
  );
  assert.equal(expand("${env:TOOLS}:${env:TOOLS}", scope), "/opt/tools:/opt/tools");
});

test("a value is taken as it is, not as a replacement pattern", () => {
  assert.equal(expand("${env:DOLLARS}", scope), "$&");
});

test("an environment variable that is not set is empty", () => {
  assert.equal(expand("a${env:NOT_SET}b", scope), "ab");
});

test("what is no variable stays", () => {
  for (const text of ["a~b", "~ada/bin", "${unknown}", "$HOME", "${userHome:x}", ""]) {
    assert.equal(expand(text, scope), text);
  }
});

test("without a folder its variable stays", () => {
  assert.equal(
    expand("${workspaceFolder}/x", { ...scope, folder: undefined }),
    "${workspaceFolder}/x",
  );
});

test("a bare name is left to the PATH, a relative path is the folder's", () => {
  assert.equal(program("resp-lsp", scope), "resp-lsp");
  assert.equal(program(".venv/bin/python", scope), path.resolve("/project/.venv/bin/python"));
  assert.equal(program("../tools/resp-lsp", scope), path.resolve("/tools/resp-lsp"));
  assert.equal(program("/opt/resp-lsp", scope), path.resolve("/opt/resp-lsp"));
});
