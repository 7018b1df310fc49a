import assert from "node:assert/strict";

import type { Scenario } from "../stage";

export const findings: Readonly<Record<string, Scenario>> = {
  async "a view's mistakes are underlined and listed"({ checked }) {
    const { window } = await checked();
    const listed = await window.problemsText();
    assert.match(listed, /RSP101.*\[Ln 5, Col 2\d\]/);
    // Column 17 in UTF-16: the emoji before it counts twice.
    assert.match(listed, /RSP301.*\[Ln 10, Col 17\]/);
  },

  async "a hover tells the rule and what Django does"({ checked }) {
    const { window } = await checked();
    await window.showsHover(5, 26, /Django raises TypeError.*json-response-non-dict/);
  },

  async "the language status tells the version"({ checked }) {
    const { window } = await checked();
    await window.showsStatus(/resp-lsp \d+\.\d+.* \.venv\/bin\/python.*Show Log/);
  },
};
