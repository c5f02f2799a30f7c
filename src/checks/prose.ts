import { isScalar, isSeq, parseDocument, visit } from 'yaml';
import { splitLesson } from '../curriculum/frontmatter.ts';
import { dataFile, type Lesson } from '../curriculum/model.ts';

/**
 * Stands in prose for what is no prose but is read as part of the sentence: code, addresses, a version. Everything else
 * that is no prose is blank, so that each word keeps its line and its column.
 */
export const GAP = '\uFFFC';

/** Stands where one text ends and another begins, such as that of the next key or attribute. No sentence goes across it. */
export const BREAK = '\u2029';

/** Keys of data files whose values readers read as prose. */
const PROSE_KEYS: ReadonlySet<string> = new Set([
  'answer',
  'audience',
  'definition',
  'explanation',
  'feedback',
  'goal',
  'hints',
  'question',
  'solution',
  'start',
  'steps',
  'summary',
  'term',
  'text',
  'title',
]);

/** Attributes of components and options of code fences that readers read as prose. */
const PROSE_ATTRIBUTE = /\b(title|caption|alt|question|label)="([^"]*)"/g;

const FENCE = /^\s*(`{3,}|~{3,})/;
const COMMENT = /\{\/\*[\s\S]*?\*\/\}/g;
const INLINE_CODE = /(?<!`)(`+)(?!`)((?:(?!\n[ \t]*\n)[\s\S])*?[^`])\1(?!`)/g;
const TAG = /<\/?[A-Za-z][\w.]*(?:\s+[\w-]+(?:="[^"]*")?)*\s*(\/?)>/g;
const DESTINATION = /\]\((?:[^()\s]|\([^()\s]*\))*(?:[ \t]+"[^"\n]*")?\)/g;
/** What a link is looked up by, and what is found there; not the text of a footnote. */
const REFERENCE = /(?<=\])\[[^\]\n]*\]|^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]+\S.*$/gm;
const ADDRESS = /\b(?:https?:\/\/|mailto:|lesson:|www\.)[^\s<>"'`|)\]]+|[\w.+-]+@[\w-]+\.[\w.-]+/g;
/** Escapes of YAML's double quotes that stand for white space. */
const ESCAPE = /\\[nrt]/g;
const ENTITY = /&(?:#\d+|#x[\da-f]+|\w+);/gi;

/** A text of the same length and the same lines in which one character stands for everything. */
function cover(text: string, character: string): string {
  return text.replace(/[^\n]/g, character);
}

/** The same with blanks, of which the first is a break. */
function coverBreak(text: string): string {
  return cover(text, ' ').replace(' ', BREAK);
}

/** What is left of a tag or the first line of a fence: the words that readers see. */
function onlyAttributes(text: string): string {
  let left = '';
  for (const match of text.matchAll(PROSE_ATTRIBUTE)) {
    const [whole, , value = ''] = match;
    const start = match.index + whole.length - 1 - value.length;
    left += coverBreak(text.slice(left.length, start)) + value;
  }
  const rest = text.slice(left.length);
  return left + (left === '' ? cover(rest, ' ') : coverBreak(rest));
}

/** Markdown or MDX with everything that is no prose covered: same length, same lines. */
export function proseOfMarkdown(text: string): string {
  let fence = '';
  const lines = text.split('\n').map((line) => {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== '') {
      if (mark?.startsWith(fence) && /^\s*[`~]+\s*$/.test(line)) fence = '';
      return cover(line, ' ');
    }
    if (mark === undefined) return line;
    fence = mark;
    return onlyAttributes(line);
  });
  return lines
    .join('\n')
    .replace(COMMENT, (comment) => cover(comment, ' '))
    .replace(INLINE_CODE, (code) => cover(code, GAP))
    .replace(TAG, ofTag)
    .replace(DESTINATION, (destination) => `]${cover(destination.slice(1), ' ')}`)
    .replace(REFERENCE, (reference) => cover(reference, ' '))
    .replace(ADDRESS, (address) => cover(address, GAP))
    .replace(ENTITY, (entity) => cover(entity, ' '));
}

/** Components that print a word print it into the sentence around them. */
function ofTag(tag: string): string {
  return /^<(Version|Brand)\b/.test(tag) ? cover(tag, GAP) : onlyAttributes(tag);
}

/** A data file with everything covered that is no prose: same length, same lines. Data that cannot be read has none. */
export function proseOfData(text: string): string {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) return cover(text, ' ');
  const ranges: [number, number][] = [];
  const keep = (value: unknown): void => {
    if (isSeq(value)) value.items.forEach(keep);
    if (!isScalar(value) || typeof value.value !== 'string' || !value.range) return;
    const [start, end] = value.range;
    // Block scalars begin with a line that is no text, such as ">-".
    const block = value.type === 'BLOCK_FOLDED' || value.type === 'BLOCK_LITERAL';
    ranges.push([block ? text.indexOf('\n', start) + 1 : start, end]);
  };
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && PROSE_KEYS.has(String(pair.key.value))) keep(pair.value);
    },
  });
  let covered = '';
  for (const [start, end] of ranges) {
    const value = text.slice(start, end);
    const shown = value.startsWith('"') ? value.replace(ESCAPE, (escaped) => cover(escaped, ' ')) : value;
    covered += coverBreak(text.slice(covered.length, start)) + shown;
  }
  return proseOfMarkdown(covered + coverBreak(text.slice(covered.length)));
}

/** A `lesson.mdx` with everything covered that is no prose: frontmatter and text. */
export function proseOfLesson(path: string, text: string): string {
  const { frontmatter, body } = splitLesson(path, text);
  const head = text.slice(0, text.length - body.length);
  const start = head.indexOf('\n') + 1;
  const data = frontmatter === '' ? '' : proseOfData(frontmatter);
  const before = cover(head.slice(0, start), ' ');
  return `${before}${data}${cover(head.slice(before.length + data.length), ' ')}${proseOfMarkdown(body)}`;
}

const remembered = new Map<string, { text: string; prose: string }>();

/**
 * The prose of a file of the content: its text with everything covered that is none, so that places stay. Undefined for
 * files that have no prose, and for what lessons show as code.
 */
export function proseOf(path: string, text: string): string | undefined {
  if (/\/(files|app|assets)\//.test(path)) return undefined;
  const isLesson = path.endsWith('/lesson.mdx');
  if (!isLesson && !/\/(quiz|lab|glossary|course|module)\.yaml$/.test(path)) return undefined;
  const known = remembered.get(path);
  if (known?.text === text) return known.prose;
  const prose = isLesson ? proseOfLesson(path, text) : proseOfData(text);
  remembered.set(path, { text, prose });
  return prose;
}

/** A file of a lesson with its prose. */
export interface ProseFile {
  file: string;
  text: string;
  prose: string;
}

/** What readers read in a lesson: its text, its quiz and its lab. @param text its lesson.mdx. */
export function proseFiles(lesson: Lesson, text: string): ProseFile[] {
  const sources: [string, string | undefined][] = [
    [lesson.path, text],
    [dataFile(lesson, 'quiz.yaml'), lesson.sources['quiz.yaml']],
    [dataFile(lesson, 'lab.yaml'), lesson.sources['lab.yaml']],
  ];
  return sources.flatMap(([file, source]) => {
    const prose = source === undefined ? undefined : proseOf(file, source);
    return source === undefined || prose === undefined ? [] : [{ file, text: source, prose }];
  });
}
