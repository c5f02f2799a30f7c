import { absolutePath, bytesOfText, FileError } from '../../files.ts';
import { type Context, type Program, readAll } from '../../program.ts';
import { inputs, readOptions, sentence } from '../options.ts';

const place = (context: Context, name: string): string => absolutePath(name, context.folder);
const sizeOf = (context: Context, path: string): number =>
  context.files.kind(path) === 'folder' ? 4096 : context.files.readBytes(path).length;

/** `stat`: what is known of files; times are not kept. */
export const stat: Program = async (context) => {
  const { values, words } = readOptions(context.arguments, 'c:|format:,f,L,t');
  let code = 0;
  for (const name of words) {
    const path = place(context, name);
    const kind = context.files.kind(path);
    if (kind === undefined) {
      context.errors.write(`stat: cannot statx '${name}': No such file or directory\n`);
      code = 1;
      continue;
    }
    const size = sizeOf(context, path);
    const isRunnable = kind === 'folder' || context.files.isExecutable(path);
    const what = kind === 'folder' ? 'directory' : size === 0 ? 'regular empty file' : 'regular file';
    const fields: Readonly<Record<string, string>> = {
      n: name,
      s: String(size),
      F: what,
      a: isRunnable ? '755' : '644',
      A: kind === 'folder' ? 'drwxr-xr-x' : isRunnable ? '-rwxr-xr-x' : '-rw-r--r--',
      U: 'user',
      G: 'user',
      u: '1000',
      g: '1000',
    };
    const shown =
      values.c === undefined
        ? `  File: ${name}\n  Size: ${size}\t${what}\nAccess: (0${fields.a}/${fields.A})  Uid: ( 1000/    user)   Gid: ( 1000/    user)`
        : values.c.replace(/%([a-zA-Z])/g, (whole, letter: string) => fields[letter] ?? whole);
    context.output.write(`${shown}\n`);
  }
  return code;
};

/** `du`: what folders and files take, in blocks of 4 KiB. */
export const du: Program = async (context) => {
  const { flags, words } = readOptions(
    context.arguments,
    's|summarize,h|human-readable,a|all,c|total,k,b|bytes,d:|max-depth:',
  );
  let code = 0;
  const shown = (size: number): string =>
    flags.has('b') ? String(size) : `${Math.ceil(size / 1024)}${flags.has('h') ? 'K' : ''}`;
  const visit = (name: string, isTop: boolean): number => {
    const path = place(context, name);
    const isFolder = context.files.kind(path) === 'folder';
    let size = isFolder ? 4096 : Math.ceil(sizeOf(context, path) / 4096) * 4096;
    if (isFolder)
      for (const inner of context.files.list(path)) size += visit(`${name.replace(/\/$/, '')}/${inner}`, false);
    if (isTop || (!flags.has('s') && (isFolder || flags.has('a')))) context.output.write(`${shown(size)}\t${name}\n`);
    return size;
  };
  for (const name of words.length === 0 ? ['.'] : words) {
    if (context.files.kind(place(context, name)) !== undefined) visit(name, true);
    else {
      context.errors.write(`du: cannot access '${name}': No such file or directory\n`);
      code = 1;
    }
  }
  return code;
};

/** `tree`: folders as a drawing. */
export const tree: Program = async (context) => {
  const { flags, values, words } = readOptions(context.arguments, 'a,d,L:,F,f,n,C');
  let [folders, files] = [0, 0];
  const depth = Number(values.L ?? Number.POSITIVE_INFINITY);
  const visit = (path: string, before: string, level: number): void => {
    if (level > depth) return;
    const names = context.files
      .list(path)
      .filter((name) => flags.has('a') || !name.startsWith('.'))
      .filter((name) => !flags.has('d') || context.files.kind(`${path}/${name}`) === 'folder');
    names.forEach((name, index) => {
      const isLast = index === names.length - 1;
      const isFolder = context.files.kind(`${path}/${name}`) === 'folder';
      if (isFolder) folders++;
      else files++;
      context.output.write(`${before}${isLast ? '└── ' : '├── '}${name}${flags.has('F') && isFolder ? '/' : ''}\n`);
      if (isFolder) visit(`${path}/${name}`, `${before}${isLast ? '    ' : '│   '}`, level + 1);
    });
  };
  for (const name of words.length === 0 ? ['.'] : words) {
    if (context.files.kind(place(context, name)) !== 'folder') {
      context.output.write(`${name}  [error opening dir]\n`);
      continue;
    }
    context.output.write(`${name}\n`);
    visit(place(context, name), '', 1);
  }
  const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
  context.output.write(
    `\n${count(folders, 'directory', 'directories')}${flags.has('d') ? '' : `, ${count(files, 'file', 'files')}`}\n`,
  );
  return 0;
};

/** `file`: what a file holds, by its first bytes. */
export const file: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, 'b|brief');
  for (const name of words) {
    const path = place(context, name);
    const kind = context.files.kind(path);
    const text = kind === 'file' ? context.files.read(path) : '';
    const what =
      kind === undefined
        ? `cannot open \`${name}' (No such file or directory)`
        : kind === 'folder'
          ? 'directory'
          : text === ''
            ? 'empty'
            : text.startsWith('#!')
              ? 'script, ASCII text executable'
              : /^\s*[{[]/.test(text)
                ? 'JSON text data'
                : text.includes('\0')
                  ? 'data'
                  : /[^\n\r\t\f -~]/.test(text)
                    ? 'Unicode text, UTF-8 text'
                    : 'ASCII text';
    context.output.write(
      `${flags.has('b') ? '' : `${name}: `}${what}${kind === 'file' && text !== '' && !text.includes('\n') ? ', with no line terminators' : ''}\n`,
    );
  }
  return 0;
};

/** `cmp`: where two files begin to differ. */
export const cmp: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, 's|quiet,l,b');
  const all = await inputs(context, words);
  if (all.some(({ text }) => text === undefined)) return 2;
  const [first, second] = all.map(({ text }) => bytesOfText(text ?? '')) as [Uint8Array, Uint8Array | undefined];
  if (!second) return 2;
  const at = first.findIndex((byte, index) => byte !== second[index]);
  if (at < 0 && first.length === second.length) return 0;
  if (flags.has('s')) return 1;
  if (at < 0 || at >= second.length) {
    const shorter = at < 0 ? 0 : 1;
    const size = Math.min(first.length, second.length);
    context.errors.write(`cmp: EOF on ${words[shorter]} after byte ${size}, line ${lineAt(first, size - 1)}\n`);
  } else context.output.write(`${words[0]} ${words[1]} differ: byte ${at + 1}, line ${lineAt(first, at)}\n`);
  return 1;
};

const lineAt = (bytes: Uint8Array, at: number): number =>
  bytes.slice(0, Math.max(0, at)).filter((byte) => byte === 10).length + 1;

/** `xxd`: bytes in hexadecimal, and back with `-r -p`. */
export const xxd: Program = async (context) => {
  const { flags, values, words } = readOptions(context.arguments, 'p|plain,r|revert,l:|len:,c:|cols:,u');
  const [{ text } = { text: '' }] = await inputs(context, words);
  if (text === undefined) return 2;
  if (flags.has('r')) {
    const digits = flags.has('p')
      ? text.replace(/\s/g, '')
      : text.replace(/^[0-9a-f]+: ((?:[0-9a-f]+ ?)+) .*$/gm, '$1').replace(/\s/g, '');
    const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    context.output.write(new TextDecoder().decode(bytes));
    return 0;
  }
  const bytes = [...bytesOfText(text)].slice(0, values.l === undefined ? undefined : Number(values.l));
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  if (flags.has('p')) {
    context.output.write(digits.join('').replace(/.{1,60}/g, '$&\n'));
    return 0;
  }
  const columns = Number(values.c ?? 16);
  for (let start = 0; start < bytes.length; start += columns) {
    const row = digits.slice(start, start + columns);
    const pairs = Array.from({ length: Math.ceil(row.length / 2) }, (_, index) =>
      row.slice(index * 2, index * 2 + 2).join(''),
    );
    const shown = bytes
      .slice(start, start + columns)
      .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'))
      .join('');
    const size = columns * 2 + Math.ceil(columns / 2);
    context.output.write(`${start.toString(16).padStart(8, '0')}: ${pairs.join(' ').padEnd(size)} ${shown}\n`);
  }
  return 0;
};

/** `realpath` and `readlink`: a path without detours. */
export const realPath: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, 'f|canonicalize,e|canonicalize-existing,m,s,q,n');
  let code = 0;
  for (const name of words) {
    const path = place(context, name);
    const above = path.slice(0, path.lastIndexOf('/')) || '/';
    const isLost = context.files.kind(above) !== 'folder' || (flags.has('e') && context.files.kind(path) === undefined);
    // There are no links that could be read.
    if (context.name === 'readlink' && !flags.has('f') && !flags.has('e') && !flags.has('m')) code = 1;
    else if (isLost && !flags.has('m')) {
      if (context.name === 'realpath') context.errors.write(`realpath: ${name}: No such file or directory\n`);
      code = 1;
    } else context.output.write(`${path}\n`);
  }
  return code;
};

/** `split`: a file in several. */
export const split: Program = async (context) => {
  const { values, words } = readOptions(context.arguments, 'l:|lines:,d,a:,b:');
  const [name, prefix = 'x'] = words;
  const size = Math.max(1, Number(values.l ?? 1000));
  try {
    const text =
      name === undefined || name === '-' ? await readAll(context.input) : context.files.read(place(context, name));
    const lines = text.split(/(?<=\n)/);
    for (let start = 0, part = 0; start < lines.length; start += size, part++) {
      const suffix = String.fromCharCode(97 + Math.floor(part / 26), 97 + (part % 26));
      context.files.write(place(context, prefix + suffix), lines.slice(start, start + size).join(''));
    }
    return 0;
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    context.errors.write(`split: cannot open '${name}' for reading: ${sentence(problem)}\n`);
    return 1;
  }
};
