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
import {
  digestOf,
  filesBelow,
  type Known,
  type Manifest,
  modeOfNew,
  readManifest,
  wholeFile,
  writeManifest,
} from './last-site.ts';

/** Folders of a site in which nothing stands but what an Output has written. */
const REUSED = ['badges', 'contribute', 'lessons', 'pagefind', 'teach'];

const isSame = (one: Stats, other: Stats): boolean => one.ino === other.ino && one.dev === other.dev;

/**
 * The files of a site that is being built, and those of the site that is there: a file that would be made from the same again is
 * taken over. What vouches for it is its digest: a file that was changed, cut off or taken away since is made anew.
 */
export class Output {
  readonly folder: string;
  readonly #target: string;
  readonly #before: Manifest['files'];
  /** Paths of the site that is there, by what they were made from. */
  #byKey: ReadonlyMap<string, string[]> | undefined;
  readonly #files = new Map<string, Known>();
  readonly #kept = new Set<string>();
  readonly #folders = new Set<string>();
  /** Folders that stood in an earlier site, and paths in them that this site has, too. */
  readonly #reused = new Set<string>();
  /** Folders in which there is nothing but what was claimed. */
  readonly #own = new Set<string>();
  readonly #claimed = new Set<string>();
  #mode: number | undefined;

  /** @param folder that is being filled. @param target folder of the site that is there, whose place it will take. */
  constructor(folder: string, target: string) {
    this.folder = folder;
    this.#target = target;
    this.#before = readManifest(target).files;
  }

  /**
   * Lets folders of an earlier site stand, with what is the same again in them: making and removing thousands of files takes longer than
   * looking at them. To be called before anything is written. @param spare folder of that site, which is taken apart.
   */
  reuse(spare: string): void {
    for (const name of REUSED) {
      if (existsSync(join(this.folder, name))) continue;
      this.#own.add(name);
      const from = join(spare, name);
      // On Windows the numbers of files are not exact.
      if (process.platform === 'win32' || !lstatSync(from, { throwIfNoEntry: false })?.isDirectory()) continue;
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

  /** What a file of the site that is there was made from; undefined if there is none, or its maker did not say. */
  before(path: string): Known | undefined {
    return this.#before[path];
  }

  /** Bytes of a file of the site that is there; undefined if it is not whole. */
  bytesBefore(path: string): Buffer | undefined {
    const known = this.#before[path];
    const whole = known && wholeFile(join(this.#target, path), known);
    return whole && Buffer.from(whole.bytes);
  }

  /** Paths of all files of the site that is there that were made from one thing. */
  madeBefore(key: string): readonly string[] {
    this.#byKey ??= Map.groupBy(Object.keys(this.#before), (path) => this.#before[path]?.key ?? '');
    return this.#byKey.get(key) ?? [];
  }

  /**
   * Takes over a file of the site that is there. @param path with forward slashes. @param before digest of what it was made from, if that was
   * something else, from which the same would be made.
   * @returns whether it is there, made from the same, and whole, and nothing else has its place in the new site.
   */
  keep(path: string, key: string, before = key): boolean {
    const known = this.#before[path];
    if (known?.key !== before) return false;
    const source = join(this.#target, path);
    const whole = wholeFile(source, known);
    if (!whole) return false;
    const { found, bytes } = whole;
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
    this.#files.set(path, { ...known, key });
    this.#kept.add(path);
    return true;
  }

  /** Takes over all files that were made from one thing. @returns how many; 0 if there were none, or one of them is not whole. */
  keepAll(key: string): number {
    const paths = this.madeBefore(key);
    return paths.every((path) => this.keep(path, key)) ? paths.length : 0;
  }

  /**
   * Writes a file. @param key digest of all that it depends on; without it, the file is made in each build. @param from SHA-256 of each file of
   * the site that it is made from, for whoever makes it again. @throws what the file system says.
   */
  write(path: string, content: Uint8Array | string, key?: string, from?: Readonly<Record<string, string>>): void {
    const place = this.#place(path);
    const isLeft = this.#isReused(path) && !this.#claimed.has(path);
    // The site that is there, and which stays if this build fails, has the same file.
    if (this.#kept.delete(path) || isLeft) rmSync(place, { recursive: true, force: true });
    this.#claimed.add(path);
    this.#files.delete(path);
    writeFileSync(place, content);
    if (key === undefined) return;
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.#files.set(path, { key, digest: digestOf(bytes), bytes: bytes.length, ...(from && { from }) });
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

  /** What the bytes of a file name. @param read finds it; not called again for a file that was taken over since */
  names(path: string, read: () => readonly string[]): readonly string[] {
    const known = this.#files.get(path);
    if (known?.names) return known.names;
    const names = read();
    if (known) this.#files.set(path, { ...known, names });
    return names;
  }

  /** SHA-256 of a file that is there now. @throws what the file system says. */
  digest(path: string): string {
    return this.facts(path)?.digest ?? digestOf(readFileSync(join(this.folder, path)));
  }

  /**
   * Notes what was published, for the next build. To be called when the folder has taken the place of the site.
   * @param key digest of everything that any of its files depends on. @param warnings what its publisher was warned of
   */
  note(key: string, warnings: readonly string[]): void {
    const files: Record<string, Known> = Object.fromEntries(this.#files);
    for (const path of this.#pathsIn(this.#target))
      if (!this.#files.has(path)) {
        const bytes = readFileSync(join(this.#target, path));
        files[path] = { key: '', digest: digestOf(bytes), bytes: bytes.length };
      }
    writeManifest(this.#target, { key, warnings, files });
  }

  /** Paths of all files that are there by now. */
  paths(): string[] {
    return [...this.#pathsIn(this.folder)];
  }

  /** Paths of all files in the folder of the site, wherever that is by now. Those that an Output alone writes need not be looked for. */
  *#pathsIn(folder: string): Generator<string> {
    for (const path of this.#claimed) if (this.#own.has(path.slice(0, path.indexOf('/')))) yield path;
    yield* filesBelow(folder, '', (name) => this.#own.has(name));
  }

  /** Whether there is a file: what was reused, and is not asked for yet, is none. */
  has(path: string): boolean {
    if (this.#claimed.has(path)) return true;
    return !this.#isReused(path) && existsSync(join(this.folder, path));
  }
}
