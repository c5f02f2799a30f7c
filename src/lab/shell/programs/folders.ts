import { absolutePath } from '../files.ts';
import type { Context, Program } from '../program.ts';
import { fileProblem } from './basic.ts';
import { find } from './find.ts';
import { list } from './ls.ts';
import { readOptions } from './options.ts';

const place = (context: Context, name: string): string => absolutePath(name, context.folder);

const makeFolder: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, 'p|parents,m:|mode:,v|verbose');
  if (words.length === 0) return missing(context, 'missing operand');
  let code = 0;
  for (const name of words) {
    const path = place(context, name);
    const above = path.slice(0, path.lastIndexOf('/')) || '/';
    const why = flags.has('p')
      ? undefined
      : context.files.kind(path)
        ? 'File exists'
        : context.files.kind(above) === 'file'
          ? 'Not a directory'
          : context.files.kind(above) === undefined
            ? 'No such file or directory'
            : undefined;
    if (why === undefined) {
      try {
        context.files.makeFolder(path);
        if (flags.has('v')) context.output.write(`mkdir: created directory '${name}'\n`);
      } catch (problem) {
        code = fileProblem(context, `cannot create directory ‘${name}’`, problem);
      }
      continue;
    }
    context.errors.write(`mkdir: cannot create directory ‘${name}’: ${why}\n`);
    code = 1;
  }
  return code;
};

const remove: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, 'r|recursive,R,f|force,v|verbose,i,d');
  if (words.length === 0 && !flags.has('f')) return missing(context, 'missing operand');
  let code = 0;
  for (const name of words) {
    const path = place(context, name);
    const kind = context.files.kind(path);
    if (kind === undefined && flags.has('f')) continue;
    const why =
      kind === undefined
        ? 'No such file or directory'
        : kind === 'folder' && !flags.has('r') && !flags.has('R')
          ? 'Is a directory'
          : undefined;
    if (why === undefined) {
      context.files.remove(path);
      if (flags.has('v')) context.output.write(`removed ${kind === 'folder' ? 'directory ' : ''}'${name}'\n`);
    } else {
      context.errors.write(`rm: cannot remove '${name}': ${why}\n`);
      code = 1;
    }
  }
  return code;
};

function copyAll(context: Context, from: string, to: string): void {
  if (context.files.kind(from) === 'file') {
    context.files.write(to, context.files.readBytes(from));
    context.files.setExecutable(to, context.files.isExecutable(from));
    return;
  }
  context.files.makeFolder(to);
  for (const name of context.files.list(from)) copyAll(context, `${from}/${name}`, `${to}/${name}`);
}

/** `cp` and `mv`. */
const transfer =
  (isMove: boolean): Program =>
  async (context) => {
    const { flags, words } = readOptions(
      context.arguments,
      'r|recursive,R,a|archive,f|force,p,v|verbose,n|no-clobber,i,u,T,d',
    );
    const target = words.at(-1);
    const sources = words.slice(0, -1);
    if (target === undefined) return missing(context, 'missing file operand');
    if (sources.length === 0) return missing(context, `missing destination file operand after '${target}'`);
    const isInto = context.files.kind(place(context, target)) === 'folder';
    if (
      !isInto &&
      (sources.length > 1 ||
        (target.endsWith('/') && !isMove && context.files.kind(place(context, sources[0] ?? '')) === 'file'))
    ) {
      const isFile = context.files.kind(place(context, target)) === 'file';
      context.errors.write(
        `${context.name}: target '${target}': ${isFile ? 'Not a directory' : 'No such file or directory'}\n`,
      );
      return 1;
    }
    let code = 0;
    for (const name of sources) {
      const from = place(context, name);
      const kind = context.files.kind(from);
      if (kind === undefined) {
        context.errors.write(`${context.name}: cannot stat '${name}': No such file or directory\n`);
        code = 1;
        continue;
      }
      if (kind === 'folder' && !isMove && !flags.has('r') && !flags.has('R') && !flags.has('a')) {
        context.errors.write(`cp: -r not specified; omitting directory '${name}'\n`);
        code = 1;
        continue;
      }
      const to = isInto ? `${place(context, target)}/${from.slice(from.lastIndexOf('/') + 1)}` : place(context, target);
      if (to === from) {
        context.errors.write(
          `${context.name}: '${name}' and '${isInto ? `${target.replace(/\/$/, '')}/${from.slice(from.lastIndexOf('/') + 1)}` : target}' are the same file\n`,
        );
        code = 1;
        continue;
      }
      if (to.startsWith(`${from}/`)) {
        context.errors.write(
          `${context.name}: cannot ${isMove ? 'move' : 'copy a directory,'} '${name}'${isMove ? ' to a subdirectory of itself,' : ', into itself,'} '${target}'\n`,
        );
        code = 1;
        continue;
      }
      if (flags.has('n') && context.files.kind(to) !== undefined) continue;
      try {
        copyAll(context, from, to);
        if (isMove) context.files.remove(from);
        if (flags.has('v'))
          context.output.write(
            `${isMove ? 'renamed ' : ''}'${name}' -> '${isInto ? `${target.replace(/\/$/, '')}/${from.slice(from.lastIndexOf('/') + 1)}` : target}'\n`,
          );
      } catch (problem) {
        code = fileProblem(context, `cannot create regular file '${target}'`, problem);
      }
    }
    return code;
  };

const changeMode: Program = async (context) => {
  const [mode = '', ...names] = context.arguments.filter((word) => word !== '-R');
  for (const name of names) {
    const path = place(context, name);
    if (context.files.kind(path) === undefined) {
      context.errors.write(`chmod: cannot access '${name}': No such file or directory\n`);
      return 1;
    }
    if (context.files.kind(path) !== 'file') continue;
    const isExecutable = /^[0-7]+$/.test(mode)
      ? (Number.parseInt(mode, 8) & 0o100) !== 0
      : mode.includes('x')
        ? mode.includes('+') || mode.includes('=')
        : context.files.isExecutable(path);
    context.files.setExecutable(path, isExecutable);
  }
  return 0;
};

const touch: Program = async (context) => {
  let code = 0;
  for (const name of context.arguments.filter((word) => !word.startsWith('-'))) {
    try {
      if (context.files.kind(place(context, name)) === undefined) context.files.write(place(context, name), '');
    } catch (problem) {
      code = fileProblem(context, `cannot touch '${name}'`, problem);
    }
  }
  return code;
};

const basename: Program = async (context) => {
  const { arguments: words, output } = context;
  const [path, suffix = ''] = words;
  if (path === undefined) return missing(context, 'missing operand');
  const name = /^\/+$/.test(path) ? '/' : path.replace(/\/+$/, '').replace(/.*\//, '');
  output.write(`${suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`);
  return 0;
};

const dirname: Program = async (context) => {
  const { arguments: words, output } = context;
  const [path] = words;
  if (path === undefined) return missing(context, 'missing operand');
  const clean = path.replace(/\/+$/, '');
  output.write(`${clean.includes('/') ? clean.slice(0, clean.lastIndexOf('/')) || '/' : '.'}\n`);
  return 0;
};

const makeTemporary: Program = async (context) => {
  const { flags } = readOptions(context.arguments, 'd|directory,t,p:,u');
  const suffix = Array.from({ length: 10 }, () => Math.floor(context.random() * 36).toString(36)).join('');
  const path = `/tmp/tmp.${suffix}`;
  context.files.makeFolder('/tmp');
  if (flags.has('d')) context.files.makeFolder(path);
  else context.files.write(path, '');
  context.output.write(`${path}\n`);
  return 0;
};

const removeFolder: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, 'p|parents,v|verbose');
  if (words.length === 0) return missing(context, 'missing operand');
  let code = 0;
  for (const name of words) {
    const path = place(context, name);
    const kind = context.files.kind(path);
    const why =
      kind === undefined
        ? 'No such file or directory'
        : kind === 'file'
          ? 'Not a directory'
          : context.files.list(path).length > 0
            ? 'Directory not empty'
            : undefined;
    if (why === undefined) {
      context.files.remove(path);
      if (flags.has('v')) context.output.write(`rmdir: removing directory, '${name}'\n`);
      continue;
    }
    context.errors.write(`rmdir: failed to remove '${name}': ${why}\n`);
    code = 1;
  }
  return code;
};

const link: Program = async ({ errors }) => {
  errors.write('ln: The files of the practice cluster know no links; "cp" makes a copy.\n');
  return 1;
};

/** What is said to who names nothing. */
function missing(context: Context, what: string): number {
  context.errors.write(`${context.name}: ${what}\nTry '${context.name} --help' for more information.\n`);
  return 1;
}

/** Programs about files and folders. */
export const folderPrograms: Readonly<Record<string, Program>> = {
  basename,
  chmod: changeMode,
  cp: transfer(false),
  dirname,
  find,
  ln: link,
  ls: list,
  mkdir: makeFolder,
  mktemp: makeTemporary,
  mv: transfer(true),
  rm: remove,
  rmdir: removeFolder,
  touch,
};
