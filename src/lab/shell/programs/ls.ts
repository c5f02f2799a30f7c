import { absolutePath } from '../files.ts';
import type { Context, Program } from '../program.ts';
import { readOptions } from './options.ts';

const TAKEN =
  'l,a|all,A|almost-all,1,R|recursive,h|human-readable,t,r|reverse,d|directory,F|classify,p,m,color:,S,x,C,n,g,o,i,k,s,G,N|literal,Q|quote-name,q,b';

/** `1.2K`, as `ls -h` writes sizes. */
function human(size: number): string {
  let value = size;
  for (const unit of ['', 'K', 'M', 'G', 'T']) {
    if (value < 1024)
      return unit === ''
        ? String(value)
        : value < 10
          ? `${(Math.ceil(value * 10) / 10).toFixed(1)}${unit}`
          : `${Math.ceil(value)}${unit}`;
    value /= 1024;
  }
  return `${value}P`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `ls` */
export const list: Program = async (context) => {
  const { flags, words } = readOptions(
    context.arguments.map((word) => (/^--colou?r(=|$)/.test(word) ? '--color=no' : word)),
    TAKEN,
  );
  const isLong = ['l', 'n', 'g', 'o'].some((flag) => flags.has(flag));
  const at = (path: string): { isFolder: boolean; size: number; isRunnable: boolean } => {
    const isFolder = context.files.kind(path) === 'folder';
    return {
      isFolder,
      size: isFolder ? 4096 : context.files.readBytes(path).length,
      isRunnable: !isFolder && context.files.isExecutable(path),
    };
  };
  const marked = (path: string, name: string): string => {
    const { isFolder, isRunnable } = at(path);
    if (isFolder) return flags.has('F') || flags.has('p') ? `${name}/` : name;
    return flags.has('F') && isRunnable ? `${name}*` : name;
  };
  const shown = (name: string): string => (flags.has('Q') ? JSON.stringify(name) : name);
  const now = new Date(context.clock.now());
  const moment = `${MONTHS[now.getUTCMonth()]} ${String(now.getUTCDate()).padStart(2)} ${now.toISOString().slice(11, 16)}`;
  const write = (entries: readonly { path: string; name: string }[]): void => {
    const ordered = flags.has('S') ? [...entries].sort((a, b) => at(b.path).size - at(a.path).size) : [...entries];
    if (flags.has('r')) ordered.reverse();
    if (flags.has('m')) {
      if (ordered.length > 0)
        context.output.write(`${ordered.map(({ path, name }) => marked(path, shown(name))).join(', ')}\n`);
      return;
    }
    const sizes = ordered.map(({ path }) => (flags.has('h') ? human(at(path).size) : String(at(path).size)));
    const width = Math.max(0, ...sizes.map((size) => size.length));
    ordered.forEach(({ path, name }, index) => {
      const { isFolder, isRunnable } = at(path);
      const rights = isFolder ? 'drwxr-xr-x' : isRunnable ? '-rwxr-xr-x' : '-rw-r--r--';
      const owner = flags.has('n') ? '1000 1000' : 'user user';
      const before = isLong
        ? `${rights} ${isFolder ? 2 : 1} ${owner} ${(sizes[index] as string).padStart(width)} ${moment} `
        : '';
      context.output.write(`${before}${marked(path, shown(name))}\n`);
    });
  };
  const show = (name: string, title: string | undefined): void => {
    const path = absolutePath(name, context.folder);
    if (title !== undefined) context.output.write(title);
    const inner = context.files.list(path).filter((one) => flags.has('a') || flags.has('A') || !one.startsWith('.'));
    const entries = inner.map((one) => ({ path: path === '/' ? `/${one}` : `${path}/${one}`, name: one }));
    if (flags.has('a')) entries.unshift({ path, name: '.' }, { path: absolutePath('..', path), name: '..' });
    if (isLong)
      context.output.write(`total ${entries.reduce((sum, one) => sum + Math.ceil(at(one.path).size / 4096) * 4, 0)}\n`);
    write(entries);
    if (!flags.has('R')) return;
    for (const one of inner.filter((each) => context.files.kind(`${path}/${each}`) === 'folder')) {
      const below = `${name.replace(/\/$/, '')}/${one}`;
      show(below, `\n${below}:\n`);
    }
  };
  let code = 0;
  const there: string[] = [];
  for (const name of words.length > 0 ? words : ['.']) {
    const kind = name === '' ? undefined : kindOf(context, name);
    if (kind !== undefined) there.push(name);
    else {
      context.errors.write(`ls: cannot access '${name}': No such file or directory\n`);
      code = 2;
    }
  }
  there.sort();
  const plain = there.filter((name) => flags.has('d') || kindOf(context, name) === 'file');
  write(plain.map((name) => ({ path: absolutePath(name, context.folder), name })));
  const folders = there.filter((name) => !plain.includes(name));
  if (flags.has('r')) folders.reverse();
  const isTitled = words.length > 1 || flags.has('R');
  for (const [index, name] of folders.entries())
    show(name, isTitled ? `${plain.length > 0 || index > 0 ? '\n' : ''}${name}:\n` : undefined);
  return code;
};

const kindOf = (context: Context, name: string): 'file' | 'folder' | undefined => {
  const kind = context.files.kind(absolutePath(name, context.folder));
  return name.endsWith('/') && kind === 'file' ? undefined : kind;
};
