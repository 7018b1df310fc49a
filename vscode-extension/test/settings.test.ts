import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { FOR_THE_SERVER, FOR_THE_START } from "../src/settingNames";

interface Property {
  readonly scope: string;
  readonly enum?: readonly string[];
}

interface Manifest {
  readonly contributes: { configuration: { properties: Record<string, Property> } };
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const properties = manifest.contributes.configuration.properties;
const inTheManifest = Object.keys(properties).map(name => name.split(".")[1] ?? name);

const server = readFileSync("../resp_lsp/server/editor_settings.py", "utf8");
const table = /^DECODERS\b[^{]*\{\n(.*?)^\}/ms.exec(server)?.[1] ?? "";
const decoded = new Map(
  [...table.matchAll(/^ {4}"(\w+)": (.*),$/gm)].map(([, name = "", how = ""]) => [name, how]),
);

test("the manifest's settings are those that the server knows, and those of its start", () => {
  assert.ok(decoded.size > 0);
  assert.deepEqual(
    inTheManifest.toSorted(),
    [...new Set([...decoded.keys(), ...FOR_THE_START])].sort(),
  );
});

test("the server is sent all that it knows", () => {
  assert.deepEqual(FOR_THE_SERVER.toSorted(), [...decoded.keys()].sort());
});

test("where there are only some words, they are the server's", () => {
  for (const [name, how] of decoded) {
    const words = /_one_of\((.*?)\)/.exec(how)?.[1]?.match(/\w+/g);
    if (words) assert.deepEqual(properties[`resp-lsp.${name}`]?.enum, [...words], name);
  }
  const preferences = [...server.matchAll(/^ {4}[A-Z_]+ = "(\w+)"$/gm)].map(([, word]) => word);
  assert.deepEqual(properties["resp-lsp.configurationPreference"]?.enum, preferences);
  const trace = /_one_of\(("off".*?)\)/.exec(server)?.[1]?.match(/\w+/g);
  assert.deepEqual(properties["resp-lsp.trace.server"]?.enum, [...(trace ?? [])]);
});

test("what is checked may differ from folder to folder", () => {
  const ofTheWindow = new Set(["logLevel", "trace", "path", "interpreter"]);
  for (const [name, { scope }] of Object.entries(properties)) {
    const short = name.split(".")[1] ?? "";
    assert.equal(scope === "resource", !ofTheWindow.has(short), name);
  }
});
