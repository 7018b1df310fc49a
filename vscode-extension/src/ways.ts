/** A button, and the command behind it. */
export interface Way {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly string[];
}

/** Out of a server that is nowhere. */
export const ABSENT: readonly Way[] = [
  { title: "Install resp-lsp", command: "resp-lsp.install" },
  { title: "Select Interpreter", command: "resp-lsp.selectInterpreter" },
  { title: "Show Log", command: "resp-lsp.showLog" },
];

/** Out of an installation that failed. */
export const NOT_INSTALLED: readonly Way[] = [
  { title: "Try Again", command: "resp-lsp.install" },
  { title: "Select Interpreter", command: "resp-lsp.selectInterpreter" },
  { title: "Show Log", command: "resp-lsp.showLog" },
];

/** Out of a server that does not run though it is there, or was to be there. */
export const BROKEN: readonly Way[] = [
  {
    title: "Open Settings",
    command: "workbench.action.openSettings",
    arguments: ["@ext:resp-lsp.resp-lsp"],
  },
  { title: "Show Log", command: "resp-lsp.showLog" },
  { title: "Retry", command: "resp-lsp.restart" },
];
