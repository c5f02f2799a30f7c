import { createRequire } from 'node:module';
import type ts from 'typescript';

let loaded: typeof ts | undefined;

/** The TypeScript compiler, loaded where it is first asked for: that takes longer than checking a lesson without TypeScript. */
export function typescript(): typeof ts {
  // Importing would look through all of its nine megabytes for what it exports.
  loaded ??= createRequire(import.meta.url)('typescript') as typeof ts;
  return loaded;
}
