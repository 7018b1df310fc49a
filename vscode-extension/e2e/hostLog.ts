import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

/** Our errors in the logs of the extension hosts, and faults in those that the extension wrote. */
export function hostErrors(data: string): string[] {
  const logs = path.join(data, "logs");
  const files = readdirSync(logs, { recursive: true, encoding: "utf8" });
  return files.flatMap(file => {
    const isBad = JUDGES.find(([name]) => name.test(file))?.[1];
    if (isBad === undefined) return [];
    return records(path.join(logs, file))
      .filter(isBad)
      .map(record => `${file}: ${record}`);
  });
}

/** The records of a log: each begins with its time, its stack follows. */
function records(file: string): string[] {
  return readFileSync(file, "utf8").split(/\n(?=\d{4}-\d\d-\d\d )/);
}

/** By the names of the logs. Our own has errors that a scenario brings about on purpose. */
const JUDGES: readonly (readonly [RegExp, (record: string) => boolean])[] = [
  [/exthost\.log$/, record => UNHANDLED.test(record) || isOurs(record)],
  [
    /resp-lsp\.resp-lsp[\\/]resp-lsp( Server)?\.log$/,
    record => UNHANDLED.test(record) || FAULT.test(record),
  ],
];

function isOurs(record: string): boolean {
  return record.includes("[error]") && record.includes("resp-lsp.resp-lsp");
}

const UNHANDLED = /unhandled|rejected promise/i;
const FAULT = /TypeError|ReferenceError|Traceback/;
