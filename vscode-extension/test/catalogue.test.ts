import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { rulesOf } from "../src/catalogue";

const PAGES = `# RSP301 manual-cache-control

*warning, for Django 3.2 and later*

Cache-Control is written by hand.

Others may have set
it before.

Fixes:

- Replace with patch_cache_control() (safe)

# RSP410 body-on-bodyless-status

*error, for Django 3.2 to 6.1, opt-in*

A body on a status
that forbids one.

\`\`\`python
# RSP is no heading here
\`\`\`

- Take the body away (suggested)
`;

test("each page is a rule with what its heading says", () => {
  assert.deepEqual(rulesOf(PAGES), [
    {
      code: "RSP301",
      name: "manual-cache-control",
      about: "warning, for Django 3.2 and later",
      explanation: "Cache-Control is written by hand.",
      isFixable: true,
    },
    {
      code: "RSP410",
      name: "body-on-bodyless-status",
      about: "error, for Django 3.2 to 6.1, opt-in",
      explanation: "A body on a status that forbids one.",
      isFixable: false,
    },
  ]);
});

test("no pages are no rules", () => {
  assert.deepEqual(rulesOf(""), []);
});

test("the linter's own explanations are understood", () => {
  const python = process.env["RESP_LSP_PYTHON"] ?? "../.venv/bin/python";
  const told = execFileSync(python, ["-m", "resp_lsp", "rule", "--all"], { encoding: "utf8" });
  const rules = rulesOf(told);
  assert.ok(rules.length > 40);
  for (const { code, name, about, explanation } of rules) {
    assert.match(code, /^RSP\d{3}$/);
    assert.match(name, /^[a-z-]+$/);
    assert.match(about, /^(error|warning|hint|info\w*), for Django/);
    assert.ok(explanation.length > 20, code);
  }
});
