/** What the server answers to `resp-lsp/preview`. */
export interface Previewed {
  readonly django: string;
  readonly markdown: string;
}

/** A page about a response: the messages as on the wire, what is said about them behind a `#`. */
export function previewText({ markdown }: Previewed): string {
  let isMessage = false;
  const lines: string[] = [];
  for (const line of markdown.trimEnd().split("\n")) {
    if (isMessage ? FENCE.test(line) : OPENING.test(line)) isMessage = !isMessage;
    else if (isMessage) lines.push(line);
    else lines.push(line === "" ? "" : `# ${plain(line)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** The page for a place where there is no response. */
export function nothingAt(line: number): string {
  return (
    `# There is no response in line ${String(line)}.\n` +
    "# Put the cursor on a line that makes one, or that changes it.\n"
  );
}

function plain(line: string): string {
  return line.replace(/\*\*|`/g, "").replace(/^\*(.*)\*$/, "$1");
}

const OPENING = /^`{3,}http$/;
const FENCE = /^`{3,}$/;
