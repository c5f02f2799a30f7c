import { absolutePath, bytesOfText } from '../../shell/files.ts';
import type { ActorEvent, FileAction, FileChange } from '../protocol.ts';
import { Buffer } from './buffer.ts';
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

/** The folder in which something is. */
export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

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
