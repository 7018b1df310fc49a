import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import type { Scenario, Stage } from "../stage";
import { until } from "../until";
import type { Workbench } from "../workbench";

export const installation: Readonly<Record<string, Scenario>> = {
  async "nothing inside a workspace that is not trusted is run"(stage) {
    stage.project.addEnvironment(stage.python);
    const window = await stage.openAfresh();
    await window.dialog.waitFor();
    await window.click("No, I don't trust the authors");
    await window.showsStatus(/resp-lsp is not installed/);
    await pause(1000); // time for a server that must not start
    assert.equal(stage.project.serverProcess(), undefined);
  },

  async "without a Python extension an interpreter is selected by its file"(stage) {
    const interpreter = stage.project.addEnvironment(stage.python, "elsewhere");
    const window = await trusted(stage);
    await window.showsNotice(/The resp-lsp server is not installed/);
    await window.click("Select Interpreter");
    await window.keyboard.answer(interpreter);
    await window.showsFindings(2);
    await window.showsStatus(/elsewhere\/bin\/python/);
  },

  async "an installation that fails says why, and what can be done"(stage) {
    const window = await trusted(stage);
    await window.click("Install resp-lsp");
    await window.showsNotice(/The Python package index cannot be reached/);
    const told = await window.noticesText();
    for (const button of ["Try Again", "Select Interpreter", "Show Log"]) {
      assert.ok(told.includes(button), `a button ${button}`);
    }
    const environment = path.join(await stage.freshStorage(), "environment");
    assert.equal(existsSync(environment), false, "nothing half done is left");
    await window.shot("the installation failed");
    await window.click("Show Log");
    await window.showsOutput(/No matching distribution/);
  },

  async "a newcomer is two clicks from the first finding: to trust, and to install"(stage) {
    await stage.supplyWheels();
    const window = await trusted(stage);
    await window.showsNotice(/The resp-lsp server is not installed/);
    await window.shot("the server is not installed");
    await window.click("Install resp-lsp");
    await window.showsNotice(/creating an environment|installing the server/);
    await window.shot("the server is being installed");
    await window.showsFindings(2, 90_000);
    await window.showsStatus(/resp-lsp \d+\.\d+/);
  },

  async "the environment that was installed serves the next window, too"(stage) {
    const window = await trusted(stage);
    await window.showsFindings(2);
    assert.equal(await window.notices.count(), 0);
  },

  async "an environment made for an older extension is renewed by itself"(stage) {
    const note = path.join(await stage.freshStorage(), "environment", "installed-for");
    const current = readFileSync(note, "utf8");
    writeFileSync(note, "0.0.1");
    const window = await trusted(stage);
    await until("the environment is renewed", () => readFileSync(note, "utf8") === current);
    await window.showsFindings(2);
    await window.showsStatus(/vironment\/bin\/python/);
  },
};

async function trusted(stage: Stage): Promise<Workbench> {
  const window = await stage.openAfresh();
  await window.dialog.waitFor();
  await window.click("Yes, I trust the authors");
  return window;
}
