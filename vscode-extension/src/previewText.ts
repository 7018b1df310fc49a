/** What the server answers to `resp-lsp/preview`. */
export interface Previewed {
  readonly django: string;
  /** The alternatives, as on the wire. */
  readonly messages: readonly string[];
  /** What Django raises where it sends nothing. */
  readonly error: string | null;
  readonly notes: readonly string[];
}

/** A page about a response: the messages as on the wire, what is said about them behind a `#`. */
export function previewText({ django, messages, error, notes }: Previewed): string {
  const remarks = new Set(notes.map(note => `# ${note.replaceAll("`", "")}`));
  const raised = error === null ? [] : [`# Nothing: it raises ${error}`];
  const parts = [
    `# As Django ${django} would send it after this line:`,
    [...messages, ...raised].join("\n\n# or\n\n"),
    ...remarks,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The page for a place where there is no response. */
export function nothingAt(line: number): string {
  return (
    `# There is no response in line ${String(line)}.\n` +
    "# Put the cursor on a line that makes one, or that changes it.\n"
  );
}
