import assert from "node:assert/strict";
import { test } from "node:test";

import { logReader } from "../src/logReader";

function read(...lines: string[]): string[] {
  const seen: string[] = [];
  const to = (level: string) => (line: string) => void seen.push(`${level}: ${line}`);
  lines.forEach(logReader({ info: to("info"), warn: to("warn"), error: to("error") }));
  return seen;
}

test("a record goes to its own level, without the time that the channel adds", () => {
  assert.deepEqual(
    read(
      "2026-02-03 10:00:00,123 INFO resp_lsp.server.lifecycle: client: VS Code",
      "2026-02-03 10:00:01,001 WARNING resp_lsp.server.connection: odd",
      "2026-02-03 10:00:02,999 ERROR resp_lsp: wrong",
    ),
    [
      "info: resp_lsp.server.lifecycle: client: VS Code",
      "warn: resp_lsp.server.connection: odd",
      "error: resp_lsp: wrong",
    ],
  );
});

test("a traceback stays with its record", () => {
  assert.deepEqual(
    read(
      "2026-02-03 10:00:02,999 ERROR resp_lsp: wrong",
      "Traceback (most recent call last):",
      '  File "x.py", line 1',
      "2026-02-03 10:00:03,000 INFO resp_lsp: well again",
      "more of it",
    ),
    [
      "error: resp_lsp: wrong",
      "error: Traceback (most recent call last):",
      'error:   File "x.py", line 1',
      "info: resp_lsp: well again",
      "info: more of it",
    ],
  );
});

test("what is written before any record is an error: the interpreter's own words", () => {
  assert.deepEqual(read("Fatal Python error: init"), ["error: Fatal Python error: init"]);
});
