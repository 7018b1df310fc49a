import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

interface Property {
  readonly markdownDescription?: string;
  readonly scope?: string;
}

interface Manifest {
  readonly version: string;
  readonly capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  readonly contributes: {
    commands: { command: string; title: string; enablement?: string }[];
    configuration: { properties: Record<string, Property> };
  };
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const readme = readFileSync("README.md", "utf8");
const settings = Object.entries(manifest.contributes.configuration.properties);

test("every setting is described, in the manifest and in the README", () => {
  assert.ok(settings.length > 0);
  for (const [name, property] of settings) {
    assert.ok(property.markdownDescription, name);
    assert.ok(readme.includes(`\`${name}\``), `${name} in the README`);
  }
});

test("every setting that names a program is of the machine, and ignored without trust", () => {
  const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
  const ofTheMachine = settings.filter(([, one]) => one.scope === "machine-overridable");
  assert.deepEqual(ofTheMachine.map(([name]) => name).sort(), restricted.toSorted());
});

test("the changelog tells of this version", () => {
  assert.ok(readFileSync("CHANGELOG.md", "utf8").includes(`## ${manifest.version}`));
});

test("the README names the commands by their titles", () => {
  for (const { title } of manifest.contributes.commands) {
    assert.ok(readme.includes(`**resp-lsp: ${title}**`), title);
  }
});

test("each command of the manifest is registered, and no other", () => {
  const extension = readFileSync("src/extension.ts", "utf8");
  const table = /const table = \{\n(.*?)^ {2}\};/ms.exec(extension)?.[1] ?? "";
  const registered = [...table.matchAll(/^ {4}(\w+)[:,]/gm)].map(([, name]) => name);
  const declared = manifest.contributes.commands.map(({ command }) => command.split(".")[1]);
  assert.deepEqual(registered.toSorted(), declared.toSorted());
});

test("what the walkthrough and the README show is in the package", () => {
  const shown = [...JSON.stringify(manifest).matchAll(/"(images|walkthrough)\/[\w.-]+"/g)];
  assert.ok(shown.length > 0);
  for (const [quoted] of shown) assert.ok(existsSync(quoted.slice(1, -1)), quoted);
  for (const [, file = ""] of readme.matchAll(/\]\((images\/[\w.-]+)\)/g)) {
    assert.ok(existsSync(file), file);
  }
});

test("nothing shows where it makes no sense: what needs a server says so", () => {
  const needy = ["preview", "fixFile", "fixRuleInWorkspace", "showRule", "newConfiguration"];
  for (const name of needy) {
    const found = manifest.contributes.commands.find(one => one.command === `resp-lsp.${name}`);
    assert.match(found?.enablement ?? "", /resp-lsp\.runs/, name);
  }
});
