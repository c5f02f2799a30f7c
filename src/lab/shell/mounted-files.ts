import { FILE_MESSAGES, FileError, type Files } from './files.ts';

/** Files that show at a path of others. */
export interface MountedAt {
  path: string;
  files: Files;
  /** Path within them that is shown. */
  root: string;
  isReadOnly: boolean;
}

/** Files of which some folders are others: what a container sees with its volumes. */
export class MountedFiles implements Files {
  readonly #own: Files;
  readonly #mounts: readonly MountedAt[];

  /** @param mounts outer folders first */
  constructor(own: Files, mounts: readonly MountedAt[]) {
    this.#own = own;
    this.#mounts = mounts;
  }

  #find(path: string): { files: Files; path: string; isReadOnly: boolean } {
    const mount = this.#mounts.findLast((one) => path === one.path || path.startsWith(`${one.path}/`));
    if (!mount) return { files: this.#own, path, isReadOnly: false };
    return {
      files: mount.files,
      path: `${mount.root}${path.slice(mount.path.length)}` || '/',
      isReadOnly: mount.isReadOnly,
    };
  }

  #writable(path: string): { files: Files; path: string } {
    const found = this.#find(path);
    if (found.isReadOnly) throw new FileError('EROFS', FILE_MESSAGES.EROFS);
    return found;
  }

  read(path: string): string {
    const found = this.#find(path);
    return found.files.read(found.path);
  }

  readBytes(path: string): Uint8Array {
    const found = this.#find(path);
    return found.files.readBytes(found.path);
  }

  write(path: string, content: string | Uint8Array): void {
    const found = this.#writable(path);
    found.files.write(found.path, content);
  }

  append(path: string, content: string): void {
    const found = this.#writable(path);
    found.files.append(found.path, content);
  }

  kind(path: string): 'file' | 'folder' | undefined {
    const found = this.#find(path);
    return found.files.kind(found.path);
  }

  list(path: string): string[] {
    const found = this.#find(path);
    return found.files.list(found.path);
  }

  makeFolder(path: string): void {
    const found = this.#find(path);
    if (found.files.kind(found.path) === 'folder') return;
    if (found.isReadOnly) throw new FileError('EROFS', FILE_MESSAGES.EROFS);
    found.files.makeFolder(found.path);
  }

  remove(path: string): void {
    const found = this.#writable(path);
    found.files.remove(found.path);
  }

  isExecutable(path: string): boolean {
    const found = this.#find(path);
    return found.files.isExecutable(found.path);
  }

  setExecutable(path: string, isExecutable: boolean): void {
    const found = this.#writable(path);
    found.files.setExecutable(found.path, isExecutable);
  }
}
