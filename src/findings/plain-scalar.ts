/** Thrown at what is outside of the subset that is read (plain-yaml.ts), right or wrong. */
export class Unknown extends Error {}

/** What a plain scalar may not begin with, or only sometimes. */
export const INDICATOR = /^[-?:,[\]{}#&*!|>'"%@`]/;
/** What ends a plain scalar, or is a mistake in it. */
export const BREAKS = /: |:$| #/;
const NUMERIC = /^[-+.]?\d|^[-+]?\.(?:inf|nan)/i;
/** Numbers as people write them: what they are is what JavaScript makes of them. */
const USUAL_NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?(?:[eE][-+]?\d{1,2})?$/;
/** Everything that is a number (YAML 1.2.2, 10.3.2). */
const NUMBER =
  /^(?:[-+]?\d+|0o[0-7]+|0x[\da-f]+|[-+]?(?:\.\d+|\d+\.\d*)|[-+]?(?:\.\d+|\d+(?:\.\d*)?)e[-+]?\d+|[-+]?\.inf|[-+]?\.nan)$/i;
/** Words that are no text. */
export const WORDS: Readonly<Record<string, unknown>> = {
  '~': null,
  null: null,
  Null: null,
  NULL: null,
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
};

/** The value of a plain scalar (YAML 1.2.2, 10.3.2, core schema). */
function scalarOf(text: string): unknown {
  if (Object.hasOwn(WORDS, text)) return WORDS[text];
  if (!NUMERIC.test(text)) return text;
  if (USUAL_NUMBER.test(text) && text !== '-0') return Number(text);
  // A date, a version, a quantity, a digest: text, if it can be no number of any kind.
  if (!NUMBER.test(text)) return text;
  throw new Unknown();
}

/** The value of a plain scalar, or of what looks like one. @throws Unknown */
export function plain(text: string): unknown {
  if ((INDICATOR.test(text) && !/^-\d/.test(text)) || BREAKS.test(text)) throw new Unknown();
  return scalarOf(text);
}

/** The text between quotation marks. @throws Unknown */
export function quoted(text: string): string {
  if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  if (/^"(?:[^"\\]|\\["\\/nt_])*"$/.test(text))
    return JSON.parse(text.replace(/\\(.)/g, (written, letter) => (letter === '_' ? '\u00a0' : written))) as string;
  throw new Unknown();
}
