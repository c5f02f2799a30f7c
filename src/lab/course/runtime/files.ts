import { absolutePath, bytesOfText, textOfBytes } from '../../shell/files.ts';
import type { ActorEvent, FileAction, FileChange } from '../protocol.ts';
import { Buffer, chunkOf } from './buffer.ts';
import type { Loop } from './loop.ts';

const MESSAGES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EISDIR: 'illegal operation on a directory',
  ENOTDIR: 'not a directory',
  EEXIST: 'file already exists',
  ENOTEMPTY: 'directory not empty',
  EACCES: 'permission denied',
  EROFS: 'read-only file system',
  EBADF: 'bad file descriptor',
};
const NUMBERS: Readonly<Record<string, number>> = {
  ENOENT: 2,
  EBADF: 9,
  EACCES: 13,
  EEXIST: 17,
  ENOTDIR: 20,
  EISDIR: 21,
  EROFS: 30,
  ENOTEMPTY: 39,
};

/** An error of the system as Node has it. */
export function systemError(code: string, call: string, path: string): Error {
  const message = `${code}: ${MESSAGES[code] ?? 'unknown error'}, ${call} '${path}'`;
  return Object.assign(new Error(message), { errno: -(NUMBERS[code] ?? 1), code, syscall: call, path });
}

type Options =
  | string
  | { encoding?: string | null; flag?: string; recursive?: boolean; force?: boolean; withFileTypes?: boolean }
  | null
  | undefined;
type Data = string | Uint8Array;

const encodingOf = (options: Options): string | undefined =>
  (typeof options === 'string' ? options : options?.encoding) ?? undefined;
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** The files of a container as its program sees them: told of what others change, and asking for what it changes itself. */
export class ActorFiles {
  readonly #nodes = new Map<string, Uint8Array | null>([['/', null]]);
  readonly #changed = new Map<string, number>();
  readonly #loop: Loop;

  constructor(loop: Loop) {
    this.#loop = loop;
  }

  /** Takes over what has changed. */
  change(changes: readonly FileChange[]): void {
    for (const [path, content] of changes) {
      if (content === undefined) this.#nodes.delete(path);
      else this.#nodes.set(path, content === null ? null : bytesOfText(content));
      this.#changed.set(path, this.#loop.now);
    }
  }

  path(path: unknown): string {
    const text =
      path instanceof URL ? decodeURIComponent(path.pathname) : Buffer.isBuffer(path) ? path.toString() : path;
    if (typeof text !== 'string')
      throw new TypeError('The "path" argument must be of type string or an instance of Buffer or URL.');
    return absolutePath(text, this.#loop.start.folder);
  }

  kind(path: string): 'file' | 'folder' | undefined {
    const node = this.#nodes.get(path);
    return node === undefined ? undefined : node === null ? 'folder' : 'file';
  }

  read(path: string, call = 'open'): Buffer {
    const node = this.#nodes.get(path);
    if (node === undefined) throw systemError(this.kind(parentOf(path)) === 'file' ? 'ENOTDIR' : 'ENOENT', call, path);
    if (node === null) throw systemError('EISDIR', 'read', path);
    return Buffer.from(node);
  }

  list(path: string): string[] {
    const kind = this.kind(path);
    if (kind !== 'folder') throw systemError(kind ? 'ENOTDIR' : 'ENOENT', 'scandir', path);
    const prefix = path === '/' ? '/' : `${path}/`;
    return [...this.#nodes.keys()]
      .filter((name) => name.startsWith(prefix) && name !== path && !name.slice(prefix.length).includes('/'))
      .map((name) => name.slice(prefix.length))
      .sort();
  }

  stat(path: string, call = 'stat'): object {
    const kind = this.kind(path);
    if (!kind) throw systemError('ENOENT', call, path);
    const time = this.#changed.get(path) ?? this.#loop.begun;
    const date = new Date(time);
    return {
      size: kind === 'file' ? this.read(path).length : 4096,
      mode: kind === 'file' ? 0o100644 : 0o040755,
      uid: this.#loop.start.user,
      gid: this.#loop.start.user,
      mtimeMs: time,
      mtime: date,
      ctime: date,
      atime: date,
      birthtime: date,
      isFile: () => kind === 'file',
      isDirectory: () => kind === 'folder',
      isSymbolicLink: () => false,
    };
  }

  /** What is wrong with an action before anybody is asked; and how files are after it. */
  #plan({ action, path, ...rest }: FileAction, call: string): () => void {
    const kind = this.kind(path);
    if (action === 'remove') {
      if (!kind) throw systemError('ENOENT', call, path);
      return () => {
        for (const name of [...this.#nodes.keys()])
          if (name === path || name.startsWith(`${path}/`)) this.#nodes.delete(name);
      };
    }
    if (action === 'folder')
      return () => {
        for (let folder = path; folder !== '/'; folder = parentOf(folder)) this.#nodes.set(folder, null);
      };
    if (kind === 'folder') throw systemError('EISDIR', call, path);
    if (this.kind(parentOf(path)) !== 'folder')
      throw systemError(this.kind(parentOf(path)) ? 'ENOTDIR' : 'ENOENT', call, path);
    const content = bytesOfText((rest as { content: string }).content);
    return () => {
      const before = action === 'append' ? (this.#nodes.get(path) ?? new Uint8Array()) : new Uint8Array();
      this.#nodes.set(path, Uint8Array.from(Buffer.concat([before, content])));
      this.#changed.set(path, this.#loop.now);
    };
  }

  /** Does something to files, and waits until it is done; what has changed comes with the answer. @throws an error of the system */
  async write(action: FileAction, call: string): Promise<void> {
    this.#plan(action, call);
    const id = this.#loop.id();
    this.#loop.hold(`write ${id}`);
    this.#loop.emit({ kind: 'write', id, write: action });
    const { problem } = await this.#loop.await<Extract<ActorEvent, { kind: 'written' }>>('written', id);
    this.#loop.release(`write ${id}`);
    if (problem) throw systemError(problem.code, call, action.path);
  }

  /** The same without waiting: what the system refuses is not noticed. */
  writeNow(action: FileAction, call: string): void {
    this.#plan(action, call)();
    this.#loop.emit({ kind: 'write', id: this.#loop.id(), write: action });
  }
}

const textOf = (data: unknown, options?: Options): string =>
  textOfBytes(
    Uint8Array.from(
      typeof data === 'string' || data instanceof Uint8Array
        ? chunkOf(data, encodingOf(options))
        : chunkOf(String(data)),
    ),
  );

/** A file that is open. */
class FileHandle {
  readonly #files: ActorFiles;
  readonly #path: string;
  readonly #flags: string;
  #isClosed = false;
  readonly fd: number;

  constructor(files: ActorFiles, path: string, flags: string, fd: number) {
    this.#files = files;
    this.#path = path;
    this.#flags = flags;
    this.fd = fd;
  }

  #check(call: string): void {
    if (this.#isClosed) throw systemError('EBADF', call, this.#path);
  }

  async readFile(options?: Options): Promise<Buffer | string> {
    this.#check('read');
    const content = this.#files.read(this.#path);
    const encoding = encodingOf(options);
    return encoding === undefined ? content : content.toString(encoding);
  }

  async appendFile(data: Data, options?: Options): Promise<void> {
    this.#check('write');
    if (!/[aw+]/.test(this.#flags)) throw systemError('EBADF', 'write', this.#path);
    await this.#files.write({ action: 'append', path: this.#path, content: textOf(data, options) }, 'write');
  }

  async writeFile(data: Data, options?: Options): Promise<void> {
    if (this.#flags.startsWith('a')) return this.appendFile(data, options);
    this.#check('write');
    await this.#files.write({ action: 'write', path: this.#path, content: textOf(data, options) }, 'write');
  }

  async write(data: Data): Promise<{ bytesWritten: number; buffer: Data }> {
    await this.appendFile(data);
    return { bytesWritten: chunkOf(data).length, buffer: data };
  }

  async truncate(length = 0): Promise<void> {
    this.#check('ftruncate');
    await this.#files.write(
      {
        action: 'write',
        path: this.#path,
        content: textOfBytes(Uint8Array.from(this.#files.read(this.#path).subarray(0, length))),
      },
      'ftruncate',
    );
  }

  async stat(): Promise<object> {
    return this.#files.stat(this.#path, 'fstat');
  }

  async sync(): Promise<void> {
    this.#check('fsync');
  }

  async datasync(): Promise<void> {
    this.#check('fdatasync');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }
}

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
