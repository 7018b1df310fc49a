import assert from "node:assert/strict";
import { test } from "node:test";

import { factsOf } from "../src/facts";

test("a document's Django, where it is from, and what the check took", () => {
  const django = { version: "5.2", source: "/shop/pyproject.toml" };
  const facts = factsOf({ version: "1.2.3", django, check: { milliseconds: 11.7 } });
  assert.deepEqual(facts, { django: "5.2", from: "/shop/pyproject.toml", milliseconds: 12 });
});

test("a Django that nobody named is from nowhere", () => {
  const django = { version: "6.1", source: null };
  const facts = factsOf({ version: "1.2.3", django, check: { milliseconds: 3 } });
  assert.equal(facts?.from, undefined);
});

test("nothing is known of a document that was not checked", () => {
  assert.equal(factsOf({ version: "1.2.3", django: null, check: null }), undefined);
});
