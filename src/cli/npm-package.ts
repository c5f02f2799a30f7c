import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { UserError } from './user-error.ts';

const BLOCK = 512;

/** The files of a tar archive by path (POSIX ustar; long names, which npm does not write, are not read). */
export function readTar(archive: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let offset = 0; offset + BLOCK <= archive.length; ) {
    const header = Buffer.from(archive.subarray(offset, offset + BLOCK));
    const text = (from: number, to: number): string => header.subarray(from, to).toString().replace(/\0.*$/s, '');
    const [name, prefix] = [text(0, 100), text(345, 500)];
    const size = Number.parseInt(text(124, 136), 8) || 0;
    if (name !== '')
      files.set(prefix === '' ? name : `${prefix}/${name}`, archive.subarray(offset + BLOCK, offset + BLOCK + size));
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

/**
 * The files of a package as the registry has it, by path within the package.
 * @param integrity what the archive must be, as the registry and lockfiles write it ("sha512-…"); unless given, anything.
 * @throws UserError if there is no such package, or it is another one.
 */
export function fetchPackage(name: string, integrity?: string): Map<string, Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  try {
    execFileSync('npm', ['pack', '--silent', name], {
      cwd: folder,
      stdio: 'ignore',
      shell: process.platform === 'win32',
    });
    const [archive = ''] = readdirSync(folder);
    const bytes = readFileSync(join(folder, archive));
    if (integrity !== undefined && `sha512-${createHash('sha512').update(bytes).digest('base64')}` !== integrity) {
      throw new UserError(
        `The npm package "${name}" is not the one that this project knows: its hash is another.\nDo:  Use no other registry; if it is right, renew the hash that is asked for.`,
      );
    }
    const files = readTar(gunzipSync(bytes));
    return new Map([...files].map(([path, bytes]) => [path.replace(/^[^/]+\//, ''), bytes]));
  } catch (problem) {
    if (problem instanceof UserError) throw problem;
    throw new UserError(`The npm package "${name}" could not be fetched.\nDo:  Check its name and the network.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
