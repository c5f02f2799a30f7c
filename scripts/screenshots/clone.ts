import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { sourcePaths } from '../../src/cli/source-paths.ts';
import { siteServer } from '../../src/site/server.ts';

/** A clone of this repository, as its last commit is, in which commands are run. */
export interface Clone {
  folder: string;
  /** Runs a program in it. Gives what it prints. @throws if it fails */
  run(program: string, ...words: string[]): string;
  /** Runs a command of ours in it. Gives what it prints. @throws if it fails */
  command(name: string, ...words: string[]): string;
  /** Removes it. */
  remove(): void;
}

/** Clones this repository to a folder of its own, with its packages. */
export function clone(): Clone {
  const parent = mkdtempSync(join(tmpdir(), 'pictures-'));
  const folder = join(parent, 'fork');
  const run = (program: string, ...words: string[]): string =>
    execFileSync(program, words, { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  execFileSync('git', ['clone', '--quiet', '.', folder]);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'dir');
  return {
    folder,
    run,
    command: (name, ...words) => run(process.execPath, `scripts/${name}.ts`, ...words),
    remove: () => rmSync(parent, { recursive: true }),
  };
}

/** Serves a built site on a free port of this machine. */
export async function serve(folder: string): Promise<{ origin: string; close(): void }> {
  const server = siteServer(folder, '/');
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Writes a picture of the guide. */
export async function save(name: string, picture: Uint8Array): Promise<void> {
  await sharp(picture)
    .webp({ quality: 82 })
    .toFile(join(sourcePaths.guide, `${name}.webp`));
}
