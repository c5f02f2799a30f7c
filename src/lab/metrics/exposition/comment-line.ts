const METADATA = /^#[ \t]+(HELP|TYPE|UNIT)[ \t]+(.*)$/;
const SUBJECT = /^(?:([a-zA-Z_:][a-zA-Z0-9_:]*)|"((?:\\.|[^\\"])*)")(?:([ \t])(.*))?$/;

/** A line that begins with "#" and says something of a metric. */
export interface ReadComment {
  kind: string;
  /** What stands behind the kind, and the name of a metric in it; undefined if there is none. */
  rest: string;
  name: string | undefined;
  said: string;
}

/** Reads such a line; undefined if it says nothing of a metric. */
export function readComment(text: string): ReadComment | undefined {
  const [, kind, rest = ''] = METADATA.exec(text) ?? [];
  if (kind === undefined) return undefined;
  const [, plain, quoted, , said = ''] = SUBJECT.exec(rest) ?? [];
  return { kind, rest, name: plain ?? quoted?.replace(/\\(["\\])/g, '$1'), said };
}
