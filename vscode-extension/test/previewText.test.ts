import assert from "node:assert/strict";
import { test } from "node:test";

import { nothingAt, previewText } from "../src/previewText";

const OK = "HTTP/1.1 200 OK\nVary: *\n\n*a page*";

test("a message is as on the wire, what is said about it is a comment", () => {
  const notes = ["The `Date` is not known."];
  assert.equal(
    previewText({ django: "6.1", messages: [OK], error: null, notes }),
    "# As Django 6.1 would send it after this line:\n\n" +
      "HTTP/1.1 200 OK\nVary: *\n\n*a page*\n\n# The Date is not known.\n",
  );
});

test("alternatives stand one below the other, a note about both once", () => {
  const messages = ["HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found"];
  const text = previewText({ django: "6.1", messages, error: null, notes: ["Same.", "Same."] });
  assert.match(text, /:\n\nHTTP\/1.1 200 OK\n\n# or\n\nHTTP\/1.1 404 Not Found\n\n# Same.\n$/);
});

test("a response that is never sent says which error is raised", () => {
  const error = "TypeError: not a dict.";
  const text = previewText({ django: "6.1", messages: [], error, notes: [] });
  assert.match(text, /:\n\n# Nothing: it raises TypeError: not a dict.\n$/);
});

test("where there is no response, the line is named as the editor counts it", () => {
  assert.match(nothingAt(12), /no response in line 12/);
});
