import assert from "node:assert/strict";
import * as path from "node:path";
import { test } from "node:test";

import { candidates, type Place } from "../src/candidates";

const project = path.resolve("/project");
const inProject = (...parts: string[]): string => path.join(project, ...parts);

const place: Place = {
  path: null,
  interpreter: null,
  folders: [project],
  trusted: true,
  platform: "linux",
  scope: { folder: project, home: path.resolve("/home/ada"), env: {} },
  selected: () => Promise.resolve([]),
  managed: undefined,
};

async function commands(change: Partial<Place>): Promise<string[][]> {
  const list = await candidates({ ...place, ...change });
  return list.map(candidate => [...candidate.command]);
}

function selected(...interpreters: readonly string[]): Pick<Place, "selected"> {
  return { selected: () => Promise.resolve(interpreters) };
}

const asModule = ["-m", "resp_lsp"];

test("with nothing set: the selected environment, the workspace's own, the PATH", async () => {
  assert.deepEqual(await commands(selected("/envs/web/bin/python")), [
    ["/envs/web/bin/python", ...asModule],
    [inProject(".venv", "bin", "python"), ...asModule],
    [inProject("venv", "bin", "python"), ...asModule],
    ["resp-lsp"],
  ]);
});

test("on Windows an environment keeps its interpreter elsewhere", async () => {
  const [first] = await commands({ platform: "win32" });
  assert.deepEqual(first, [inProject(".venv", "Scripts", "python.exe"), ...asModule]);
});

test("every folder's environments are tried", async () => {
  const other = path.resolve("/other");
  const programs = (await commands({ folders: [project, other] })).map(([program]) => program);
  assert.ok(programs.includes(inProject(".venv", "bin", "python")));
  assert.ok(programs.includes(path.join(other, "venv", "bin", "python")));
});

test("an environment that is found twice is tried once, at its first place", async () => {
  const python = inProject("venv", "bin", "python");
  const tried = await commands(selected(python, python));
  assert.deepEqual(tried[0], [python, ...asModule]);
  assert.equal(tried.filter(([program]) => program === python).length, 1);
});

test("the setting path leaves no other way", async () => {
  assert.deepEqual(await commands({ path: "resp-lsp", interpreter: "python3" }), [["resp-lsp"]]);
  assert.deepEqual(await commands({ path: "tools/resp-lsp" }), [[inProject("tools", "resp-lsp")]]);
});

test("the setting path may be a list, with variables in each word", async () => {
  const words = ["uv", "run", "--project", "${workspaceFolder}/tools", "resp-lsp"];
  assert.deepEqual(await commands({ path: words }), [
    ["uv", "run", "--project", `${project}/tools`, "resp-lsp"],
  ]);
});

test("the word server at the end of the setting path is understood", async () => {
  assert.deepEqual(await commands({ path: ["resp-lsp", "server"] }), [["resp-lsp"]]);
});

test("the setting interpreter leaves no other way", async () => {
  assert.deepEqual(
    await commands({ interpreter: ".venv/bin/python", ...selected("/usr/bin/python3") }),
    [[inProject(".venv", "bin", "python"), ...asModule]],
  );
});

test("the Python extension is not asked where a setting or distrust decides", async () => {
  const asked = (): never => assert.fail("asked");
  await commands({ path: "resp-lsp", selected: asked });
  await commands({ interpreter: "python3", selected: asked });
  await commands({ trusted: false, selected: asked });
});

test("an empty or misshapen setting counts as not set", async () => {
  const usual = await commands({});
  for (const value of ["", [], [""], 7, {}, [7], undefined]) {
    assert.deepEqual(await commands({ path: value }), usual);
    assert.deepEqual(await commands({ interpreter: value }), usual);
  }
});

test("nothing inside an untrusted workspace is run", async () => {
  assert.deepEqual(await commands({ trusted: false, ...selected(inProject("env", "python")) }), [
    ["resp-lsp"],
  ]);
});

test("the user's own settings hold in an untrusted workspace", async () => {
  assert.deepEqual(await commands({ trusted: false, path: "/opt/resp-lsp" }), [
    [path.resolve("/opt/resp-lsp")],
  ]);
});

test("without a folder there are the selected environment and the PATH", async () => {
  const scope = { ...place.scope, folder: undefined };
  assert.deepEqual(await commands({ folders: [], scope, ...selected("/envs/web/bin/python") }), [
    ["/envs/web/bin/python", ...asModule],
    ["resp-lsp"],
  ]);
});

test("the extension's own environment comes last, also without trust", async () => {
  const managed = path.join("/storage", "environment", "bin", "python");
  for (const trusted of [true, false]) {
    assert.deepEqual((await commands({ trusted, managed })).at(-1), [managed, ...asModule]);
  }
});
