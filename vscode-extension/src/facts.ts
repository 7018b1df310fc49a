/** What the server answers to `resp-lsp/status`; of a document that was not checked no more. */
export interface Told {
  readonly version: string;
  readonly django: { readonly version: string; readonly source: string | null } | null;
  readonly check: { readonly milliseconds: number } | null;
}

/** What is shown of a document that was checked. */
export interface Facts {
  readonly django: string;
  /** Where the Django was found; undefined when it is assumed. */
  readonly from: string | undefined;
  /** What the last check took. */
  readonly milliseconds: number;
}

export function factsOf({ django, check }: Told): Facts | undefined {
  if (django === null || check === null) return undefined;
  const milliseconds = Math.round(check.milliseconds);
  return { django: django.version, from: django.source ?? undefined, milliseconds };
}
