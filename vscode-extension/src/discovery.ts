import type { Candidate } from "./candidates";
import { type Answer, probe } from "./probe";

/** A server that answered. */
export interface Found {
  readonly candidate: Candidate;
  readonly version: string;
}

/** A way that was tried in vain. */
export interface Attempt {
  readonly candidate: Candidate;
  readonly problem: string;
  readonly missing: boolean;
}

export interface Discovery {
  readonly found?: Found;
  readonly tried: readonly Attempt[];
}

/** The first candidate that answers, and those that failed before it. */
export async function discover(list: readonly Candidate[], cwd: string): Promise<Discovery> {
  const tried: Attempt[] = [];
  for (const candidate of list) {
    const answer: Answer = await probe(candidate.command, cwd);
    if ("version" in answer) return { found: { candidate, version: answer.version }, tried };
    tried.push({ candidate, ...answer });
  }
  return { tried };
}

/** What is wrong, in a sentence or two for a person; a server that is only absent can be installed. */
export interface Problem {
  readonly text: string;
  readonly isAbsence: boolean;
}

export function explain(tried: readonly Attempt[]): Problem {
  const telling = tried.find(attempt => !attempt.missing || isSetting(attempt.candidate));
  if (telling === undefined) {
    const text = "The resp-lsp server is not installed where this project's Python is.";
    return { text, isAbsence: true };
  }
  const text = `resp-lsp cannot start from ${telling.candidate.source}. ${describe(telling)}.`;
  return { text, isAbsence: false };
}

/** An attempt in a line: the program and what was wrong with it. */
export function describe(attempt: Attempt): string {
  return `${attempt.candidate.command[0]}: ${attempt.problem}`;
}

function isSetting(candidate: Candidate): boolean {
  return candidate.source.startsWith("the setting");
}
