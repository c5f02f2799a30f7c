import { absolutePath, bytesOfText, textOfBytes } from '../files.ts';
import { CLASSES } from '../patterns.ts';
import type { Context, Program } from '../program.ts';
import { escaped } from '../syntax/escapes.ts';
import { head, tail } from './ends.ts';
import { inputs, linesOf, type Options, readOptions } from './options.ts';
import { sort } from './sort.ts';

/** A program that turns texts into a text. */
function filter(taken: string, change: (text: string, options: Options, context: Context) => string): Program {
  return async (context) => {
    const options = readOptions(context.arguments, taken);
    const all = await inputs(context, options.words);
    context.output.write(change(all.map(({ text }) => text ?? '').join(''), options, context));
    return all.some(({ text }) => text === undefined) ? 1 : 0;
  };
}

const lines = (list: readonly string[]): string => list.map((line) => `${line}\n`).join('');

/** A text as `cat -A`, `-E`, `-T` and `-v` show it. */
function visible(text: string, { flags }: Options): string {
  const has = (...letters: string[]): boolean => letters.some((letter) => flags.has(letter));
  let shown = text;
  if (has('A', 'e', 't', 'v'))
    shown = [...shown]
      .map((letter) => {
        const code = letter.codePointAt(0) as number;
        if (code < 32 && letter !== '\n' && letter !== '\t') return `^${String.fromCharCode(code + 64)}`;
        return code === 127
          ? '^?'
          : code > 127
            ? [...bytesOfText(letter)]
                .map(
                  (byte) => `M-${byte >= 160 ? String.fromCharCode(byte - 128) : `^${String.fromCharCode(byte - 64)}`}`,
                )
                .join('')
            : letter;
      })
      .join('');
  if (has('A', 't', 'T')) shown = shown.replaceAll('\t', '^I');
  return has('A', 'e', 'E') ? shown.replaceAll('\n', '$\n') : shown;
}

/** `cat`: passes on what comes, as it comes. */
const cat: Program = async (context) => {
  const options = readOptions(
    context.arguments,
    'n|number,b|number-nonblank,s|squeeze-blank,A|show-all,E|show-ends,T|show-tabs,e,t,v,u',
  );
  const { flags, words } = options;
  if ([...flags].every((flag) => flag === 'u') && words.length === 0) {
    for (let piece = await context.input.read(); piece !== undefined; piece = await context.input.read())
      context.output.write(piece);
    return 0;
  }
  const all = await inputs(context, words);
  let text = all.map((one) => one.text ?? '').join('');
  if (flags.has('s')) text = text.replace(/\n{3,}/g, '\n\n');
  text = visible(text, options);
  if (flags.has('n') || flags.has('b')) {
    let number = 0;
    text = text
      .split(/(?<=\n)/)
      .map((line) =>
        flags.has('b') && /^\$?\n$/.test(line) ? line : line === '' ? '' : `${String(++number).padStart(6)}\t${line}`,
      )
      .join('');
  }
  context.output.write(text);
  return all.some((one) => one.text === undefined) ? 1 : 0;
};

const wc: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, 'l|lines,w|words,c|bytes,m|chars,L|max-line-length');
  const all = await inputs(context, words);
  const wanted = ['l', 'w', 'm', 'c', 'L'].filter(
    (flag) => flags.has(flag) || (flags.size === 0 && !'mL'.includes(flag)),
  );
  const counts = all
    .filter(({ text }) => text !== undefined)
    .map(({ name, text = '' }) => ({
      name,
      numbers: wanted.map((flag) =>
        flag === 'l'
          ? (text.match(/\n/g)?.length ?? 0)
          : flag === 'w'
            ? (text.match(/\S+/g)?.length ?? 0)
            : flag === 'c'
              ? bytesOfText(text).length
              : flag === 'L'
                ? Math.max(0, ...text.split('\n').map((line) => [...line].length))
                : [...text].length,
      ),
    }));
  if (all.length > 1)
    counts.push({
      name: 'total',
      numbers: wanted.map((_, index) => counts.reduce((sum, one) => sum + (one.numbers[index] as number), 0)),
    });
  // What comes in has no size that is known beforehand: columns are seven wide, as GNU has it.
  const isPlain = wanted.length === 1 && all.length === 1;
  const known =
    words.length > 0 && !words.includes('-')
      ? String(all.reduce((sum, { text = '' }) => sum + bytesOfText(text).length, 0)).length
      : 7;
  const width = isPlain ? 0 : known;
  for (const { name, numbers } of counts)
    context.output.write(
      `${numbers.map((number) => String(number).padStart(width)).join(' ')}${name === '-' ? '' : ` ${name}`}\n`,
    );
  return all.some(({ text }) => text === undefined) ? 1 : 0;
};

const uniq = filter('c|count,d|repeated,u|unique,i|ignore-case', (text, { flags }) => {
  const runs: { line: string; count: number }[] = [];
  const same = (a: string, b: string): boolean => (flags.has('i') ? a.toLowerCase() === b.toLowerCase() : a === b);
  for (const line of linesOf(text)) {
    const last = runs.at(-1);
    if (last && same(last.line, line)) last.count++;
    else runs.push({ line, count: 1 });
  }
  return lines(
    runs
      .filter(({ count }) => (!flags.has('d') || count > 1) && (!flags.has('u') || count === 1))
      .map(({ line, count }) => (flags.has('c') ? `${String(count).padStart(7)} ${line}` : line)),
  );
});

/** Numbers of a list such as `1,3-5,7-`. */
function inList(list: string): (number: number) => boolean {
  const ranges = list.split(',').map((part) => {
    const [, from = '', dash, to = ''] = /^(\d*)(-?)(\d*)$/.exec(part) ?? [];
    return [
      from === '' ? 1 : Number(from),
      dash === '' ? Number(from) : to === '' ? Number.POSITIVE_INFINITY : Number(to),
    ] as const;
  });
  return (number) => ranges.some(([from, to]) => number >= from && number <= to);
}

const cut: Program = async (context) => {
  const { flags, values, words } = readOptions(
    context.arguments,
    'd:|delimiter:,f:|fields:,c:|characters:,b:|bytes:,s|only-delimited,complement,output-delimiter:,n,z',
  );
  const list = values.f ?? values.c ?? values.b;
  const wrong =
    list === undefined
      ? 'you must specify a list of bytes, characters, or fields'
      : values.d !== undefined && [...values.d].length > 1
        ? 'the delimiter must be a single character'
        : values.d !== undefined && values.f === undefined
          ? 'an input delimiter may be specified only when operating on fields'
          : /^[-\d,]+$/.test(list)
            ? undefined
            : values.f === undefined
              ? `invalid byte/character position ‘${list}’`
              : `invalid field value ‘${list}’`;
  if (wrong !== undefined) {
    context.errors.write(`cut: ${wrong}\nTry 'cut --help' for more information.\n`);
    return 1;
  }
  const delimiter = values.d || (values.d === '' ? '\0' : '\t');
  const inside = inList(list ?? '');
  const isIn = (number: number): boolean => inside(number) !== flags.has('complement');
  const mark = values['output-delimiter'] ?? (values.f === undefined ? '' : delimiter);
  const all = await inputs(context, words);
  const text = all.map((one) => one.text ?? '').join('');
  context.output.write(
    lines(
      linesOf(text).flatMap((line) => {
        if (values.f === undefined) return [[...line].filter((_, index) => isIn(index + 1)).join(mark)];
        if (!line.includes(delimiter)) return flags.has('s') ? [] : [line];
        return [
          line
            .split(delimiter)
            .filter((_, index) => isIn(index + 1))
            .join(mark),
        ];
      }),
    ),
  );
  return all.some((one) => one.text === undefined) ? 1 : 0;
};

/** The letters of a set of `tr`. */
function letters(set: string): string[] {
  const plain = escaped(set).replace(/\[:(\w+):\]/g, (_, name: string) => classLetters(name));
  return [
    ...plain.replace(/(.)-(.)/gs, (_, from: string, to: string) => {
      let all = '';
      for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) all += String.fromCharCode(code);
      return all;
    }),
  ];
}

function classLetters(name: string): string {
  const fits = new RegExp(`[${CLASSES[name] ?? ''}]`);
  return Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
    .filter((letter) => fits.test(letter))
    .join('');
}

const tr: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, 'd|delete,s|squeeze-repeats,c|complement,C,t|truncate-set1');
  if (words.length === 0 || (words.length === 1 && !flags.has('d') && !flags.has('s'))) {
    const why =
      words.length === 0
        ? 'missing operand'
        : `missing operand after ‘${words[0]}’\nTwo strings must be given when translating.`;
    context.errors.write(`tr: ${why}\nTry 'tr --help' for more information.\n`);
    return 1;
  }
  const [first = '', second = ''] = words;
  const from = letters(first);
  const to = letters(second);
  const isIn = (letter: string): boolean => from.includes(letter) !== (flags.has('c') || flags.has('C'));
  for (const { text = '' } of await inputs(context, [])) {
    let last = '';
    let changed = '';
    for (const letter of text) {
      let made = letter;
      if (isIn(letter)) {
        if (flags.has('d')) continue;
        if (second !== '')
          made =
            (flags.has('c') ? undefined : to[Math.min(from.indexOf(letter), to.length - 1)]) ?? to.at(-1) ?? letter;
      }
      const squeezed = flags.has('s') && made === last && (second === '' ? isIn(made) : to.includes(made));
      if (!squeezed) changed += made;
      last = made;
    }
    context.output.write(changed);
  }
  return 0;
};

const base64: Program = async (context) => {
  const { flags, values, words } = readOptions(context.arguments, 'd|decode,w:|wrap:,i');
  const [{ text } = { text: '' }] = await inputs(context, words);
  if (text === undefined) return 1;
  if (flags.has('d')) {
    const clean = text.replace(/\s/g, '');
    const valid = /^[A-Za-z0-9+/]*={0,2}/.exec(clean)?.[0] ?? '';
    const usable = valid.slice(
      0,
      valid.replace(/=+$/, '').length - (valid.replace(/=+$/, '').length % 4 === 1 ? 1 : 0),
    );
    context.output.write(textOfBytes(Uint8Array.from(atob(usable), (letter) => letter.charCodeAt(0))));
    if (valid === clean && clean.length % 4 === 0) return 0;
    context.errors.write('base64: invalid input\n');
    return 1;
  }
  const encoded = btoa(String.fromCharCode(...bytesOfText(text)));
  const width = Number(values.w ?? 76);
  context.output.write(width === 0 ? encoded : encoded.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n'));
  return 0;
};

const tee: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, 'a|append');
  const paths = words.map((word) => absolutePath(word, context.folder));
  if (!flags.has('a')) for (const path of paths) context.files.write(path, '');
  for (let piece = await context.input.read(); piece !== undefined; piece = await context.input.read()) {
    context.output.write(piece);
    for (const path of paths) context.files.append(path, piece);
  }
  return 0;
};

const reverse = filter('', (text) => lines(linesOf(text).map((line) => [...line].reverse().join(''))));
const tac = filter('', (text) => lines(linesOf(text).reverse()));
const nl = filter('b:', (text) =>
  lines(linesOf(text).map((line, index) => `${String(index + 1).padStart(6)}\t${line}`)),
);

/** Programs that read texts and write texts. */
export const textPrograms: Readonly<Record<string, Program>> = {
  base64,
  cat,
  cut,
  head,
  nl,
  rev: reverse,
  sort,
  tac,
  tail,
  tee,
  tr,
  uniq,
  wc,
};
