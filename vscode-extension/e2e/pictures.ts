import { mkdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import type { Scenario, Stage } from "./stage";
import { until } from "./until";
import type { Workbench } from "./workbench";

/** Takes the pictures that the README and the walkthrough show, into the folder `images`. */
export const pictures: Readonly<Record<string, Scenario>> = {
  async "a picture of findings in the Problems panel"(stage) {
    const window = await opened(stage, 860, 640);
    await window.problemsText();
    await window.shot("problems", "images");
  },

  async "a picture of the preview beside the code"(stage) {
    const window = await opened(stage, 1180, 470);
    await window.keyboard.goTo(10, 20);
    await window.run("resp-lsp: Preview Response");
    await window.showsPage("Response preview", /Cache-Control/);
    await window.shot("preview", "images");
  },

  async "a picture of the fixes of a finding"(stage) {
    const window = await opened(stage, 860, 480);
    await window.quickFixes(10, 20);
    await window.shot("quick-fix", "images");
  },
};

/** The walkthrough's view in a window of a size, with nothing beside it. */
async function opened(
  { project, python, open }: Stage,
  width: number,
  height: number,
): Promise<Workbench> {
  const folder = path.join(project.folder, "shop");
  mkdirSync(path.join(folder, ".vscode"), { recursive: true });
  project.write(path.join("shop", ".vscode", "settings.json"), '{"editor.minimap.enabled": false}');
  project.addEnvironment(python, path.join("shop", ".venv"));
  project.write(path.join("shop", "views.py"), readFileSync("walkthrough/views.py", "utf8"));
  const window = await open({ folder, file: path.join(folder, "views.py") });
  const bar = window.page.locator(".part.sidebar");
  await window.keyboard.press("Control+B", async () => !(await bar.isVisible()));
  await window.showsFindings(3);
  await until("the window has its new size", async () => {
    // The workbench may be too busy for the first change of its size.
    await window.page.setViewportSize({ width, height: height + 1 });
    await window.page.setViewportSize({ width, height });
    await pause(500);
    const status = await window.page.locator(".part.statusbar").boundingBox();
    return status !== null && status.width === width && status.y < height;
  });
  return window;
}
