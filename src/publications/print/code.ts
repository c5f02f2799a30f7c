import type { Element, Nodes } from 'hast';
import { classesOf } from '../tree.ts';
import { call, literal, words } from './typst.ts';

/** Characters of a line that look the same. */
interface Run {
  text: string;
  /** As the site's style sheet calls it: `k` keyword, `s` string, `n` number, `f` function, `c` comment, `i` input, `o` output; … */
  kind: string;
}

interface Line {
  runs: Run[];
  isMarked: boolean;
}

/** How much of a line there is room for. */
export interface Room {
  /** Widths that the code may have in points, the usual one first. */
  width: number;
  /** Sizes in points: the first in which the longest line fits is taken; in the last one, lines are broken. */
  sizes: readonly number[];
}

/** Width of a letter of the font for code, in ems. */
const ADVANCE = 0.632;
/** What stands at the end of a line that goes on below, and how far the rest is indented. */
const GOES_ON = ' ↩';
const INDENT = 4;
/** Characters behind which a line may be broken, of the last that would fit. */
const BREAKS = /[\s/,;:|=&?.)\]}"'-]/;
const LOOK_BACK = 0.4;

/** What the font for code has: everything else comes from fonts with wider letters. */
const OWN = /^[\u0020-\u024f\u1e00-\u206f\u20ac\u2122\u2191\u2193\u2212\u2215]$/;
/** Room that the widest of other letters take, in letters of code. */
const OTHER = 2;

const widthOf = (character: string): number =>
  /^[\p{Mn}\p{Cf}]$/u.test(character) ? 0 : OWN.test(character) ? 1 : OTHER;

const KINDS: Readonly<Record<string, string>> = { kbd: 'input', samp: 'output' };

/** Lines of code as the site shows it: what is typed, printed, marked, and what it is in its language. */
function linesOf(code: Nodes): Line[] {
  const lines: Line[] = [{ runs: [], isMarked: false }];
  const walk = (node: Nodes, kind: string, isMarked: boolean): void => {
    if (node.type === 'text') {
      node.value.split('\n').forEach((part, index) => {
        if (index > 0) lines.push({ runs: [], isMarked: false });
        const line = lines.at(-1);
        if (!line || part === '') return;
        line.runs.push({ text: part, kind });
        line.isMarked ||= isMarked;
      });
      return;
    }
    if (!('children' in node)) return;
    const own = node.type === 'element' ? kindOf(node) : undefined;
    if (own === 'input') {
      const prompt = node.type === 'element' ? node.properties.dataPrompt : undefined;
      lines.at(-1)?.runs.push({ text: String(prompt ?? '$ '), kind: 'prompt' });
    }
    for (const child of node.children)
      walk(child, own ?? kind, isMarked || (node.type === 'element' && node.tagName === 'mark'));
  };
  walk(code, '', false);
  const isEmpty = ({ runs }: Line): boolean => runs.every(({ text }) => text.trim() === '');
  return lines.filter((line, index) => !(isEmpty(line) && (index === lines.length - 1 || followsOutput(lines, index))));
}

/** Whether an empty line stands only where output ends and the next command begins. */
function followsOutput(lines: readonly Line[], index: number): boolean {
  return lines[index + 1]?.runs[0]?.kind === 'prompt';
}

function kindOf(element: Element): string | undefined {
  if (element.tagName in KINDS) return KINDS[element.tagName];
  if (element.tagName === 'ins' || element.tagName === 'del') return element.tagName;
  return element.tagName === 'i' ? classesOf(element)[0] : undefined;
}

const textOf = ({ runs }: Line): string => runs.map(({ text }) => text).join('');
const columns = (text: string): number => [...text].reduce((sum, character) => sum + widthOf(character), 0);

/** Where a text that is too long is broken: behind a space or a sign near the end of what fits, else where it ends. */
function breakAt(characters: readonly string[], room: number): number {
  let end = 0;
  for (let width = 0; end < characters.length; end++) {
    width += widthOf(characters[end] ?? '');
    if (width > room) break;
  }
  for (let at = end; at > end * (1 - LOOK_BACK); at--) if (BREAKS.test(characters[at - 1] ?? '')) return at;
  return Math.max(1, end);
}

/** A line in as many as it needs, each but the last with the sign that it goes on. */
function broken(line: Line, most: number): Line[] {
  if (columns(textOf(line)) <= most) return [line];
  const all = line.runs.flatMap(({ text, kind }) => [...text].map((character) => ({ character, kind })));
  const room = most - columns(GOES_ON);
  const parts: Line[] = [];
  for (let rest = all; rest.length > 0; ) {
    const indent = parts.length === 0 ? 0 : INDENT;
    const characters = rest.map(({ character }) => character);
    const isLast = columns(characters.join('')) + indent <= most;
    const end = isLast ? rest.length : breakAt(characters, room - indent);
    const runs: Run[] = indent > 0 ? [{ text: ' '.repeat(indent), kind: '' }] : [];
    for (const { character, kind } of rest.slice(0, end)) {
      const last = runs.at(-1);
      if (last && last.kind === kind) last.text += character;
      else runs.push({ text: character, kind });
    }
    if (!isLast) runs.push({ text: GOES_ON, kind: 'goes-on' });
    parts.push({ runs, isMarked: line.isMarked });
    rest = rest.slice(end);
  }
  return parts;
}

/** Code as markup. Lines that are too long are set smaller, and if that is not enough, broken with a sign: nothing is cut. */
export function codeMarkup(
  pre: Element,
  { width, sizes }: Room,
  caption?: { title: string; language: string },
): string {
  const lines = linesOf(pre).map((line) => ({
    ...line,
    runs: line.runs.map((run) => ({ ...run, text: run.text.replaceAll('\t', '    ') })),
  }));
  const longest = Math.max(0, ...lines.map((line) => columns(textOf(line))));
  const fitting = (size: number): number => Math.floor(width / (size * ADVANCE));
  const size = sizes.find((one) => longest <= fitting(one)) ?? sizes.at(-1) ?? 8;
  const shown = lines.flatMap((line) => broken(line, fitting(size)));
  const plain = shown.map(textOf).join('\n');
  const list = shown.map(({ runs, isMarked }) => {
    const markup = runs
      .map(({ text, kind }) => (kind === '' ? words(text) : call('tok', { kind }, words(text))))
      .join('');
    return `(${isMarked}, [${markup}]),`;
  });
  const named = caption ? { title: caption.title, language: caption.language } : {};
  return `#listing(${Object.entries({ ...named, size })
    .map(([key, value]) => `${key}: ${typeof value === 'number' ? value : literal(value)}`)
    .join(', ')}, ${literal(plain)}, (${list.join('')}))`;
}
