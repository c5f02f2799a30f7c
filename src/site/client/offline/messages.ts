/** What a course consists of, for reading it without a network: path below the site, bytes, and a hash of what is in it. */
export interface OfflineList {
  files: readonly (readonly [path: string, bytes: number, hash: string])[];
}

/** What a page asks of the service worker: to keep what it has loaded, or to save a course. */
export type Order = { visited: readonly string[] } | { save: string };

/** What the service worker says of saving a course: how far it is, 0 to 1, that it is done, or what was lacking. */
export type Told = { share: number } | { done: true } | { failed: 'network' | 'room' };
