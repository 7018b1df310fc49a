import assert from "node:assert/strict";

import {
  type CodeAction,
  commands,
  type CompletionList,
  ConfigurationTarget,
  type Diagnostic,
  extensions,
  type Hover,
  type InlayHint,
  languages,
  type MarkdownString,
  Position,
  Range,
  Selection,
  type TextDocument,
  Uri,
  window,
  workspace,
} from "vscode";

import { until } from "./until";

/** Runs in the extension host itself: what a person cannot see, or would look at for too long. */
export async function run(): Promise<void> {
  const editor = window.activeTextEditor;
  assert.ok(editor !== undefined, "the project's file is open");
  const { document } = editor;
  await shows(document, ["RSP101", "RSP301"]);
  const failed: string[] = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check(document);
      console.log(`  ok   ${name}`);
    } catch (error) {
      failed.push(name);
      console.log(
        `  FAIL ${name}: ${error instanceof Error ? String(error.stack) : String(error)}`,
      );
    }
  }
  if (failed.length > 0) throw new Error(`${String(failed.length)} failed: ${failed.join("; ")}`);
}

const checks: Readonly<Record<string, (document: TextDocument) => Promise<void>>> = {
  async "each command of the manifest is there"() {
    const { contributes } = extensions.getExtension("resp-lsp.resp-lsp")?.packageJSON as Manifest;
    const known = new Set(await commands.getCommands(true));
    for (const { command } of contributes.commands) assert.ok(known.has(command), command);
  },

  async "a finding says its rule, links to it, and is of one source"(document) {
    const [finding] = await shows(document, ["RSP101", "RSP301"]);
    assert.equal(finding?.source, "resp-lsp");
    assert.ok(typeof finding.code === "object" && finding.code.target.scheme === "https");
  },

  async "only a safe fix is preferred, and fixes of all are of their own kind"(document) {
    const actions = await actionsAt(document, new Position(9, 20));
    const preferred = actions.filter(action => action.isPreferred === true);
    assert.deepEqual(
      preferred.map(({ title }) => title.includes("patch_cache_control")),
      [true],
    );
    const kinds = new Set(actions.map(({ kind }) => kind?.value));
    for (const kind of kinds) assert.match(kind ?? "", /^(quickfix|source\.fixAll\.resp)$/);
  },

  async "a hover shows the rule and the response"(document) {
    const hovers = await commands.executeCommand<Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      new Position(9, 20),
    );
    const text = hovers.flatMap(({ contents }) => contents as MarkdownString[]);
    const shown = text.map(({ value }) => value).join("\n");
    assert.match(shown, /manual-cache-control/);
    assert.match(shown, /HTTP\/1\.1 200 OK/);
  },

  async "directives are completed in the code"(document) {
    const { items } = await commands.executeCommand<CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      new Position(9, 45),
    );
    const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
    assert.ok(labels.includes("no-store"), labels.slice(0, 20).join(" "));
  },

  async "settings take effect at once, and go"(document) {
    await set("ignore", ["RSP301"]);
    await shows(document, ["RSP101"]);
    await set("ignore", undefined);
    await shows(document, ["RSP101", "RSP301"]);
    await set("enable", false);
    await shows(document, []);
    await set("enable", undefined);
    await shows(document, ["RSP101", "RSP301"]);
  },

  async "hints in the code are there when they are asked for"(document) {
    await set("inlayHints", true);
    await until("inlay hints", async () => (await hints(document)).length > 0);
    await set("inlayHints", undefined);
    await until("no inlay hints", async () => (await hints(document)).length === 0);
  },

  async "restarts asked for at a time are one, and nothing shows twice"(document) {
    await Promise.all([1, 2, 3].map(() => commands.executeCommand("resp-lsp.restart")));
    await shows(document, []);
    await shows(document, ["RSP101", "RSP301"]);
  },

  async "the preview follows the cursor of the code, not its own"(document) {
    const editor = await window.showTextDocument(document);
    select(8, 8);
    await commands.executeCommand("resp-lsp.preview");
    await previews(/HTTP\/1\.1 200 OK/);
    editor.selection = new Selection(9, 20, 9, 20);
    await previews(/Cache-Control: max-age=60, public/);
    editor.selection = new Selection(0, 0, 0, 0);
    await previews(/no response in line 1/);
  },

  async "a rule's page is there for links to it"() {
    await commands.executeCommand("resp-lsp.showRule", "RSP301");
    const page = await workspace.openTextDocument(Uri.parse("resp-lsp:/RSP301.md"));
    assert.match(page.getText(), /^# RSP301 manual-cache-control/);
  },

  async "the cells of a notebook are checked together"() {
    const cell = (text: string): object => ({
      cell_type: "code",
      metadata: {},
      outputs: [],
      execution_count: null,
      source: [text],
    });
    const first = cell("from django.http import JsonResponse");
    const second = cell("JsonResponse([1])");
    const metadata = { language_info: { name: "python" } };
    const notebook = { cells: [first, second], metadata, nbformat: 4, nbformat_minor: 5 };
    const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file("/");
    const file = Uri.joinPath(folder, "views.ipynb");
    await workspace.fs.writeFile(file, Buffer.from(JSON.stringify(notebook)));
    const opened = await workspace.openNotebookDocument(file);
    await window.showNotebookDocument(opened);
    await shows(opened.cellAt(1).document, ["RSP101"]);
  },

  async "a document that is nowhere on the disk is checked, too"() {
    const content = "from django.http import JsonResponse\nJsonResponse([1])\n";
    const document = await workspace.openTextDocument({ language: "python", content });
    await window.showTextDocument(document);
    await shows(document, ["RSP101"]);
  },
};

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

async function shows(document: TextDocument, codes: readonly string[]): Promise<Diagnostic[]> {
  let found: Diagnostic[] = [];
  let last = "";
  await until(`findings ${codes.join(" ")}`, () => {
    found = languages.getDiagnostics(document.uri);
    last = found.map(codeOf).sort().join(" ");
    return last === codes.join(" ");
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}, but there were: ${last}`);
  });
  return found;
}

function codeOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

function actionsAt(document: TextDocument, position: Position): Thenable<CodeAction[]> {
  return commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    new Range(position, position),
  );
}

function hints(document: TextDocument): Thenable<InlayHint[]> {
  const all = new Range(0, 0, document.lineCount, 0);
  return commands.executeCommand("vscode.executeInlayHintProvider", document.uri, all);
}

async function set(name: string, value: unknown): Promise<void> {
  const settings = workspace.getConfiguration("resp-lsp");
  await settings.update(name, value, ConfigurationTarget.Workspace);
}

function select(line: number, character: number): void {
  const editor = window.activeTextEditor;
  if (editor !== undefined) editor.selection = new Selection(line, character, line, character);
}

async function previews(text: RegExp): Promise<void> {
  const page = Uri.parse("resp-lsp:/Response preview").toString();
  await until(`a preview with ${String(text)}`, () => {
    const shown = workspace.textDocuments.find(({ uri }) => uri.toString() === page);
    return text.test(shown?.getText() ?? "");
  });
}
