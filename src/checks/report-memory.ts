import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SealedCache } from '../cli/sealed-cache.ts';
import { sourcePaths } from '../cli/source-paths.ts';
import { SourceState } from '../cli/source-state.ts';
import type { Identity } from '../curriculum/model.ts';
import type { Finding } from '../findings/finding.ts';
import { pathsOf, searchedFolders } from './programs/paths.ts';
import { programFolder } from './programs/pinned.ts';
import { programNames } from './programs/program-names.ts';
import type { Unverified } from './programs/verify.ts';

/** What a check has found out, as far as it can be kept. */
export interface KeptReport {
  findings: readonly Finding[];
  unverified: readonly Unverified[];
  editions: readonly Identity[];
  /** The address below which the original explains the rules. */
  rules: string | undefined;
}

/** What is checked. */
export interface Asked {
  only: readonly string[];
  prose: boolean;
  /** YYYY-MM-DD. */
  today: string;
}

const cache = new SealedCache(() => resolve('.cache/checked'), '.json');
const LONGEST_MS = 30 * 24 * 3600 * 1000;

/** Folders below the root of a curriculum that are checked, and what says how they are licensed. */
const FOLDERS = ['content', 'provider'];
const REUSE = 'REUSE.toml';
/** What of the environment changes what is found. */
const VARIABLES = ['BRAND', 'SITE_URL'];

/** Reports of earlier checks, for as long as nothing changes that they depend on. */
export class ReportMemory {
  readonly #root: string;
  /** The code that runs; it does not change any more when its files do. */
  readonly #code: SourceState;
  /** What was checked last. */
  #content: SourceState | undefined;

  /** @param root where the curriculum lies. Made before any code of the check is loaded. */
  constructor(root: string) {
    this.#root = root;
    this.#code = new SourceState(sourcePaths.check.filter((path) => existsSync(path)));
  }

  /** What a report depends on, as a key; undefined for what is never kept: forks depend on commits of others, too, and links may lead anywhere. */
  keyOf(asked: Asked): string | undefined {
    if (existsSync(join(this.#root, 'provider/brand.yaml'))) return undefined;
    const folders = FOLDERS.filter((name) => existsSync(join(this.#root, name)));
    if (folders.length === 0 || folders.some((name) => hasLinks(join(this.#root, name)))) return undefined;
    const paths = folders.map((name) => join(this.#root, name));
    // The lists are compared, too: a folder may have been made meanwhile.
    if (!this.#content?.isOf(paths) || !this.#content.isStill()) this.#content = new SourceState(paths);
    const reuse = join(this.#root, REUSE);
    const parts = [
      this.#code.digest,
      this.#root,
      this.#content.digest,
      existsSync(reuse) ? readFileSync(reuse, 'utf8') : '',
      programs(),
      VARIABLES.map((name) => process.env[name] ?? ''),
      [process.version, process.platform, process.arch],
      asked,
    ];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  read(key: string): KeptReport | undefined {
    const known = cache.read(key);
    return known && (JSON.parse(known.toString()) as KeptReport);
  }

  /** Keeps a report, unless what it depends on has changed since its key was asked for. */
  keep(key: string, asked: Asked, { findings, unverified, editions, rules }: KeptReport): void {
    if (!this.#code.isStill() || this.keyOf(asked) !== key) return;
    cache.write(key, JSON.stringify({ findings, unverified, editions, rules }));
    cache.prune(new Set([key]), LONGEST_MS);
  }
}

/** Whether a folder holds a link, which may lead to any file of this machine. */
function hasLinks(folder: string): boolean {
  return (
    lstatSync(folder).isSymbolicLink() ||
    readdirSync(folder, { withFileTypes: true, recursive: true }).some((entry) => entry.isSymbolicLink())
  );
}

/** The programs that lessons are verified with, and their states: the kernel changes the last of these with every change of a file. */
function programs(): unknown[] {
  return programNames.map((name) =>
    pathsOf(name, [programFolder, ...searchedFolders()]).map((path) => {
      const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
      return [path, `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`];
    }),
  );
}
