import { absolutePath } from '../files.ts';
import { literal, patternOf } from '../patterns.ts';
import type { Context, Program } from '../program.ts';
import { inputs, linesOf, readOptions } from './options.ts';
import { posixRegex } from './regex.ts';

const OPTIONS =
  'E|extended-regexp,F|fixed-strings,G,P,i|ignore-case,v|invert-match,c|count,n|line-number,o|only-matching,q|quiet,l|files-with-matches,L|files-without-match,w|word-regexp,x|line-regexp,h|no-filename,H|with-filename,r|recursive,R,s|no-messages,e:|regexp:,m:|max-count:,A:|after-context:,B:|before-context:,C:|context:,a,color,include:,exclude:,exclude-dir:,b,z,line-buffered,U,I';

function filesBelow(context: Context, name: string): string[] {
  const path = absolutePath(name, context.folder);
  if (context.files.kind(path) !== 'folder') return [name];
  return context.files.list(path).flatMap((inner) => filesBelow(context, name === '.' ? inner : `${name}/${inner}`));
}

/** `grep` */
export const grep: Program = async (context) => {
  const words = context.arguments.map((word) =>
    word.replace(/^--colou?r(=.*)?$/, '--color').replace(/^-(\d+)$/, '-C$1'),
  );
  const { flags, values, lists, words: rest } = readOptions(words, OPTIONS);
  const patterns = values.e === undefined ? rest.slice(0, 1) : [...(lists.e ?? [])];
  const names = values.e === undefined ? rest.slice(1) : rest;
  if (patterns.length === 0) {
    context.errors.write("Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n");
    return 2;
  }
  const isExtended = flags.has('E') || flags.has('P') || context.name === 'egrep';
  let matcher: RegExp;
  try {
    const sources = patterns
      .flatMap((pattern) => pattern.split('\n'))
      .map((pattern) => {
        const source =
          flags.has('F') || context.name === 'fgrep'
            ? literal(pattern)
            : flags.has('P')
              ? pattern
              : posixRegex(pattern, isExtended).source;
        return flags.has('x') ? `^(?:${source})$` : flags.has('w') ? `\\b(?:${source})\\b` : `(?:${source})`;
      });
    matcher = new RegExp(sources.join('|'), `g${flags.has('i') ? 'i' : ''}`);
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : '';
    context.errors.write(
      `grep: ${/nterminated group/.test(why) ? 'Unmatched ( or \\(' : /Unmatched '\)'/.test(why) ? 'Unmatched ) or \\)' : /^Invalid regular expression: /.test(why) ? 'Invalid regular expression' : why}\n`,
    );
    return 2;
  }
  const fitsAny = (patterns: readonly string[] | undefined, name: string): boolean =>
    (patterns ?? []).some((pattern) => patternOf(pattern).test(name));
  const isWanted = (name: string): boolean => {
    const folders = name.split('/');
    const base = folders.pop() ?? '';
    if (lists.include && !fitsAny(lists.include, base)) return false;
    return !fitsAny(lists.exclude, base) && !folders.some((folder) => fitsAny(lists['exclude-dir'], folder));
  };
  const isRecursive = flags.has('r') || flags.has('R');
  const files = isRecursive
    ? (names.length > 0 ? names : ['.']).flatMap((name) => filesBelow(context, name)).filter(isWanted)
    : names;
  const isFolder = (name: string): boolean => context.files.kind(absolutePath(name, context.folder)) === 'folder';
  for (const name of files.filter(isFolder)) context.errors.write(`grep: ${name}: Is a directory\n`);
  const withName = (files.length > 1 || isRecursive || flags.has('H')) && !flags.has('h');
  const before = Number(values.B ?? values.C ?? 0);
  const after = Number(values.A ?? values.C ?? 0);
  const limit = Number(values.m ?? Number.POSITIVE_INFINITY);
  let found = false;
  let isMissing = false;
  const isStreamed = files.length === 0 && before + after === 0 && ![...flags].some((flag) => 'cqlL'.includes(flag));
  const show = (line: string, number: number, prefix: string, mark: string): void => {
    const start = `${prefix}${prefix === '' ? '' : mark}${flags.has('n') ? `${number}${mark}` : ''}`;
    if (!flags.has('o')) context.output.write(`${start}${line}\n`);
    else
      for (const [match] of line.matchAll(new RegExp(matcher)))
        if (match !== '') context.output.write(`${start}${match}\n`);
  };
  const fits = (line: string): boolean => {
    matcher.lastIndex = 0;
    return matcher.test(line) !== flags.has('v');
  };
  if (isStreamed) {
    // Lines are shown as they come: what is watched has no end.
    let text = '';
    let number = 0;
    let count = 0;
    const take = (line: string): void => {
      number++;
      if (!fits(line) || count >= limit) return;
      count++;
      show(line, number, '', ':');
    };
    for (
      let piece = await context.input.read();
      piece !== undefined && count < limit;
      piece = await context.input.read()
    ) {
      text += piece;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        take(text.slice(0, end));
        text = text.slice(end + 1);
      }
    }
    if (text !== '') take(text);
    return count > 0 ? 0 : 1;
  }
  const quiet = flags.has('s') ? { ...context, errors: { write: () => {} } } : context;
  for (const { name, text } of await inputs(
    quiet,
    files.filter((one) => !isFolder(one)),
  )) {
    if (text === undefined) {
      isMissing = true;
      continue;
    }
    const prefix = withName ? (name === '-' ? '(standard input)' : name) : '';
    const lines = linesOf(text);
    const matching = lines
      .map((line, index) => (fits(line) ? index : -1))
      .filter((index) => index >= 0)
      .slice(0, limit);
    if (matching.length > 0) found = true;
    if (flags.has('q')) continue;
    if (flags.has('l') || flags.has('L')) {
      if (matching.length > 0 === flags.has('l')) context.output.write(`${name}\n`);
    } else if (flags.has('c')) context.output.write(`${prefix}${prefix === '' ? '' : ':'}${matching.length}\n`);
    else {
      let last = -1;
      lines.forEach((line, index) => {
        const isMatch = matching.includes(index);
        if (!isMatch && !matching.some((one) => index >= one - before && index <= one + after)) return;
        if (before + after > 0 && last >= 0 && index > last + 1) context.output.write('--\n');
        show(line, index + 1, prefix, isMatch ? ':' : '-');
        last = index;
      });
    }
  }
  return isMissing || files.some(isFolder) ? 2 : found ? 0 : 1;
};
