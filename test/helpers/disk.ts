import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { temporaryFolder } from './build.ts';

/** A small disk of its own, which can be full. */
export class Disk {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Mounts a disk at a folder, which is made. @param size such as "1m". @throws Error where this is not allowed. */
  static mount(path: string, size: string): Disk {
    mkdirSync(path, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'pipe' });
    return new Disk(path);
  }

  unmount(): void {
    execFileSync('umount', ['--lazy', this.path]);
  }
}

function tried(): string | undefined {
  const folder = temporaryFolder();
  try {
    Disk.mount(folder.path, '1m').unmount();
    return undefined;
  } catch {
    return '(not run: nobody but root may mount a small disk here)';
  } finally {
    folder.remove();
  }
}

/** Why no disk can be mounted on this machine, for the name of a test that is left out; undefined if one can. */
export const whyNoDisk = tried();
