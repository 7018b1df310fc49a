import assert from "node:assert/strict";
import { test } from "node:test";

import { nothingAt, previewText } from "../src/previewText";

test("a message is as on the wire, what is said about it is a comment", () => {
  const markdown =
    "*As Django 6.1 would send it after this line:*\n\n" +
    "```http\nHTTP/1.1 200 OK\nVary: *\n\n*a page*\n```\n\n*The `Date` is not known.*";
  assert.equal(
    previewText({ django: "6.1", markdown }),
    "# As Django 6.1 would send it after this line:\n\n" +
      "HTTP/1.1 200 OK\nVary: *\n\n*a page*\n\n# The Date is not known.\n",
  );
});

test("alternatives stand one below the other", () => {
  const message = (status: string): string => `\`\`\`http\nHTTP/1.1 ${status}\n\`\`\``;
  const markdown = `*T*\n\n${message("200 OK")}\n\n*or*\n\n${message("404 Not Found")}`;
  assert.equal(
    previewText({ django: "6.1", markdown }),
    "# T\n\nHTTP/1.1 200 OK\n\n# or\n\nHTTP/1.1 404 Not Found\n",
  );
});

test("a response that is never sent says which error is raised", () => {
  const markdown = "*T*\n\nNothing: it raises **TypeError**: not a dict.";
  const text = previewText({ django: "6.1", markdown });
  assert.equal(text, "# T\n\n# Nothing: it raises TypeError: not a dict.\n");
});

test("a body may hold a fence: its own is longer", () => {
  const markdown = "*T*\n\n````http\nHTTP/1.1 200 OK\n\n```http\n````";
  assert.match(previewText({ django: "6.1", markdown }), /200 OK\n\n```http\n$/);
});

test("where there is no response, the line is named as the editor counts it", () => {
  assert.match(nothingAt(12), /no response in line 12/);
});
