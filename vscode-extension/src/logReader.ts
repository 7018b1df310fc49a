/** Where lines of a log go, by how grave they are. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** A reader of the server's log, line by line: `DATE TIME LEVEL name: text`, as Python writes it. */
export function logReader(log: Log): (line: string) => void {
  // What is no start of a record, such as a traceback, belongs to the record before it.
  let level: keyof Log = "error";
  return line => {
    const [, name, text] = /^[\d-]+ [\d:,]+ ([A-Z]+) (.*)/.exec(line) ?? [];
    if (name !== undefined) level = LEVELS[name] ?? "info";
    log[level](text ?? line);
  };
}

const LEVELS: Readonly<Record<string, keyof Log>> = {
  // The server's own level has decided already: what it wrote is to be seen.
  DEBUG: "info",
  INFO: "info",
  WARNING: "warn",
  ERROR: "error",
  CRITICAL: "error",
};
