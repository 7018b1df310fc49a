import assert from "node:assert/strict";

import { lowestContrast } from "../contrast";
import type { Scenario } from "../stage";
import { until } from "../until";

export const preview: Readonly<Record<string, Scenario>> = {
  async "a hover shows the response as Django would send it"({ checked }) {
    const { window } = await checked();
    await window.showsHover(9, 18, /As Django \d\.\d would send it.*HTTP\/1\.1 200 OK.*a page/);
  },

  async "the preview beside follows the cursor and what is typed"({ checked }) {
    const { window } = await checked();
    await window.keyboard.goTo(9, 18);
    await window.run("resp-lsp: Preview Response");
    await window.showsPage(PAGE, /HTTP\/1\.1 200 OK/);
    assert.doesNotMatch(await window.pageText(PAGE), /Cache-Control/);
    await window.keyboard.goTo(10, 18);
    await window.showsPage(PAGE, /Cache-Control: max-age=60, public/);
    await window.keyboard.goTo(5, 12);
    await window.showsPage(PAGE, /it raises TypeError/);
    await window.keyboard.goTo(1, 1);
    await window.showsPage(PAGE, /There is no response in line 1/);
    await window.keyboard.goTo(9, 37);
    await window.keyboard.type(", status=201");
    await window.showsPage(PAGE, /HTTP\/1\.1 201 Created/);
    const focused = window.page.locator(".editor-group-container.active .tab.active");
    assert.match(await focused.innerText(), /views\s*\.py/, "the focus stays in the code");
  },

  async "the preview can be read in a light theme and in a dark one"({ checked }) {
    const { window, project } = await checked();
    await window.run("resp-lsp: Preview Response");
    for (const [theme, kind] of THEMES) {
      project.writeSettings({ "workbench.colorTheme": theme });
      await window.page.locator(`.monaco-workbench.${kind}`).first().waitFor();
      await window.keyboard.goTo(10, 18);
      await window.showsPage(PAGE, /Cache-Control: max-age=60, public/);
      const contrast = await lowestContrast(window.group(PAGE));
      assert.ok(contrast >= READABLE, `the contrast in ${theme} is ${String(contrast)}`);
      await window.showsHover(5, 26, /json-response-non-dict/);
      await window.shot(`in ${theme}`);
    }
  },

  async "the effective headers are shown in the code where they are asked for"({ checked }) {
    const { window, project } = await checked();
    const editor = window.page.locator(".view-lines").first();
    const plain = await editor.innerText();
    project.writeSettings({ "resp-lsp.inlayHints": true });
    await until("an inlay hint", async () => (await editor.innerText()) !== plain);
  },
};

const PAGE = "Response preview";
const THEMES = [
  ["Default Light Modern", "vs"],
  ["Default Dark Modern", "vs-dark"],
] as const;
/** The contrast that WCAG asks of text. */
const READABLE = 4.5;
