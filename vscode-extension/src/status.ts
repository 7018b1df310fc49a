import { type Disposable, languages, LanguageStatusSeverity } from "vscode";

import { appearance, type Condition } from "./condition";
import { DOCUMENTS } from "./documents";

/** The language status item: it shows on Python files, behind the braces in the status bar. */
export class Status implements Disposable {
  private readonly item = languages.createLanguageStatusItem("resp-lsp", DOCUMENTS);

  constructor() {
    this.item.name = "resp-lsp";
    this.item.command = { command: "resp-lsp.showLog", title: "Show Log" };
  }

  show(condition: Condition): void {
    const { text, detail, busy, severity } = appearance(condition);
    this.item.text = text;
    this.item.detail = detail;
    this.item.busy = busy;
    this.item.severity = SEVERITIES[severity];
  }

  dispose(): void {
    this.item.dispose();
  }
}

const SEVERITIES = {
  information: LanguageStatusSeverity.Information,
  error: LanguageStatusSeverity.Error,
};
