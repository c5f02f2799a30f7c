import type { Part, Word } from './syntax/tree.ts';
import { ExpansionError } from './variables.ts';

/** A letter that is not quoted, or a part that is. */
type Atom = string | Part;

/** How many words braces may make. */
const MOST = 100_000;

/** `a{b,c}d`, `{1..5}`, `{a..e..2}` as several words; what is no such list stays as it is. */
export function bracesOf(word: Word): Word[] {
  if (!word.some((part) => part.kind === 'text' && !part.isQuoted && part.text.includes('{'))) return [word];
  const atoms: Atom[] = word.flatMap((part): Atom[] =>
    part.kind === 'text' && !part.isQuoted ? [...part.text] : [part],
  );
  return expand(atoms, 0).map(wordOf);
}

function wordOf(atoms: readonly Atom[]): Word {
  const parts: Part[] = [];
  for (const atom of atoms) {
    const last = parts.at(-1);
    if (typeof atom !== 'string') parts.push(atom);
    else if (last?.kind === 'text' && !last.isQuoted) parts[parts.length - 1] = { ...last, text: last.text + atom };
    else parts.push({ kind: 'text', text: atom, isQuoted: false });
  }
  return parts;
}

function expand(atoms: readonly Atom[], depth: number): Atom[][] {
  if (depth > 100) return [[...atoms]];
  for (let open = atoms.indexOf('{'); open >= 0; open = atoms.indexOf('{', open + 1)) {
    const found = listAt(atoms, open);
    if (!found) continue;
    const before = atoms.slice(0, open);
    const after = expand(atoms.slice(found.end + 1), depth + 1);
    const choices = found.items ?? found.choices.flatMap((choice) => expand(choice, depth + 1));
    if (choices.length * after.length > MOST) throw new ExpansionError('brace expansion: failed to allocate memory', 2);
    return choices.flatMap((choice) => after.map((rest) => [...before, ...choice, ...rest]));
  }
  return [[...atoms]];
}

/** The list that begins with a brace; undefined if none does. */
function listAt(
  atoms: readonly Atom[],
  open: number,
): { end: number; choices: Atom[][]; items?: Atom[][] } | undefined {
  const choices: Atom[][] = [[]];
  let depth = 0;
  for (let at = open + 1; at < atoms.length; at++) {
    const atom = atoms[at] as Atom;
    if (atom === '{') depth++;
    else if (atom === '}') {
      if (depth-- === 0) {
        if (choices.length > 1) return { end: at, choices };
        const items = sequence(choices[0] as Atom[]);
        return items && { end: at, choices, items };
      }
    } else if (atom === ',' && depth === 0) {
      choices.push([]);
      continue;
    }
    choices.at(-1)?.push(atom);
  }
  return undefined;
}

const SEQUENCE = /^(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d+))?$/;

function sequence(atoms: readonly Atom[]): Atom[][] | undefined {
  if (atoms.some((atom) => typeof atom !== 'string')) return undefined;
  const [, from, to, first, last, by] = SEQUENCE.exec(atoms.join('')) ?? [];
  const isNumber = from !== undefined;
  if (!isNumber && first === undefined) return undefined;
  const [start, end] = isNumber
    ? [Number(from), Number(to)]
    : [(first as string).charCodeAt(0), (last as string).charCodeAt(0)];
  const step = Math.max(1, Math.abs(Number(by ?? 1)));
  const count = Math.floor(Math.abs(end - start) / step) + 1;
  if (count > MOST) throw new ExpansionError('brace expansion: failed to allocate memory', 2);
  const width =
    (isNumber && /^-?0\d/.test(`${from} ${to}`.replace(/^.* (?=-?0\d)/, ''))) || (isNumber && /^-?0\d/.test(from))
      ? Math.max((from as string).length, (to as string).length)
      : 0;
  return Array.from({ length: count }, (_, index) => {
    const value = start + (start <= end ? index : -index) * step;
    if (!isNumber) return [String.fromCharCode(value)];
    const digits = String(Math.abs(value)).padStart(width - (value < 0 ? 1 : 0), '0');
    return [`${value < 0 ? '-' : ''}${digits}`];
  });
}
