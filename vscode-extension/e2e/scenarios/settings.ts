import assert from "node:assert/strict";

import type { Scenario } from "../stage";
import { until } from "../until";

export const settings: Readonly<Record<string, Scenario>> = {
  async "a change of the rules takes effect without a restart"({ checked }) {
    const { window, project } = await checked();
    const first = project.serverProcess();
    project.writeSettings({ "resp-lsp.ignore": ["RSP301"] });
    await window.showsFindings(1);
    assert.equal(project.serverProcess(), first);
  },

  async "the trace follows its setting without a reload"({ checked }) {
    const { window, project } = await checked();
    await window.run("resp-lsp: Show Trace");
    project.writeSettings({ "resp-lsp.trace.server": "messages" });
    await window.keyboard.goTo(9, 99);
    await until("a change is traced", async () => {
      await window.page.keyboard.type(" ");
      return (await window.outputText()).includes("textDocument/didChange");
    });
    project.writeSettings({ "resp-lsp.ignore": ["RSP301"] });
    await window.showsFindings(1); // the settings are read
    const before = await window.outputText();
    await window.keyboard.type("; JsonResponse([3])");
    await until("it is checked", async () => (await window.squiggles.count()) > 1);
    assert.equal(await window.outputText(), before, "nothing is traced any more");
  },

  async "switched off, nothing is checked, and what cannot be done is not offered"({ checked }) {
    const { window, project } = await checked();
    project.writeSettings({ "resp-lsp.enable": false });
    await window.showsFindings(0);
    await window.showsStatus(/resp-lsp is off/);
    assert.equal(await window.offers("resp-lsp: Preview Response"), false, "what cannot be done");
    assert.equal(await window.offers("resp-lsp: Restart Server"), true);
  },
};
