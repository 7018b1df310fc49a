import assert from "node:assert/strict";
import { test } from "node:test";

import { appearance, checkAppearance, SLOW } from "../src/condition";

test("a running server shows its version and where it comes from", () => {
  const shown = appearance({ kind: "running", version: "1.2.3", place: ".venv/bin/python" });
  assert.equal(shown.text, "resp-lsp 1.2.3");
  assert.equal(shown.detail, ".venv/bin/python");
  assert.equal(shown.severity, "information");
});

test("a long place keeps its two ends", () => {
  const place = "/home/somebody/with/a/long/path/to/their/environments/shop/bin/python";
  const { detail } = appearance({ kind: "running", version: "1.2.3", place });
  assert.equal(detail, "/home/somebody/with/…ents/shop/bin/python");
});

test("only a starting server is busy", () => {
  assert.equal(appearance({ kind: "starting" }).busy, true);
  assert.equal(appearance({ kind: "off" }).busy, false);
  assert.equal(appearance({ kind: "stopped", reason: "it fell" }).busy, false);
});

test("a server that does not run is an error with its reason, one switched off is not", () => {
  const stopped = appearance({ kind: "stopped", reason: "it fell" });
  assert.deepEqual([stopped.severity, stopped.detail], ["error", "it fell"]);
  const off = appearance({ kind: "off" });
  assert.equal(off.severity, "information");
  assert.match(off.detail, /resp-lsp\.enable/);
});

test("an absent server can be installed, one that stopped can be restarted", () => {
  assert.equal(appearance({ kind: "absent", reason: "nowhere" }).command.title, "Install");
  assert.equal(appearance({ kind: "stopped", reason: "it fell" }).command.title, "Restart");
});

test("the Django is told with where it is from, and what the check took", () => {
  const shown = checkAppearance({ django: "5.2", from: "pyproject.toml", milliseconds: 12 });
  assert.equal(shown.text, "Django 5.2");
  assert.equal(shown.detail, "pyproject.toml, checked in 12 ms");
  assert.equal(shown.severity, "information");
});

test("a Django that nobody named is assumed", () => {
  const shown = checkAppearance({ django: "6.1", from: undefined, milliseconds: 12 });
  assert.equal(shown.detail, "assumed, checked in 12 ms");
});

test("a slow check is a warning", () => {
  const shown = checkAppearance({ django: "6.1", from: undefined, milliseconds: SLOW + 1 });
  assert.equal(shown.severity, "warning");
  assert.match(shown.detail, /slow: checked in \d+ ms/);
});
