import { complain } from '../errors.ts';
import { readUpTo } from '../lines.ts';
import { assign, makeArray, setItem } from '../variables.ts';
import type { Builtin } from './builtin.ts';

/** The fields of a line for `read`: as many as there are names, the last one takes the rest. */
function fieldsOf(line: string, count: number, separators: string): string[] {
  const isSpace = (letter: string | undefined): boolean =>
    letter !== undefined && separators.includes(letter) && /\s/.test(letter);
  const isMark = (letter: string | undefined): boolean =>
    letter !== undefined && separators.includes(letter) && !/\s/.test(letter);
  const fields: string[] = [];
  let at = 0;
  while (isSpace(line[at])) at++;
  while (at < line.length) {
    if (fields.length === count - 1) {
      let rest = line.slice(at);
      while (isSpace(rest.at(-1))) rest = rest.slice(0, -1);
      // One mark at the end ends the field.
      if (isMark(rest.at(-1)) && ![...rest.slice(0, -1)].some(isMark)) rest = rest.slice(0, -1);
      fields.push(rest);
      break;
    }
    const start = at;
    while (at < line.length && !separators.includes(line[at] as string)) at++;
    fields.push(line.slice(start, at));
    while (isSpace(line[at])) at++;
    if (isMark(line[at])) at++;
    while (isSpace(line[at])) at++;
  }
  return fields;
}

/** `read`: a line, split into variables. */
export const read: Builtin = async ({ shell, words, streams, environment }) => {
  const { state } = shell;
  let [isRaw, array, delimiter, most] = [false, undefined as string | undefined, '\n', Number.POSITIVE_INFINITY];
  const names: string[] = [];
  let { input } = streams;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (!/^-[a-zA-Z]/.test(word) || names.length > 0) {
      if (word !== '--') names.push(word);
      continue;
    }
    for (let place = 1; place < word.length; place++) {
      const letter = word[place] as string;
      if (letter === 'r') isRaw = true;
      else if (/[esi]/.test(letter)) continue;
      else if (/[apdntNu]/.test(letter)) {
        const value = word.slice(place + 1) || (words[++at] ?? '');
        if (letter === 'a') array = value;
        else if (letter === 'd') delimiter = value === '' ? '\0' : (value[0] as string);
        else if (letter === 'n' || letter === 'N') most = Number(value);
        else if (letter === 'p' && shell.world.isTerminal) streams.errors.write(value);
        else if (letter === 'u') {
          const handle = streams.others?.get(Number(value)) ?? state.extras?.handles.get(Number(value));
          if (handle && 'read' in handle) input = handle;
        }
        break;
      } else {
        complain(shell, streams, `read: -${letter}: invalid option`);
        streams.errors.write(
          'read: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]\n',
        );
        return 2;
      }
    }
  }
  for (const name of names)
    if (!/^[A-Za-z_]\w*(\[.*\])?$/.test(name)) {
      complain(shell, streams, `read: \`${name}': not a valid identifier`);
      return 1;
    }
  let found = await readUpTo(input, delimiter, most);
  let line = found?.text ?? '';
  // Without -r a backslash joins lines and keeps letters together.
  while (!isRaw && found?.isWhole && /(?:^|[^\\])(?:\\\\)*\\$/.test(line)) {
    found = await readUpTo(input, delimiter);
    line = line.slice(0, -1) + (found?.text ?? '');
  }
  const separators = environment.IFS ?? state.variables.get('IFS') ?? ' \t\n';
  if (!isRaw) line = line.replace(/\\([\s\S])/g, '$1');
  if (array !== undefined) {
    const items = fieldsOf(line, Number.POSITIVE_INFINITY, separators);
    const made = makeArray(state, array);
    made.items.clear();
    for (const [index, item] of items.entries()) setItem(made, String(index), item);
  } else if (names.length === 0) assign(state, 'REPLY', line);
  else {
    const fields = fieldsOf(line, names.length, separators);
    for (const [index, name] of names.entries()) assign(state, name, fields[index] ?? '');
  }
  return found?.isWhole ? 0 : 1;
};

/** `mapfile`: all lines, as an array. */
export const mapfile: Builtin = async ({ shell, words, streams }) => {
  const name = words.find((word) => !word.startsWith('-')) ?? 'MAPFILE';
  const array = makeArray(shell.state, name);
  array.items.clear();
  for (let index = 0; ; index++) {
    const found = await readUpTo(streams.input, '\n');
    if (!found) return 0;
    setItem(array, String(index), found.text + (words.includes('-t') || !found.isWhole ? '' : '\n'));
  }
};
