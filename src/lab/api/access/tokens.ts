import type { User } from '../core/call.ts';
import type { Store } from '../core/store.ts';

/** Reads a token; undefined if it is not valid. */
export function readToken(_token: string, _store: Store, _now: number): User | undefined {
  return undefined;
}
