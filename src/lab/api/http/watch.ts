import type { Clock } from '../../time/clock.ts';
import { ApiError } from '../core/errors.ts';
import type { KubeObject } from '../core/objects.ts';
import type { Registry } from '../core/registry.ts';
import type { RequestInfo } from '../core/request-info.ts';
import { bucketOf, type Change } from '../core/store.ts';
import type { ApiStream } from '../protocol.ts';
import { checkListOptions, numberOf, revisionOf } from './list.ts';
import { selection } from './select.ts';

/** Pieces that wait for their reader. */
export class Pieces implements ApiStream {
  readonly #waiting: string[] = [];
  #reader: ((piece: string | undefined) => void) | undefined;
  #isClosed = false;
  /** What has to be done when nobody reads any more. */
  onClose: () => void = () => {};

  push(piece: string): void {
    if (this.#isClosed) return;
    const reader = this.#reader;
    this.#reader = undefined;
    if (reader) reader(piece);
    else this.#waiting.push(piece);
  }

  /** Nothing more follows; what was given can still be read. */
  end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.onClose();
    this.#reader?.(undefined);
    this.#reader = undefined;
  }

  next(): Promise<string | undefined> {
    const piece = this.#waiting.shift();
    if (piece !== undefined) return Promise.resolve(piece);
    if (this.#isClosed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#reader = resolve;
    });
  }

  close(): void {
    this.#waiting.length = 0;
    this.end();
  }
}

/** How one event is written. */
export type WriteEvent = (type: string, object: KubeObject) => string;

/** How long a watch lasts when it does not say so. */
const DEFAULT_SECONDS = 1800;

/**
 * A watch: first what there is (if no revision is named), then what changes. @throws ApiError before it begins.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 */
export function watch(
  registry: Registry,
  clock: Clock,
  info: RequestInfo,
  write: WriteEvent,
  writeError: (error: ApiError) => string,
  bookmark: (revision: number, isInitial: boolean) => string,
): ApiStream {
  const { query, resource } = info;
  const seconds = numberOf(query, 'timeoutSeconds') ?? DEFAULT_SECONDS;
  checkListOptions(query, true);
  const { store } = registry;
  const revision = revisionOf(query.resourceVersion, 500);
  const selects = selection(registry, resource, query, info.name);
  const bucket = bucketOf(resource);
  const isWanted = (object: KubeObject): boolean =>
    (info.namespace === '' || object.metadata.namespace === info.namespace) && selects(object);
  const pieces = new Pieces();
  const tell = (change: Change): void => {
    if (change.bucket !== bucket) return;
    const { type, object, previous } = change;
    const isIn = isWanted(object);
    const wasIn = previous !== undefined && isWanted(previous);
    if (type === 'DELETED') {
      if (isIn || wasIn) pieces.push(write('DELETED', object));
    } else if (isIn) pieces.push(write(wasIn ? 'MODIFIED' : 'ADDED', object));
    // What no longer meets the selection is gone for this watch: it is shown as it was, with the revision at which it left.
    else if (wasIn)
      pieces.push(
        write('DELETED', {
          ...previous,
          metadata: { ...previous.metadata, resourceVersion: object.metadata.resourceVersion },
        }),
      );
  };
  const sendsInitial =
    query.sendInitialEvents === undefined
      ? revision === undefined || revision === 0
      : query.sendInitialEvents === 'true';
  if (revision !== undefined && revision > 0 && revision < store.oldest) {
    pieces.push(writeError(new ApiError(410, 'Expired', `too old resource version: ${revision} (${store.oldest})`)));
    pieces.end();
    return pieces;
  }
  if (sendsInitial)
    for (const object of registry.list(resource, info.namespace).filter(selects)) pieces.push(write('ADDED', object));
  else for (const change of store.since(bucket, revision ?? store.revision)) tell(change);
  const hasBookmarks = query.allowWatchBookmarks === 'true' || query.allowWatchBookmarks === '1';
  if (query.sendInitialEvents === 'true' && hasBookmarks) pieces.push(bookmark(store.revision, true));
  const stop = store.listen(tell);
  // Shortly before its end, a watch says how far it has come.
  const soon =
    hasBookmarks && query.sendInitialEvents === undefined
      ? clock.after(Math.max(0, seconds * 1000 - 500), () => pieces.push(bookmark(store.revision, false)))
      : undefined;
  const end = clock.after(seconds * 1000, () => pieces.end());
  pieces.onClose = () => {
    stop();
    soon?.cancel();
    end.cancel();
  };
  return pieces;
}
