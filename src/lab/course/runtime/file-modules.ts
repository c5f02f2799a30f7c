import { textOfBytes } from '../../shell/files.ts';
import type { FileAction } from '../protocol.ts';
import type { Buffer } from './buffer.ts';
import { type Data, encodingOf, FileHandle, type Options, textOf } from './file-handle.ts';
import { type ActorFiles, parentOf, systemError } from './files.ts';

interface Entry {
  name: string;
  parentPath: string;
  isFile(): boolean;
  isDirectory(): boolean;
}

/** The modules `node:fs` and `node:fs/promises`, as far as programs of courses use them. @see https://nodejs.org/api/fs.html */
export function fileModules(files: ActorFiles): { fs: object; promises: object } {
  let descriptors = 20;
  const names = (path: string, options: Options): string[] | Entry[] => {
    const list = files.list(path);
    if (typeof options !== 'object' || !options?.withFileTypes) return list;
    return list.map((name) => {
      const kind = files.kind(`${path === '/' ? '' : path}/${name}`);
      return { name, parentPath: path, isFile: () => kind === 'file', isDirectory: () => kind === 'folder' };
    });
  };
  const readAs = (path: unknown, options: Options): Buffer | string => {
    const content = files.read(files.path(path));
    const encoding = encodingOf(options);
    return encoding === undefined ? content : content.toString(encoding);
  };
  /** What changes files, as actions: for those who wait, and for those who do not. */
  const changes = {
    writeFile: (path: unknown, data: Data, options?: Options): [FileAction, string][] => [
      [
        {
          action: typeof options === 'object' && options?.flag?.startsWith('a') ? 'append' : 'write',
          path: files.path(path),
          content: textOf(data, options),
        },
        'open',
      ],
    ],
    appendFile: (path: unknown, data: Data, options?: Options): [FileAction, string][] => [
      [{ action: 'append', path: files.path(path), content: textOf(data, options) }, 'open'],
    ],
    mkdir: (path: unknown, options?: Options): [FileAction, string][] => {
      const at = files.path(path);
      const isRecursive = typeof options === 'object' && options?.recursive === true;
      if (isRecursive && files.kind(at) === 'folder') return [];
      if (files.kind(at)) throw systemError('EEXIST', 'mkdir', at);
      if (!isRecursive && files.kind(parentOf(at)) !== 'folder') throw systemError('ENOENT', 'mkdir', at);
      return [[{ action: 'folder', path: at }, 'mkdir']];
    },
    rm: (path: unknown, options?: Options): [FileAction, string][] => {
      const at = files.path(path);
      const { recursive = false, force = false } = typeof options === 'object' ? (options ?? {}) : {};
      if (!files.kind(at) && force) return [];
      if (files.kind(at) === 'folder' && !recursive) throw systemError('EISDIR', 'rm', at);
      return [[{ action: 'remove', path: at }, 'rm']];
    },
    unlink: (path: unknown): [FileAction, string][] => {
      const at = files.path(path);
      if (files.kind(at) === 'folder') throw systemError('EISDIR', 'unlink', at);
      return [[{ action: 'remove', path: at }, 'unlink']];
    },
    rename: (from: unknown, to: unknown): [FileAction, string][] => {
      const [old, next] = [files.path(from), files.path(to)];
      const content = textOfBytes(Uint8Array.from(files.read(old, 'rename')));
      return [
        [{ action: 'write', path: next, content }, 'rename'],
        [{ action: 'remove', path: old }, 'rename'],
      ];
    },
  };
  const reads = {
    readFile: readAs,
    readdir: (path: unknown, options?: Options) => names(files.path(path), options),
    stat: (path: unknown) => files.stat(files.path(path)),
    lstat: (path: unknown) => files.stat(files.path(path), 'lstat'),
    access: (path: unknown): void => {
      if (!files.kind(files.path(path))) throw systemError('ENOENT', 'access', files.path(path));
    },
    realpath: (path: unknown) => {
      files.stat(files.path(path), 'realpath');
      return files.path(path);
    },
  };
  const open = async (path: unknown, flags = 'r'): Promise<FileHandle> => {
    const at = files.path(path);
    const kind = files.kind(at);
    if (kind === 'folder' && flags !== 'r') throw systemError('EISDIR', 'open', at);
    if (flags.includes('x') && kind) throw systemError('EEXIST', 'open', at);
    if (flags.startsWith('r') && !kind) throw systemError('ENOENT', 'open', at);
    if (flags.startsWith('w')) await files.write({ action: 'write', path: at, content: '' }, 'open');
    // Nothing is added: whether it may be written to shows all the same.
    else if (flags !== 'r') await files.write({ action: 'append', path: at, content: '' }, 'open');
    return new FileHandle(files, at, flags, descriptors++);
  };
  type Values = never[];
  const entries = <Kind>(table: Record<string, (...values: Values) => Kind>): [string, (...values: Values) => Kind][] =>
    Object.entries(table);
  const promises: Record<string, unknown> = { open, constants: {} };
  for (const [name, read] of entries<unknown>(reads as never))
    promises[name] = async (...values: Values) => read(...values);
  for (const [name, change] of entries<[FileAction, string][]>(changes as never))
    promises[name] = async (...values: Values) => {
      for (const [action, call] of change(...values)) await files.write(action, call);
    };
  const fs: Record<string, unknown> = { promises, constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 } };
  for (const name of Object.keys(promises).filter((one) => typeof promises[one] === 'function' && one !== 'open'))
    fs[name] = (...values: unknown[]) => {
      const back = values.pop() as (problem: unknown, result?: unknown) => void;
      (promises[name] as (...all: unknown[]) => Promise<unknown>)(...values).then((result) => back(null, result), back);
    };
  for (const [name, read] of entries<unknown>(reads as never)) fs[`${name}Sync`] = read;
  for (const [name, change] of entries<[FileAction, string][]>(changes as never))
    fs[`${name}Sync`] = (...values: Values) => {
      for (const [action, call] of change(...values)) files.writeNow(action, call);
    };
  fs.existsSync = (path: unknown) => files.kind(files.path(path)) !== undefined;
  return { fs, promises };
}
