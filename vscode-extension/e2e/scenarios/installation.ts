import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

import type { Scenario } from "../stage";

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

  async "a newcomer is two clicks from the first finding: to trust, and to install"(stage) {
    const window = await stage.openAfresh();
    await window.dialog.waitFor();
    await window.click("Yes, I trust the authors");
    await window.showsNotice(/The resp-lsp server is not installed/);
    await window.shot("the server is not installed");
    await window.click("Install resp-lsp");
    await window.showsNotice(/creating an environment|installing the server/);
    await window.shot("the server is being installed");
    await window.showsFindings(2, 90_000);
    assert.match(await window.status(), /resp-lsp \d+\.\d+/);
  },

  async "the environment that was installed serves the next window, too"(stage) {
    const window = await stage.openAfresh();
    await window.dialog.waitFor();
    await window.click("Yes, I trust the authors");
    await window.showsFindings(2);
    assert.equal(await window.notices.count(), 0);
  },
};
