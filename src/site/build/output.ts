import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../cli/cache-folder.ts';
import { SealedCache } from '../../cli/sealed-cache.ts';

/** What is known of a file of a site: what it was made from, and its bytes. */
interface Known {
  /** Digest of everything that the file depends on. */
  key: string;
  /** SHA-256 of its bytes. */
  digest: string;
  bytes: number;
}

type Manifest = Readonly<Record<string, Known>>;

/** Type and permissions of a file that this process writes into a folder. */
function modeOfNew(folder: string): number {
  const probe = join(folder, `.mode-${process.pid}`);
  writeFileSync(probe, '');
  const { mode } = lstatSync(probe);
  rmSync(probe);
  return mode;
}

/** Folders of a site in which nothing stands but what an Output has written. */
const REUSED = ['badges', 'contribute', 'lessons', 'pagefind', 'teach'];

const isSame = (one: Stats, other: Stats): boolean => one.ino === other.ino && one.dev === other.dev;

const digestOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** What was published last, by the folder that it was put into. */
const manifests = new SealedCache(() => join(cacheFolder(), 'sites'), '.json');
/** How long is known what was put into a folder that nothing is put into any more. */
const LONGEST_MS = 90 * 24 * 3600 * 1000;
const manifestKey = (target: string): string => digestOf(target).slice(0, 16);

function readManifest(target: string): Manifest {
  const text = manifests.read(manifestKey(target))?.toString();
  return text === undefined ? {} : (JSON.parse(text) as Manifest);
}

/**
 * The files of a site that is being built, and those of the site that is there: a file that would be made from the same again is
 * taken over. What vouches for it is its digest: a file that was changed, cut off or taken away since is made anew.
 */
export class Output {
  readonly folder: string;
  readonly #target: string;
  readonly #before: Manifest;
  /** Paths of the site that is there, by what they were made from. */
  #byKey: ReadonlyMap<string, string[]> | undefined;
  readonly #files = new Map<string, Known>();
  readonly #kept = new Set<string>();
  readonly #folders = new Set<string>();
  /** Folders that stood in an earlier site, and paths in them that this site has, too. */
  readonly #reused = new Set<string>();
  readonly #claimed = new Set<string>();
  #mode: number | undefined;

  /** @param folder that is being filled. @param target folder of the site that is there, whose place it will take. */
  constructor(folder: string, target: string) {
    this.folder = folder;
    this.#target = target;
    this.#before = readManifest(target);
  }

  /**
   * Lets folders of an earlier site stand, with what is the same again in them: making and removing thousands of files takes longer than
   * looking at them. To be called before anything is written. @param spare folder of that site, which is taken apart.
   */
  reuse(spare: string): void {
    for (const name of REUSED) {
      // There the numbers of files are not exact.
      if (process.platform === 'win32') break;
      const from = join(spare, name);
      if (existsSync(join(this.folder, name)) || !lstatSync(from, { throwIfNoEntry: false })?.isDirectory()) continue;
      renameSync(from, join(this.folder, name));
      this.#reused.add(name);
    }
    rmSync(spare, { recursive: true, force: true });
  }

  /** Removes what was reused, and is not in this site. To be called when all of it has been written. */
  dropRest(): void {
    for (const name of this.#reused) this.#drop(name);
    this.#reused.clear();
  }

  #drop(path: string): void {
    const folder = join(this.folder, path);
    if (!this.#folders.has(folder)) {
      rmSync(folder, { recursive: true, force: true });
      return;
    }
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const inner = `${path}/${entry.name}`;
      if (this.#claimed.has(inner)) continue;
      if (entry.isDirectory()) this.#drop(inner);
      else rmSync(join(this.folder, inner));
    }
  }

  #isReused(path: string): boolean {
    return this.#reused.size > 0 && this.#reused.has(path.slice(0, path.indexOf('/')));
  }

  #place(path: string): string {
    const place = join(this.folder, path);
    this.#make(dirname(place), this.#isReused(path));
    return place;
  }

  /** Makes a folder of the site, and those that it lies in, each once: asking for all of them each time costs more than their files do. */
  #make(folder: string, isReused: boolean): void {
    if (this.#folders.has(folder)) return;
    if (folder === this.folder) mkdirSync(folder, { recursive: true });
    else {
      this.#make(dirname(folder), isReused);
      const found = lstatSync(folder, { throwIfNoEntry: false });
      // A link would lead out of the site.
      if (found && isReused && !found.isDirectory()) rmSync(folder);
      if (!found || (isReused && !found.isDirectory())) mkdirSync(folder);
    }
    this.#folders.add(folder);
  }

  /**
   * Takes over a file of the site that is there. @param path with forward slashes.
   * @returns whether it is there, made from the same, and whole, and nothing else has its place in the new site.
   */
  keep(path: string, key: string): boolean {
    const known = this.#before[path];
    if (known?.key !== key) return false;
    const source = join(this.#target, path);
    const found = lstatSync(source, { throwIfNoEntry: false });
    // What a symbolic link leads to may be gone, or changed, tomorrow.
    if (!found?.isFile() || found.size !== known.bytes) return false;
    let bytes: Buffer;
    try {
      bytes = readFileSync(source);
    } catch {
      return false;
    }
    if (digestOf(bytes) !== known.digest) return false;
    const place = this.#place(path);
    if (this.has(path)) return false;
    // Both names of a file have the same permissions.
    this.#mode ??= modeOfNew(this.folder);
    const hasOurMode = found.mode === this.#mode;
    const left = this.#isReused(path) ? lstatSync(place, { throwIfNoEntry: false }) : undefined;
    if (!left || !hasOurMode || !isSame(left, found)) {
      if (left) rmSync(place, { recursive: true });
      try {
        if (!hasOurMode) throw new Error('others');
        linkSync(source, place);
      } catch {
        // Another file system, or one without links.
        writeFileSync(place, bytes);
      }
    }
    this.#claimed.add(path);
    this.#files.set(path, known);
    this.#kept.add(path);
    return true;
  }

  /** Takes over all files that were made from one thing. @returns how many; 0 if there were none, or one of them is not whole. */
  keepAll(key: string): number {
    this.#byKey ??= Map.groupBy(Object.keys(this.#before), (path) => this.#before[path]?.key ?? '');
    const paths = this.#byKey.get(key) ?? [];
    return paths.every((path) => this.keep(path, key)) ? paths.length : 0;
  }

  /** Writes a file. @param key digest of all that it depends on; without it, the file is made in each build. @throws what the file system says. */
  write(path: string, content: Uint8Array | string, key?: string): void {
    const place = this.#place(path);
    const isLeft = this.#isReused(path) && !this.#claimed.has(path);
    // The site that is there, and which stays if this build fails, has the same file.
    if (this.#kept.delete(path) || isLeft) rmSync(place, { recursive: true, force: true });
    this.#claimed.add(path);
    this.#files.delete(path);
    writeFileSync(place, content);
    if (key === undefined) return;
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.#files.set(path, { key, digest: digestOf(bytes), bytes: bytes.length });
  }

  /** Writes a file that is soon made and seldom changes: what is the same as before is taken over. @throws what the file system says. */
  place(path: string, content: string): void {
    const key = digestOf(content);
    if (!this.keep(path, key)) this.write(path, content, key);
  }

  /** Whether a file was taken over, so that all that was looked at then still holds. */
  isKept(path: string): boolean {
    return this.#kept.has(path);
  }

  /** Size and SHA-256 of a file that was taken over, or was written with a key; undefined of others, which may still be changed. */
  facts(path: string): { bytes: number; digest: string } | undefined {
    return this.#files.get(path);
  }

  /** SHA-256 of a file that is there now. @throws what the file system says. */
  digest(path: string): string {
    return this.facts(path)?.digest ?? digestOf(readFileSync(join(this.folder, path)));
  }

  /** Notes what was published, for the next build. To be called when the folder has taken the place of the site. */
  note(): void {
    const key = manifestKey(this.#target);
    manifests.write(key, JSON.stringify(Object.fromEntries(this.#files)));
    manifests.prune(new Set([key]), LONGEST_MS);
  }

  /** Whether there is a file: what was reused, and is not asked for yet, is none. */
  has(path: string): boolean {
    if (this.#claimed.has(path)) return true;
    return !this.#isReused(path) && existsSync(join(this.folder, path));
  }
}
