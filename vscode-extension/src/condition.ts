/** What the server is doing. */
export type Condition =
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly version: string; readonly command: string }
  | { readonly kind: "stopped"; readonly reason: string };

/** How a condition is shown in the language status. */
export interface Appearance {
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly severity: "information" | "warning" | "error";
}

export function appearance(condition: Condition): Appearance {
  switch (condition.kind) {
    case "off":
      return shown("resp-lsp: off", "Switched off by the setting resp-lsp.enable", "information");
    case "starting":
      return { ...shown("resp-lsp", "Starting…", "information"), busy: true };
    case "running":
      return shown(`resp-lsp ${condition.version}`, `Running ${condition.command}`, "information");
    case "stopped":
      return shown("resp-lsp: not running", condition.reason, "error");
  }
}

function shown(text: string, detail: string, severity: Appearance["severity"]): Appearance {
  return { text, detail, severity, busy: false };
}
