import assert from "node:assert/strict";

import type { Scenario } from "../stage";

export const settings: Readonly<Record<string, Scenario>> = {
  async "a change of the rules takes effect without a restart"({ project, python, open }) {
    project.addEnvironment(python);
    const window = await open();
    await window.showsFindings(2);
    const first = project.serverProcess();
    project.writeSettings({ "resp-lsp.ignore": ["RSP301"] });
    await window.showsFindings(1);
    assert.equal(project.serverProcess(), first);
  },

  async "switched off, nothing is checked, and what cannot be done is not offered"({
    project,
    python,
    open,
  }) {
    project.addEnvironment(python);
    const window = await open();
    await window.showsFindings(2);
    project.writeSettings({ "resp-lsp.enable": false });
    await window.showsFindings(0);
    assert.match(await window.status(), /resp-lsp is off/);
    assert.equal(await window.offers("resp-lsp: Preview Response"), false, "what cannot be done");
    assert.equal(await window.offers("resp-lsp: Restart Server"), true);
  },
};
