import type { Facts } from "./facts";

/** What the server is doing. */
export type Condition =
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly version: string; readonly place: string }
  | { readonly kind: "absent"; readonly reason: string }
  | { readonly kind: "stopped"; readonly reason: string };

/** How something is shown in the language status. */
export interface Appearance {
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly severity: "information" | "warning" | "error";
  readonly command: { readonly title: string; readonly command: string };
}

/** A check that takes longer is told of, in milliseconds: one waits for it. */
export const SLOW = 500;

export function appearance(condition: Condition): Appearance {
  switch (condition.kind) {
    case "off":
      return shown("resp-lsp is off", "resp-lsp.enable", "information", LOG);
    case "starting":
      return { ...shown("resp-lsp", "starting…", "information", LOG), busy: true };
    case "running":
      return shown(`resp-lsp ${condition.version}`, shortened(condition.place), "information", LOG);
    case "absent":
      return shown("resp-lsp is not installed", "", "error", INSTALL);
    case "stopped":
      return shown("resp-lsp does not run", shortened(condition.reason), "error", RESTART);
  }
}

/** What is known of the document in front. */
export function checkAppearance({ django, from, milliseconds }: Facts): Appearance {
  const text = `Django ${django}`;
  const place = from === undefined ? "assumed" : shortened(from);
  const isSlow = milliseconds > SLOW;
  const time = `${isSlow ? "slow: " : ""}checked in ${String(milliseconds)} ms`;
  return shown(text, `${place}, ${time}`, isSlow ? "warning" : "information", DEBUG);
}

function shown(
  text: string,
  detail: string,
  severity: Appearance["severity"],
  command: Appearance["command"],
): Appearance {
  return { text, detail, severity, command, busy: false };
}

/** The status has room for a few words beside its button; the middle says least. */
function shortened(text: string): string {
  const half = 20;
  return text.length <= 2 * half + 1 ? text : `${text.slice(0, half)}…${text.slice(-half)}`;
}

const LOG = { title: "Show Log", command: "resp-lsp.showLog" };
const RESTART = { title: "Restart", command: "resp-lsp.restart" };
const INSTALL = { title: "Install", command: "resp-lsp.install" };
const DEBUG = { title: "Details", command: "resp-lsp.showDebugInformation" };
