/** Why the server could not be installed. */
export type Cause = "python" | "venv" | "offline" | "version" | "pip";

/** A failed installation; the message says what helps, `output` is for the log. */
export class InstallationError extends Error {
  constructor(
    readonly reason: Cause,
    readonly output: string,
  ) {
    super(MESSAGES[reason]);
  }
}

/** What a failed step said, made readable. */
export function readable(step: "venv" | "pip", output: string): InstallationError {
  if (step === "venv") return new InstallationError("venv", output);
  const [cause] = SIGNS.find(([, sign]) => sign.test(output)) ?? ["pip"];
  return new InstallationError(cause, output);
}

/** How pip says it; the first that is found counts. */
const SIGNS: readonly (readonly [Cause, RegExp])[] = [
  ["offline", /NewConnectionError|NameResolutionError|name resolution|Max retries exceeded/],
  ["offline", /ConnectTimeout|ReadTimeout|ProxyError|Network is unreachable/],
  ["version", /Could not find a version|No matching distribution/],
];

const MESSAGES: Readonly<Record<Cause, string>> = {
  python:
    "No Python 3.10 or newer was found. Install one, or name one in the setting " +
    "resp-lsp.interpreter.",
  venv:
    "Python could not create a virtual environment. On Debian or Ubuntu, install the package " +
    "python3-venv.",
  offline:
    "The Python package index cannot be reached. Check the network or the proxy and try again, " +
    "or install the server by hand: pip install resp-lsp",
  version: "The package index has no fitting version of resp-lsp.",
  pip: "pip could not install resp-lsp.",
};
