import { isRecord } from '../../../kubernetes/data.ts';
import type { Files } from '../../shell/files.ts';
import { Discovery } from './discovery.ts';

/** How long what was discovered counts (k8s.io/cli-runtime/pkg/genericclioptions). */
const COUNTS_MS = 6 * 3.6e6;

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
      const kept: unknown = JSON.parse(this.#files.read(this.#path));
      if (!isRecord(kept) || Number(kept.at) + COUNTS_MS < this.#now) return undefined;
      return new Discovery(
        kept.groups as ConstructorParameters<typeof Discovery>[0],
        kept.resources as ConstructorParameters<typeof Discovery>[1],
      );
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
