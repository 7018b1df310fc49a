import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import type { Project } from "../project";
import type { Scenario } from "../stage";
import { until } from "../until";

export const configuration: Readonly<Record<string, Scenario>> = {
  async "a broken configuration is told in its own file, and mended"({ project, python, open }) {
    project.addEnvironment(python);
    project.write("pyproject.toml", '[tool.resp-lsp]\nselect = "RSP9999"\n');
    const window = await open();
    await window.showsFindings(2);
    assert.match(await window.problemsText(), /pyproject\.toml/);
    project.write("pyproject.toml", '[tool.resp-lsp]\nignore = ["RSP301"]\n');
    await window.showsFindings(1);
    assert.doesNotMatch(await window.problemsText(), /pyproject\.toml/);
  },

  async "two folders have their own Django"({ project, python, open }) {
    project.addEnvironment(python);
    const workspace = withTwoFolders(project);
    const first = path.join(project.folder, "old shop", "views.py");
    const window = await open({ folder: project.folder, workspace, file: first });
    await window.showsFindings(2);
    await window.showsStatus(/Django 4\.2.*pyproject\.toml/);
    await window.showsHover(9, 18, /As Django 4\.2 would send it/);
    // Not by Quick Open, which finds no file of another folder in older workbenches.
    const files = window.page.locator(".explorer-folders-view .monaco-list-row", {
      hasText: "views.py",
    });
    await until("both folders are open", async () => (await files.count()) === FOLDERS.length);
    await files.last().dblclick();
    await window.showsStatus(/Django 6\.1/);
    await window.showsFindings(1);
  },
};

/** One folder says its Django in its project file, the other in its editor settings. */
function withTwoFolders(project: Project): string {
  for (const name of FOLDERS) {
    mkdirSync(path.join(project.folder, name), { recursive: true });
    project.write(path.join(name, "views.py"), project.text());
  }
  const [old, recent] = FOLDERS;
  project.write(path.join(old, "pyproject.toml"), '[tool.resp-lsp]\ntarget-django = "4.2"\n');
  mkdirSync(path.join(project.folder, recent, ".vscode"));
  project.write(
    path.join(recent, ".vscode", "settings.json"),
    JSON.stringify({ "resp-lsp.targetDjango": "6.1", "resp-lsp.ignore": ["RSP301"] }),
  );
  const file = path.join(project.folder, "shop.code-workspace");
  const settings = { "resp-lsp.interpreter": path.join(project.folder, ".venv", "bin", "python") };
  writeFileSync(file, JSON.stringify({ folders: FOLDERS.map(name => ({ path: name })), settings }));
  return file;
}

const FOLDERS = ["old shop", "new blog"] as const;
