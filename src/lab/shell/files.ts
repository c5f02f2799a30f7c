/** What is wrong with a file, in the words of the operating system: `no such file or directory`, `is a directory`… */
export class FileError extends Error {
  readonly code: 'ENOENT' | 'EISDIR' | 'ENOTDIR' | 'EEXIST' | 'ENOTEMPTY' | 'EACCES' | 'EROFS';

  constructor(code: FileError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The sentence of each code, as the C library has it, in lower case. */
export const FILE_MESSAGES: Readonly<Record<FileError['code'], string>> = {
  ENOENT: 'no such file or directory',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
  EEXIST: 'file exists',
  ENOTEMPTY: 'directory not empty',
  EACCES: 'permission denied',
  EROFS: 'read-only file system',
};

/**
 * Files of a lab. Paths are absolute, with `/` between names. Texts hold one character for each byte (Latin-1, as `atob` has it) only when
 * they come from `readBytes`; `read` and `write` are UTF-8. All throw {@link FileError}.
 */
export interface Files {
  read(path: string): string;
  readBytes(path: string): Uint8Array;
  write(path: string, content: string | Uint8Array): void;
  append(path: string, content: string): void;
  /** What a path is; undefined if there is nothing. */
  kind(path: string): 'file' | 'folder' | undefined;
  /** Names in a folder, sorted. */
  list(path: string): string[];
  /** Makes a folder and those above it. */
  makeFolder(path: string): void;
  /** Removes a file, or a folder with all that is in it. */
  remove(path: string): void;
  /** Whether the owner may run it. */
  isExecutable(path: string): boolean;
  setExecutable(path: string, isExecutable: boolean): void;
}

/** A path without `.`, `..` and double `/`, absolute: relative ones are taken from `folder`. */
export function absolutePath(path: string, folder: string): string {
  const names: string[] = [];
  for (const name of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

/**
 * The bytes of a text in UTF-8. Bytes that are no text travel through pipes as letters from U+DC80 to U+DCFF, as Python has it; they become bytes again here.
 */
export function bytesOfText(text: string): Uint8Array {
  if (!/[\uDC80-\uDCFF]/.test(text)) return new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0) as number;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else bytes.push(...new TextEncoder().encode(letter));
  }
  return Uint8Array.from(bytes);
}

/** The text of bytes; what is no UTF-8 becomes letters from U+DC80 to U+DCFF. */
export function textOfBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return [...bytes].map((byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('');
  }
}

/** Files in memory. */
export class MemoryFiles implements Files {
  readonly #nodes = new Map<string, Uint8Array | null>([['/', null]]);
  readonly #executable = new Set<string>();

  #file(path: string): Uint8Array {
    const node = this.#nodes.get(path);
    if (node === undefined) throw new FileError('ENOENT', FILE_MESSAGES.ENOENT);
    if (node === null) throw new FileError('EISDIR', FILE_MESSAGES.EISDIR);
    return node;
  }

  read(path: string): string {
    return textOfBytes(this.#file(path));
  }

  readBytes(path: string): Uint8Array {
    return this.#file(path);
  }

  write(path: string, content: string | Uint8Array): void {
    if (this.#nodes.get(path) === null) throw new FileError('EISDIR', FILE_MESSAGES.EISDIR);
    const above = parent(path);
    if (this.#nodes.get(above) === undefined) throw new FileError('ENOENT', FILE_MESSAGES.ENOENT);
    if (this.#nodes.get(above) !== null) throw new FileError('ENOTDIR', FILE_MESSAGES.ENOTDIR);
    this.#nodes.set(path, typeof content === 'string' ? bytesOfText(content) : content.slice());
  }

  append(path: string, content: string): void {
    this.write(path, (this.#nodes.has(path) ? this.read(path) : '') + content);
  }

  kind(path: string): 'file' | 'folder' | undefined {
    const node = this.#nodes.get(path);
    return node === undefined ? undefined : node === null ? 'folder' : 'file';
  }

  list(path: string): string[] {
    if (this.kind(path) === undefined) throw new FileError('ENOENT', FILE_MESSAGES.ENOENT);
    if (this.kind(path) === 'file') throw new FileError('ENOTDIR', FILE_MESSAGES.ENOTDIR);
    const prefix = path === '/' ? '/' : `${path}/`;
    return [...this.#nodes.keys()]
      .filter((name) => name.startsWith(prefix) && name !== path && !name.slice(prefix.length).includes('/'))
      .map((name) => name.slice(prefix.length))
      .sort();
  }

  makeFolder(path: string): void {
    if (path !== '/') this.makeFolder(parent(path));
    const node = this.#nodes.get(path);
    if (node !== undefined && node !== null) throw new FileError('EEXIST', FILE_MESSAGES.EEXIST);
    this.#nodes.set(path, null);
  }

  remove(path: string): void {
    if (this.kind(path) === undefined) throw new FileError('ENOENT', FILE_MESSAGES.ENOENT);
    for (const name of [...this.#nodes.keys()]) {
      if (name === path || name.startsWith(`${path}/`)) {
        this.#nodes.delete(name);
        this.#executable.delete(name);
      }
    }
  }

  isExecutable(path: string): boolean {
    return this.#executable.has(path);
  }

  setExecutable(path: string, isExecutable: boolean): void {
    this.#file(path);
    if (isExecutable) this.#executable.add(path);
    else this.#executable.delete(path);
  }
}

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
