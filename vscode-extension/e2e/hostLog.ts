import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** Errors in the logs of the extension hosts, and faults in those that the extension wrote. */
export function hostErrors(data: string): string[] {
  const logs = path.join(data, "logs");
  const files = readdirSync(logs, { recursive: true, encoding: "utf8" });
  return files.flatMap(file => {
    const sign = SIGNS.find(([name]) => name.test(file))?.[1];
    return sign === undefined ? [] : matching(path.join(logs, file), sign);
  });
}

function matching(file: string, sign: RegExp): string[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter(line => sign.test(line)).map(line => `${file}: ${line}`);
}

/** What must not be there. Our own log has errors that a scenario brings about on purpose. */
const SIGNS: readonly (readonly [RegExp, RegExp])[] = [
  [/exthost\.log$/, /\[error\]|unhandled|rejected promise not handled/i],
  [/resp-lsp\.resp-lsp[\\/].*\.log$/, /TypeError|ReferenceError|unhandled|Traceback/i],
];
