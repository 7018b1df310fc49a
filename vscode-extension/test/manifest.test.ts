import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

interface Property {
  readonly markdownDescription?: string;
  readonly scope?: string;
}

interface Manifest {
  readonly version: string;
  readonly capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  readonly contributes: {
    commands: { command: string }[];
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
  assert.match(readme, /resp-lsp: Restart Server/);
  assert.match(readme, /resp-lsp: Show Log/);
});
