import assert from "node:assert/strict";
import { test } from "node:test";

import { factsOf } from "../src/facts";

const TOLD = `resp-lsp 1.2.3
client VS Code
folder /shop
document file:///shop/views.py
  python, version 3, 12 lines
  Django 5.2, from /shop/pyproject.toml
  version 3 checked in 12 ms: 2 findings
document file:///shop/urls.py
  python, version 1, 2 lines
  Django 6.1, from nothing: the default
`;

test("a document's Django, where it is from, and what the check took", () => {
  const facts = factsOf(TOLD, "file:///shop/views.py");
  assert.deepEqual(facts, { django: "5.2", from: "/shop/pyproject.toml", milliseconds: 12 });
});

test("a Django that nobody named, and a document that was not checked yet", () => {
  const facts = factsOf(TOLD, "file:///shop/urls.py");
  assert.deepEqual(facts, { django: "6.1", from: undefined, milliseconds: undefined });
});

test("nothing is known of a document that the server does not have", () => {
  assert.equal(factsOf(TOLD, "file:///shop/models.py"), undefined);
});
