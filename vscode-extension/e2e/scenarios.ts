import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

import type { Project } from "./project";
import { until } from "./until";
import type { Workbench } from "./workbench";

/** What one scenario gets: a project, and its window once it is opened. */
export interface Stage {
  readonly project: Project;
  readonly python: string;
  readonly open: () => Promise<Workbench>;
}

/** Each name is a claim about the extension in a real workbench. */
export const scenarios: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  async "a view's mistakes are underlined and listed"({ project, python, open }) {
    project.addEnvironment(python);
    const window = await open();
    await window.showsFindings(2);
    const listed = await window.problemsText();
    assert.match(listed, /RSP101.*\[Ln 5, Col 2\d\]/);
    // Column 17 in UTF-16: the emoji before it counts twice.
    assert.match(listed, /RSP301.*\[Ln 10, Col 17\]/);
  },

  async "the quick fix for Cache-Control is applied by keyboard and saved"(stage) {
    stage.project.addEnvironment(stage.python);
    const window = await stage.open();
    await window.showsFindings(2);
    const titles = await window.quickFixes(10, 20);
    assert.match(titles[0] ?? "", /patch_cache_control/);
    const before = stage.project.text();
    await window.page.keyboard.press("Enter");
    await window.showsFindings(1);
    assert.equal(stage.project.text(), before, "nothing is written before the save");
    await window.page.keyboard.press("Control+S");
    await until("the file is saved", () => stage.project.text() !== before);
    const saved = stage.project.text();
    assert.match(saved, /^from django\.utils\.cache import patch_cache_control$/m);
    assert.match(saved, /tag = "😀"; patch_cache_control\(response, max_age=60, public=True\)\n/);
    assert.doesNotMatch(saved, /Cache-Control/);
  },

  async "a hover tells the rule and what Django does"({ project, python, open }) {
    project.addEnvironment(python);
    const window = await open();
    await window.showsFindings(2);
    await window.showsHover(5, 26, /Django raises TypeError.*json-response-non-dict/);
  },

  async "the safe fixes are applied on save, where the user asks for it"(stage) {
    stage.project.addEnvironment(stage.python);
    stage.project.writeSettings({
      "editor.codeActionsOnSave": { "source.fixAll.resp": "explicit" },
    });
    const window = await stage.open();
    await window.showsFindings(2);
    await window.goTo(2, 1);
    await window.page.keyboard.type("# typed");
    await window.page.keyboard.press("Control+S");
    await until("the file is saved", () => stage.project.text().includes("# typed"));
    assert.match(stage.project.text(), /patch_cache_control\(response, max_age=60, public=True\)/);
  },

  async "the language status tells the version"({ project, python, open }) {
    project.addEnvironment(python);
    const window = await open();
    await window.showsFindings(2);
    assert.match(await window.status(), /resp-lsp \d+\.\d+.* \.venv\/bin\/python.*Show Log/);
  },

  async "a server that is killed comes back, and nothing shows twice"({ project, python, open }) {
    project.addEnvironment(python);
    const window = await open();
    await window.showsFindings(2);
    const first = project.serverProcess();
    assert.ok(first !== undefined);
    process.kill(first, "SIGKILL");
    await until("another server runs", () => project.serverProcess() !== first);
    await window.goTo(5, 1);
    await window.page.keyboard.type("# typed after the crash\n    ");
    await window.showsFindings(2);
    assert.match(await window.problemsText(), /\[Ln 6, Col 2\d\]/);
    assert.equal(await window.notices.count(), 0);
  },

  async "the command Restart Server starts another server"({ project, python, open }) {
    project.addEnvironment(python);
    const window = await open();
    await window.showsFindings(2);
    const first = project.serverProcess();
    await window.run("resp-lsp: Restart Server");
    await until("another server runs", () => project.serverProcess() !== first);
    await window.showsFindings(2);
  },

  async "the environment selected in the Python extension comes first"({ project, python, open }) {
    project.addBrokenEnvironment();
    project.select(project.addEnvironment(python, "elsewhere"));
    const window = await open();
    await window.showsFindings(2);
    assert.match(await window.status(), /elsewhere\/bin\/python/);
    const first = project.serverProcess();
    await window.run("Python: Select Interpreter");
    await pause(2000); // time for a needless restart
    assert.equal(project.serverProcess(), first, "the same environment keeps its server");
    project.select(project.addEnvironment(python, "another"));
    await window.run("Python: Select Interpreter");
    await until("another server runs", () => project.serverProcess() !== first);
    await window.showsFindings(2);
    assert.match(await window.status(), /another\/bin\/python/);
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

  async "a server that dies at once is told once, and can be retried"({ project, python, open }) {
    project.addBrokenEnvironment();
    const window = await open();
    await window.notices.first().waitFor();
    await pause(2000); // time for a storm
    assert.equal(project.starts(), 1);
    assert.equal(await window.notices.count(), 1);
    assert.match(await window.noticesText(), /ended before it answered/);
    assert.match(await window.status(), /resp-lsp does not run/);
    project.addEnvironment(python);
    await window.page.getByRole("button", { name: "Retry" }).click();
    await window.showsFindings(2);
  },

  async "a change of the rules takes effect without a restart"({ project, python, open }) {
    project.addEnvironment(python);
    const window = await open();
    await window.showsFindings(2);
    const first = project.serverProcess();
    project.writeSettings({ "resp-lsp.ignore": ["RSP301"] });
    await window.showsFindings(1);
    assert.equal(project.serverProcess(), first);
  },

  async "switched off, nothing is checked"({ project, python, open }) {
    project.addEnvironment(python);
    const window = await open();
    await window.showsFindings(2);
    project.writeSettings({ "resp-lsp.enable": false });
    await window.showsFindings(0);
    assert.match(await window.status(), /resp-lsp is off/);
  },
};
