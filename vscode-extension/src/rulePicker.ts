import { languages, type QuickPickItem, window } from "vscode";

import { type Rule, rulesOf } from "./catalogue";
import type { Server } from "./server";

interface Item extends QuickPickItem {
  readonly code: string;
}

/** The code of a rule that a person picks; those found where the cursor is come first. */
export async function pickRule(
  server: Server,
  placeHolder: string,
  fits: (rule: Rule) => boolean = () => true,
): Promise<string | undefined> {
  const rules = rulesOf(await server.execute<string>("resp-lsp.explainRule")).filter(fits);
  const here = codesAtCursor();
  const isHere = (rule: Rule): number => (here.has(rule.code) ? 0 : 1);
  const items = rules
    .toSorted((one, other) => isHere(one) - isHere(other))
    .map(rule => itemFor(rule, here.has(rule.code)));
  const picked = await window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.code;
}

function itemFor({ code, name, about, explanation }: Rule, isHere: boolean): Item {
  const label = isHere ? `${code} $(location)` : code;
  return { code, label, description: `${name} · ${about}`, detail: explanation };
}

function codesAtCursor(): Set<string> {
  const editor = window.activeTextEditor;
  if (editor === undefined) return new Set();
  const { document, selection } = editor;
  const found = languages
    .getDiagnostics(document.uri)
    .filter(({ source, range }) => source === "resp-lsp" && range.intersection(selection));
  return new Set(
    found.map(({ code }) => String(typeof code === "object" ? code.value : (code ?? ""))),
  );
}
