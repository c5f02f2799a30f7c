import { absolutePath } from '../files.ts';
import { patternOf } from '../patterns.ts';
import type { Context, Program } from '../program.ts';
import { fileProblem } from './basic.ts';
import { readOptions } from './options.ts';

const place = (context: Context, name: string): string => absolutePath(name, context.folder);

const list: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, 'l,a|all,A,1,R|recursive,h,t,r,d,F,color');
  let code = 0;
  const names = words.length > 0 ? words : ['.'];
  const describe = (path: string, name: string): string => {
    if (!flags.has('l')) return name;
    const isFolder = context.files.kind(path) === 'folder';
    const rights = isFolder ? 'drwxr-xr-x' : context.files.isExecutable(path) ? '-rwxr-xr-x' : '-rw-r--r--';
    const size = isFolder ? 4096 : context.files.readBytes(path).length;
    return `${rights} 1 user user ${String(size).padStart(6)} ${name}`;
  };
  const show = (name: string, withTitle: boolean): void => {
    const path = place(context, name);
    const kind = context.files.kind(path);
    if (kind === undefined) {
      context.errors.write(`ls: cannot access '${name}': No such file or directory\n`);
      code = 2;
      return;
    }
    if (kind === 'file' || flags.has('d')) {
      context.output.write(`${describe(path, name)}\n`);
      return;
    }
    if (withTitle) context.output.write(`${name}:\n`);
    const inner = context.files.list(path).filter((one) => flags.has('a') || flags.has('A') || !one.startsWith('.'));
    for (const one of flags.has('r') ? inner.reverse() : inner)
      context.output.write(`${describe(place(context, `${path}/${one}`), one)}\n`);
    if (!flags.has('R')) return;
    for (const one of inner.filter((each) => context.files.kind(`${path}/${each}`) === 'folder')) {
      context.output.write('\n');
      show(`${name}/${one}`, true);
    }
  };
  names.forEach((name, index) => {
    if (index > 0 && names.length > 1 && context.files.kind(place(context, name)) === 'folder')
      context.output.write('\n');
    show(name, names.length > 1 || flags.has('R'));
  });
  return code;
};

const makeFolder: Program = async (context) => {
  const { flags, words } = readOptions(context.arguments, 'p|parents,m:,v');
  let code = 0;
  for (const name of words) {
    const path = place(context, name);
    const above = path.slice(0, path.lastIndexOf('/')) || '/';
    const why = flags.has('p')
      ? undefined
      : context.files.kind(path)
        ? 'File exists'
        : context.files.kind(above) === undefined
          ? 'No such file or directory'
          : undefined;
    if (why === undefined) {
      try {
        context.files.makeFolder(path);
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
  const { flags, words } = readOptions(context.arguments, 'r|recursive,R,f|force,v,i,d');
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
    if (why === undefined) context.files.remove(path);
    else {
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
    const { flags, words } = readOptions(context.arguments, 'r|recursive,R,a|archive,f|force,p,v,n,i,u');
    const target = words.at(-1);
    const sources = words.slice(0, -1);
    if (target === undefined || sources.length === 0) {
      context.errors.write(`${context.name}: missing file operand\n`);
      return 1;
    }
    const isInto = context.files.kind(place(context, target)) === 'folder';
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
      if (to === from) continue;
      try {
        copyAll(context, from, to);
        if (isMove) context.files.remove(from);
      } catch (problem) {
        code = fileProblem(context, `cannot create '${target}'`, problem);
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

const find: Program = async (context) => {
  const at = context.arguments.findIndex((word) => word.startsWith('-'));
  const roots = context.arguments.slice(0, at < 0 ? undefined : at);
  const tests = at < 0 ? [] : context.arguments.slice(at);
  const value = (name: string): string | undefined =>
    tests.includes(name) ? tests[tests.indexOf(name) + 1] : undefined;
  const pattern = value('-name');
  const kind = value('-type');
  const visit = (name: string): void => {
    const path = place(context, name);
    const what = context.files.kind(path);
    const base = name.slice(name.lastIndexOf('/') + 1);
    if (
      (pattern === undefined || patternOf(pattern).test(base)) &&
      (kind === undefined || (kind === 'f') === (what === 'file'))
    )
      context.output.write(`${name}\n`);
    if (what === 'folder') for (const inner of context.files.list(path)) visit(`${name}/${inner}`);
  };
  for (const root of roots.length > 0 ? roots : ['.']) {
    if (context.files.kind(place(context, root)) === undefined) {
      context.errors.write(`find: ‘${root}’: No such file or directory\n`);
      return 1;
    }
    visit(root);
  }
  return 0;
};

const basename: Program = async ({ arguments: [path = '', suffix = ''], output }) => {
  const name = path.replace(/\/+$/, '').replace(/.*\//, '');
  output.write(`${suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`);
  return 0;
};

const dirname: Program = async ({ arguments: [path = ''], output }) => {
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

/** Programs about files and folders. */
export const folderPrograms: Readonly<Record<string, Program>> = {
  basename,
  chmod: changeMode,
  cp: transfer(false),
  dirname,
  find,
  ls: list,
  mkdir: makeFolder,
  mktemp: makeTemporary,
  mv: transfer(true),
  rm: remove,
  touch,
};
