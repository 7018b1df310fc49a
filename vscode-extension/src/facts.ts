/** What the server says of one document. */
export interface Facts {
  readonly django: string;
  /** Where the Django was found; undefined when it is the default. */
  readonly from: string | undefined;
  /** What the last check took; undefined before the first. */
  readonly milliseconds: number | undefined;
}

/** The facts of a document in the server's information for debugging, which is made for people. */
export function factsOf(information: string, uri: string): Facts | undefined {
  const [, part] = information.split(`document ${uri}\n`);
  const own = part?.split(/^\S/m)[0] ?? "";
  const [, django, from] = /^ +Django ([\d.]+), from (.+)$/m.exec(own) ?? [];
  if (django === undefined || from === undefined) return undefined;
  const time = /checked in (\d+) ms/.exec(own)?.[1];
  return {
    django,
    from: from.startsWith("nothing") ? undefined : from,
    milliseconds: time === undefined ? undefined : Number(time),
  };
}
