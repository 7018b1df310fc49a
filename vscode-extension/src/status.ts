import {
  type Disposable,
  languages,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  workspace,
} from "vscode";

import { type Appearance, appearance, checkAppearance, type Condition } from "./condition";
import { DOCUMENTS } from "./documents";
import type { Facts } from "./facts";

/** The language status: it shows on Python files, behind the braces in the status bar. */
export class Status implements Disposable {
  private readonly server = languages.createLanguageStatusItem("resp-lsp", DOCUMENTS);
  private check: LanguageStatusItem | undefined;

  constructor() {
    this.server.name = "resp-lsp";
  }

  show(condition: Condition): void {
    draw(this.server, appearance(condition));
    if (condition.kind !== "running") this.showCheck(undefined);
  }

  /** What is known of the document in front. */
  showCheck(facts: Facts | undefined): void {
    if (facts === undefined) {
      this.check?.dispose();
      this.check = undefined;
      return;
    }
    if (this.check === undefined) {
      this.check = languages.createLanguageStatusItem("resp-lsp.check", DOCUMENTS);
      this.check.name = "resp-lsp: Django";
    }
    const from = facts.from === undefined ? undefined : workspace.asRelativePath(facts.from);
    draw(this.check, checkAppearance({ ...facts, from }));
  }

  dispose(): void {
    this.server.dispose();
    this.check?.dispose();
  }
}

function draw(item: LanguageStatusItem, look: Appearance): void {
  item.text = look.text;
  item.detail = look.detail;
  item.busy = look.busy;
  item.severity = SEVERITIES[look.severity];
  item.command = look.command;
}

const SEVERITIES = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
};
