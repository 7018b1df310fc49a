import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

import type { Scenario } from "../stage";

export const discovery: Readonly<Record<string, Scenario>> = {
  async "the environment selected in the Python extension comes first"({ project, python, open }) {
    project.addBrokenEnvironment();
    project.select(project.addEnvironment(python, "elsewhere"));
    const window = await open();
    await window.showsFindings(2);
    await window.showsStatus(/elsewhere\/bin\/python/);
    const first = project.serverProcess();
    await window.run("Python: Select Interpreter");
    await pause(2000); // time for a needless restart
    assert.equal(project.serverProcess(), first, "the same environment keeps its server");
    project.select(project.addEnvironment(python, "another"));
    await window.run("Python: Select Interpreter");
    await project.nextServer(first);
    await window.showsFindings(2);
    await window.showsStatus(/another\/bin\/python/);
  },

  async "a wrong interpreter is told once, and mended without a reload"(stage) {
    stage.project.addEnvironment(stage.python);
    stage.project.writeSettings({ "resp-lsp.interpreter": "nowhere/python" });
    const window = await stage.open();
    await window.notices.first().waitFor();
    const told = await window.noticesText();
    assert.match(told, /resp-lsp\.interpreter.*nowhere\/python: there is no such program/);
    for (const button of ["Open Settings", "Show Log", "Retry"]) {
      assert.ok(told.includes(button), `a button ${button}`);
    }
    stage.project.writeSettings({ "resp-lsp.interpreter": "nowhere/python", "resp-lsp.path": "" });
    assert.equal(await window.notices.count(), 1);
    stage.project.writeSettings({ "resp-lsp.interpreter": ".venv/bin/python" });
    await window.showsFindings(2);
  },

  async "the Python Environments extension is asked before the Python extension"(stage) {
    const { project } = stage;
    project.select(project.addEnvironment(stage.python, "by the old"));
    project.write(".environment", project.addEnvironment(stage.python, "by the new"));
    const window = await stage.open();
    await window.showsFindings(2);
    await window.showsStatus(/by the new\/bin\/python/);
  },
};
