import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

import type { Scenario } from "../stage";

export const recovery: Readonly<Record<string, Scenario>> = {
  async "a server that is killed comes back, and nothing shows twice"({ project, python, open }) {
    project.addEnvironment(python);
    const window = await open();
    await window.showsFindings(2);
    const first = project.serverProcess();
    assert.ok(first !== undefined);
    await window.keyboard.goTo(5, 5);
    process.kill(first, "SIGKILL");
    await window.keyboard.type("none = 1; ");
    await project.nextServer(first);
    await window.lists(/\[Ln 5, Col 35\]/);
    await window.keyboard.goTo(5, 15);
    await window.keyboard.type("more = 2; ");
    await window.lists(/\[Ln 5, Col 45\]/);
    await window.showsFindings(2);
    assert.equal(await window.notices.count(), 0);
  },

  async "the command Restart Server starts another server"({ checked }) {
    const { window, project } = await checked();
    const first = project.serverProcess();
    await window.run("resp-lsp: Restart Server");
    await project.nextServer(first);
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
    await window.showsStatus(/resp-lsp does not run/);
    project.addEnvironment(python);
    await window.page.getByRole("button", { name: "Retry" }).click();
    await window.showsFindings(2);
  },
};
