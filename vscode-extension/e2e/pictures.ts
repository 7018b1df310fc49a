import { readFileSync } from "node:fs";

import type { Scenario } from "./stage";

/** Takes the pictures that the README and the walkthrough show, into the folder `images`. */
export const pictures: Readonly<Record<string, Scenario>> = {
  async "a picture of findings in the Problems panel"({ project, python, open }) {
    project.addEnvironment(python);
    project.write("views.py", sample());
    const window = await open();
    await window.page.setViewportSize({ width: 860, height: 520 });
    await window.page.keyboard.press("Control+B");
    await window.showsFindings(3);
    await window.problemsText();
    await window.shot("images", "problems");
  },

  async "a picture of the preview beside the code"({ project, python, open }) {
    project.addEnvironment(python);
    project.write("views.py", sample());
    const window = await open();
    await window.page.setViewportSize({ width: 1100, height: 400 });
    await window.page.keyboard.press("Control+B");
    await window.showsFindings(3);
    await window.goTo(10, 20);
    await window.run("resp-lsp: Preview Response");
    await window.showsPage("Response preview", /Cache-Control/);
    await window.shot("images", "preview");
  },

  async "a picture of the fixes of a finding"({ project, python, open }) {
    project.addEnvironment(python);
    project.write("views.py", sample());
    const window = await open();
    await window.page.setViewportSize({ width: 860, height: 480 });
    await window.page.keyboard.press("Control+B");
    await window.showsFindings(3);
    await window.quickFixes(10, 20);
    await window.shot("images", "quick-fix");
  },
};

function sample(): string {
  return readFileSync("walkthrough/views.py", "utf8");
}
