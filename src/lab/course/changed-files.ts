import { type Files, textOfBytes } from '../shell/files.ts';
import type { FileChange } from './protocol.ts';

/** Files larger than this are not carried to a program, nor are so many. */
const LARGEST = 4_000_000;
const MOST = 2000;

/** Files as somebody was told of them last: what has changed since. */
export class ChangedFiles {
  readonly #files: Files;
  #known = new Map<string, Uint8Array | null>();

  constructor(files: Files) {
    this.#files = files;
  }

  /** What has changed since this was asked last; at first all that is there. */
  take(): FileChange[] {
    const now = new Map<string, Uint8Array | null>();
    this.#walk('', now);
    const changes: FileChange[] = [];
    for (const [path, content] of now) {
      const before = this.#known.get(path);
      if (before !== undefined && isSame(before, content)) continue;
      changes.push([path, content === null ? null : textOfBytes(content)]);
    }
    for (const path of this.#known.keys()) if (!now.has(path)) changes.push([path, undefined]);
    this.#known = now;
    return changes;
  }

  #walk(folder: string, into: Map<string, Uint8Array | null>): void {
    for (const name of this.#files.list(folder || '/')) {
      if (into.size >= MOST) return;
      const path = `${folder}/${name}`;
      if (this.#files.kind(path) === 'folder') {
        into.set(path, null);
        this.#walk(path, into);
      } else {
        const bytes = this.#files.readBytes(path);
        if (bytes.length <= LARGEST) into.set(path, bytes);
      }
    }
  }
}

function isSame(one: Uint8Array | null, other: Uint8Array | null): boolean {
  if (one === other) return true;
  if (one === null || other === null || one.length !== other.length) return false;
  return one.every((byte, index) => byte === other[index]);
}
