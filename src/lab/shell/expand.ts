import { bracesOf } from './braces.ts';
import type { PartValue, Values } from './expansion.ts';
import { Fields, type Piece } from './fields.ts';
import { absolutePath } from './files.ts';
import { expandParameter } from './parameters.ts';
import { patternOf } from './patterns.ts';
import type { Part, Word } from './syntax/tree.ts';
import { compute, ExpansionError, LONGEST } from './variables.ts';

/** Words with all values put in, split at spaces, patterns turned into names of files. */
export async function expandWords(words: readonly Word[], values: Values): Promise<string[]> {
  const all: string[] = [];
  for (const word of words)
    for (const braced of bracesOf(word)) {
      all.push(...(await expandWord(braced, values)));
      if (all.length > 500_000) throw new ExpansionError('argument list too long', 126);
    }
  return all;
}

/** A word as one text: for assignments and targets of redirections. */
export async function expandText(word: Word, values: Values): Promise<string> {
  const fields = await fieldsOf(word, values, false);
  const text = fields.map((pieces) => pieces.map((piece) => piece.text).join('')).join(' ');
  if (text.length > LONGEST) throw new ExpansionError('cannot allocate memory', 2);
  return text;
}

/** A word as a pattern: quoted letters stand for themselves. */
export async function expandPattern(word: Word, values: Values): Promise<string> {
  const fields = await fieldsOf(word, values, false);
  return fields.map((pieces) => pieces.map(patternText).join('')).join(' ');
}

/** A word as a regular expression of `=~`: quoted letters stand for themselves. */
export async function expandRegex(word: Word, values: Values): Promise<string> {
  const fields = await fieldsOf(word, values, false);
  return fields
    .map((pieces) =>
      pieces.map(({ text, isQuoted }) => (isQuoted ? text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : text)).join(''),
    )
    .join(' ');
}

const patternText = ({ text, isQuoted }: Piece): string => (isQuoted ? text.replace(/[*?[\]\\]/g, '\\$&') : text);

async function expandWord(word: Word, values: Values): Promise<string[]> {
  const fields = await fieldsOf(word, values, true);
  return fields.flatMap((pieces) => {
    const plain = pieces.map(({ text }) => text).join('');
    const isPattern =
      !values.state.extras?.options.has('f') && pieces.some(({ text, isQuoted }) => !isQuoted && /[*?[]/.test(text));
    if (!isPattern) return [plain];
    const found = filesLike(pieces.map(patternText).join(''), values);
    return found.length > 0 ? found : [plain];
  });
}

/** Names of files that fit a pattern, sorted. */
function filesLike(pattern: string, { files, state: { folder } }: Values): string[] {
  const names = pattern.split('/');
  let found = [pattern.startsWith('/') ? '/' : ''];
  names.forEach((name, index) => {
    if (name === '') {
      // A slash at the end wants folders.
      if (index > 0 && index === names.length - 1)
        found = found.filter((base) => files.kind(absolutePath(base, folder)) === 'folder').map((base) => `${base}/`);
      return;
    }
    const next: string[] = [];
    for (const base of found) {
      const path = absolutePath(base, folder);
      if (files.kind(path) !== 'folder') continue;
      const join = (inner: string): string => (base === '' || base.endsWith('/') ? base + inner : `${base}/${inner}`);
      if (!/[*?[]/.test(name.replace(/\\./g, ''))) {
        const plain = name.replace(/\\(.)/g, '$1');
        if (files.kind(absolutePath(join(plain), folder))) next.push(join(plain));
        continue;
      }
      const fits = patternOf(name, { crossesFolders: false });
      for (const inner of files.list(path))
        if (fits.test(inner) && (!inner.startsWith('.') || name.startsWith('.'))) next.push(join(inner));
    }
    found = next;
  });
  return found.sort();
}

/** The home folder for `~`, the folder for `~+`, the last one for `~-`. */
function withHome(text: string, { state }: Values): string {
  return text.replace(/^~([+-]?)(?=\/|$)/, (whole, mark: string) => {
    const name = mark === '+' ? 'PWD' : mark === '-' ? 'OLDPWD' : 'HOME';
    return state.variables.get(name) ?? whole;
  });
}

async function fieldsOf(word: Word, values: Values, isSplit: boolean): Promise<Piece[][]> {
  const fields = new Fields();
  const separators = values.state.variables.get('IFS') ?? ' \t\n';
  for (const [index, part] of word.entries()) {
    if (part.kind === 'text') {
      const text = index === 0 && !part.isQuoted ? withHome(part.text, values) : part.text;
      if (text !== '' || part.isQuoted) fields.add({ text, isQuoted: part.isQuoted });
      continue;
    }
    const isQuoted = part.kind === 'process' || part.isQuoted;
    const value = await valueOfPart(part, values);
    const add = (text: string): void => {
      if (isQuoted) fields.add({ text, isQuoted });
      else if (isSplit) fields.split(text, separators);
      else fields.add({ text, isQuoted });
    };
    if (typeof value === 'string') add(value);
    else if (value.isJoined && isQuoted) add(value.items.join(separators[0] ?? ''));
    else
      value.items.forEach((item, place) => {
        if (place > 0) fields.end();
        add(item);
      });
  }
  fields.end();
  return isSplit ? fields.all : fields.all.length === 0 ? [[]] : fields.all;
}

async function valueOfPart(part: Exclude<Part, { kind: 'text' }>, values: Values): Promise<PartValue> {
  switch (part.kind) {
    case 'command':
      return (await values.output(part.list)).replace(/\n+$/, '');
    case 'arithmetic':
      return String(compute(values.state, await expandText(part.text, values)));
    case 'process':
      return values.file(part.list);
    case 'parameter':
      return expandParameter(part, values, {
        text: (word) => expandText(word, values),
        pattern: (word) => expandPattern(word, values),
      });
  }
}
