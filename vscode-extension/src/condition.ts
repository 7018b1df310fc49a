/** What the server is doing. */
export type Condition =
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly version: string; readonly place: string }
  | { readonly kind: "stopped"; readonly reason: string };

/** How a condition is shown in the language status. */
export interface Appearance {
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly severity: "information" | "error";
}

export function appearance(condition: Condition): Appearance {
  switch (condition.kind) {
    case "off":
      return shown("resp-lsp is off", "resp-lsp.enable", "information");
    case "starting":
      return { ...shown("resp-lsp", "starting…", "information"), busy: true };
    case "running":
      return shown(`resp-lsp ${condition.version}`, shortened(condition.place), "information");
    case "stopped":
      return shown("resp-lsp does not run", shortened(condition.reason), "error");
  }
}

function shown(text: string, detail: string, severity: Appearance["severity"]): Appearance {
  return { text, detail, severity, busy: false };
}

/** The status has room for a few words beside its button; the middle says least. */
function shortened(text: string): string {
  const half = 20;
  return text.length <= 2 * half + 1 ? text : `${text.slice(0, half)}…${text.slice(-half)}`;
}
