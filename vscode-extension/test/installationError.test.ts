import assert from "node:assert/strict";
import { test } from "node:test";

import { readable } from "../src/installationError";

test("what pip says without a network is understood before what follows from it", () => {
  const said =
    "WARNING: Retrying after connection broken by 'NewConnectionError(...)'\n" +
    "ERROR: Could not find a version that satisfies the requirement resp-lsp";
  assert.equal(readable("pip", said).reason, "offline");
});

test("a version that is not there is another thing", () => {
  const said = "ERROR: No matching distribution found for resp-lsp>=9";
  assert.equal(readable("pip", said).reason, "version");
});

test("whatever else goes wrong is in the log in pip's own words", () => {
  const error = readable("pip", "ERROR: disk full");
  assert.equal(error.reason, "pip");
  assert.equal(error.output, "ERROR: disk full");
});
