import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";

import type { Scenario } from "../stage";
import { until } from "../until";

export const commands: Readonly<Record<string, Scenario>> = {
  async "a rule is explained, the one at the cursor first"({ checked }) {
    const { window } = await checked();
    await window.keyboard.goTo(10, 20);
    await window.run("resp-lsp: Explain Rule");
    await window.picks("RSP301");
    const tab = window.page.locator(".tab.active", { hasText: "Preview RSP301.md" });
    await tab.waitFor();
    await until("the page is rendered", async () => {
      const frames = window.page.frames();
      const texts = await Promise.all(frames.map(frame => frame.locator("body").innerText()));
      return texts.some(text => text.includes("manual-cache-control"));
    });
  },

  async "a configuration is created and opened"({ checked }) {
    const { window, project } = await checked();
    await window.run("resp-lsp: Create Configuration");
    await window.page.locator(".tab.active", { hasText: "resp-lsp.toml" }).waitFor();
    await until("the file is on the disk", () =>
      existsSync(path.join(project.folder, "resp-lsp.toml")),
    );
  },

  async "the debug information and the logs are there to read"({ checked }) {
    const { window } = await checked();
    await window.run("resp-lsp: Show Debug Information");
    await window.showsPage("Debug information.txt", /^extension \d+\.\d+/m);
    await window.showsPage("Debug information.txt", /resp-lsp \d+\.\d+/);
    await window.run("resp-lsp: Show Server Log");
    await window.showsOutput(/client/);
  },

  async "a baseline is created, and silences what was found once it is named"({ checked }) {
    const { window, project } = await checked();
    await window.run("resp-lsp: Create Baseline");
    await window.showsNotice(/Copy the Line.*Name the baseline in the configuration/);
    const [, line, file] = /(baseline = "(.+?)")/.exec(await window.noticesText()) ?? [];
    assert.ok(line !== undefined && file !== undefined);
    await window.page.locator(".tab.active", { hasText: file }).waitFor();
    await until("it is on the disk", () => existsSync(path.join(project.folder, file)));
    assert.match(readFileSync(path.join(project.folder, file), "utf8"), /RSP101/);
    await window.click("Copy the Line");
    project.write("resp-lsp.toml", `${line}\n`);
    await window.openFile("views.py");
    await window.showsFindings(0);
    await window.keyboard.goTo(9, 99);
    await window.keyboard.type("; JsonResponse([3])");
    await window.squiggles.first().waitFor();
  },

  async "the walkthrough leads from the server to the first fix"({ checked }) {
    const { window } = await checked();
    // Narrower, the pictures beside the steps are hidden.
    await window.page.setViewportSize({ width: 1700, height: 900 });
    await window.run("Open Walkthrough");
    await window.keyboard.narrow("resp-lsp");
    await window.keyboard.take("Get Started with resp-lsp");
    const steps = window.page.locator(".gettingStartedContainer .step-title");
    await steps.nth(3).waitFor();
    assert.deepEqual(
      (await steps.allInnerTexts()).map(text => text.trim()),
      [
        "Install the server",
        "See it flag a real view",
        "See what Django would send",
        "Fix what is safe to fix",
      ],
    );
    await steps.nth(2).click();
    await window.page.locator(".getting-started-media img").first().waitFor();
    await window.shot("the walkthrough");
    await steps.nth(1).click();
    await window.click("Open a Sample View");
    await window.showsFindings(3);
    await steps.nth(3).click();
    await window.click("Fix All in This File");
    await window.showsFindings(2);
    await window.page.setViewportSize({ width: 1280, height: 800 });
  },
};
