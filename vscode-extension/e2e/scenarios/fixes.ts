import assert from "node:assert/strict";

import type { Scenario } from "../stage";
import { until } from "../until";

export const fixes: Readonly<Record<string, Scenario>> = {
  async "the quick fix for Cache-Control is applied by keyboard and saved"({ checked }) {
    const { window, project } = await checked();
    const titles = await window.quickFixes(10, 20);
    assert.match(titles[0] ?? "", /patch_cache_control/);
    const before = project.text();
    await window.takeFix();
    await window.showsFindings(1);
    assert.equal(project.text(), before, "nothing is written before the save");
    await window.save();
    await until("the file is saved", () => project.text() !== before);
    const saved = project.text();
    assert.match(saved, /^from django\.utils\.cache import patch_cache_control$/m);
    assert.match(saved, /tag = "😀"; patch_cache_control\(response, max_age=60, public=True\)\n/);
    assert.doesNotMatch(saved, /Cache-Control/);
  },

  async "the safe fixes are applied on save, where the user asks for it"({ checked }) {
    const { window, project } = await checked();
    project.writeSettings({
      "editor.codeActionsOnSave": { "source.fixAll.resp": "explicit" },
      "resp-lsp.ignore": ["RSP101"],
    });
    await window.showsFindings(1); // the settings are read
    // While extensions still register their actions, VS Code gives up those that a save asks for.
    await window.showsStatus(/checked in/);
    await window.keyboard.goTo(2, 1);
    await window.keyboard.type("# typed");
    await window.save();
    await until("the file is saved", () => project.text().includes("# typed"));
    await window.showsFindings(0);
    assert.match(project.text(), /patch_cache_control\(response, max_age=60, public=True\)/);
  },

  async "a finding is silenced by its action"({ checked }) {
    const { window, project } = await checked();
    await window.quickFixes(5, 26);
    // By keys: in older workbenches something lies over the menu for the pointer.
    const chosen = window.page.locator(".action-widget .monaco-list-row.focused");
    await until("the action for this line is chosen", async () => {
      if ((await chosen.allInnerTexts()).join().includes("for this line")) return true;
      await window.page.keyboard.press("ArrowDown");
      return false;
    });
    await window.page.keyboard.press("Enter");
    await window.showsFindings(1);
    await window.save();
    await until("the file is saved", () => /# .*RSP101/.test(project.text()));
  },

  async "a rule's code is completed in a comment that silences it"({ checked }) {
    const { window } = await checked();
    await window.keyboard.goTo(10, 99);
    await window.keyboard.type("  # noqa: RSP30");
    const suggestion = window.page.locator(".suggest-widget .monaco-list-row", {
      hasText: "RSP301",
    });
    await window.keyboard.press("Control+Space", suggestion);
    await suggestion.first().click();
    await window.showsFindings(1);
  },

  async "all safe fixes of a file are one command, of a rule in the workspace another"({
    checked,
  }) {
    const { window, project } = await checked();
    project.write("other.py", project.text());
    await window.run("resp-lsp: Fix All of a Rule in the Workspace");
    await window.picks("RSP301");
    await window.showsFindings(1);
    const bar = window.page.locator(".statusbar", { hasText: "fixed 2 findings of RSP301" });
    await bar.first().waitFor();
    await window.keyboard.press("Control+Z", async () => (await window.squiggles.count()) === 2);
    await window.run("resp-lsp: Fix All in This File");
    await window.showsFindings(1);
  },
};
