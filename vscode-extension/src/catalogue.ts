/** A rule as the list of them shows it. */
export interface Rule {
  readonly code: string;
  readonly name: string;
  /** Its severity and the releases of Django that it is about. */
  readonly about: string;
  readonly explanation: string;
  readonly isFixable: boolean;
}

/** The rules in the server's explanation of all: a page in Markdown for each, one after the other. */
export function rulesOf(explanations: string): Rule[] {
  const pages = explanations.split(/^(?=# [A-Z]+\d+ )/m).map(page => page.trim());
  return pages.filter(page => page !== "").map(ruleOf);
}

function ruleOf(page: string): Rule {
  const [head = "", about = "", ...rest] = page.split(/\n\n+/);
  const [code = "", name = ""] = head.replace(/^# /, "").split(" ");
  return {
    code,
    name,
    about: about.replace(/^\*|\*$/g, ""),
    explanation: (rest[0] ?? "").replace(/\s+/g, " "),
    isFixable: /^- .* \(safe\)$/m.test(page),
  };
}
