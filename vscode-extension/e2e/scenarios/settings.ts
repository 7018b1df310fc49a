import assert from "node:assert/strict";

import type { Scenario } from "../stage";

export const settings: Readonly<Record<string, Scenario>> = {
  async "a change of the rules takes effect without a restart"({ checked }) {
    const { window, project } = await checked();
    const first = project.serverProcess();
    project.writeSettings({ "resp-lsp.ignore": ["RSP301"] });
    await window.showsFindings(1);
    assert.equal(project.serverProcess(), first);
  },

  async "switched off, nothing is checked, and what cannot be done is not offered"({ checked }) {
    const { window, project } = await checked();
    project.writeSettings({ "resp-lsp.enable": false });
    await window.showsFindings(0);
    assert.match(await window.status(), /resp-lsp is off/);
    assert.equal(await window.offers("resp-lsp: Preview Response"), false, "what cannot be done");
    assert.equal(await window.offers("resp-lsp: Restart Server"), true);
  },
};
