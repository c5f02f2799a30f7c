import { isRecord } from '../../../kubernetes/data.ts';
import { type Files, textOfBytes } from '../../shell/files.ts';
import { Discovery } from './discovery.ts';

/** How long what was discovered counts (k8s.io/cli-runtime/pkg/genericclioptions). */
const COUNTS_MS = 6 * 3.6e6;

interface Kept {
  at: number;
  discovery: Discovery;
}

/** What files hold: most commands read what an earlier one has kept. */
const read = new WeakMap<Uint8Array, Kept>();

/** @throws SyntaxError */
function keptIn(bytes: Uint8Array): Kept | undefined {
  const known = read.get(bytes);
  if (known) return known;
  const kept: unknown = JSON.parse(textOfBytes(bytes));
  if (!isRecord(kept)) return undefined;
  const [groups, resources] = [kept.groups, kept.resources] as ConstructorParameters<typeof Discovery>;
  const made = { at: Number(kept.at), discovery: new Discovery(groups, resources) };
  read.set(bytes, made);
  return made;
}

/** What a server was found to serve, in a file as kubectl keeps it: it is asked again when something is missing, not when something has gone. */
export class DiscoveryCache {
  readonly #files: Files;
  readonly #folder: string;
  readonly #now: number;

  /** @param folder that of `--cache-dir`, absolute @param host the server's, such as `127.0.0.1:6443` */
  constructor(files: Files, folder: string, host: string, now: number) {
    this.#files = files;
    this.#folder = `${folder}/discovery/${host.replace(/[^\w.-]/g, '_')}`;
    this.#now = now;
  }

  get #path(): string {
    return `${this.#folder}/servergroups.json`;
  }

  /** What was found last time; undefined if that is too long ago, or there is nothing. */
  read(): Discovery | undefined {
    try {
      if (this.#files.kind(this.#path) !== 'file') return undefined;
      const kept = keptIn(this.#files.readBytes(this.#path));
      return kept === undefined || kept.at + COUNTS_MS < this.#now ? undefined : kept.discovery;
    } catch {
      // What cannot be read is as good as nothing.
      return undefined;
    }
  }

  /** Keeps what was found. Where nothing can be written nothing is kept. */
  write({ groups, resources }: Discovery): void {
    try {
      this.#files.makeFolder(this.#folder);
      this.#files.write(this.#path, JSON.stringify({ at: this.#now, groups, resources }));
    } catch {
      // A cache is a help, not a need.
    }
  }
}
