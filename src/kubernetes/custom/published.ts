import definitions from './definitions.json' with { type: 'json' };
import type { CustomKind, CustomKinds } from './kinds.ts';

/** Kinds of which projects publish the definitions: those of the Gateway API, snapshots and Chainsaw. */
export const publishedKinds: CustomKinds = new Map(
  Object.entries(definitions as Readonly<Record<string, CustomKind | { like: string }>>).map(([key, kind], _, all) => [
    key,
    'like' in kind ? (all.find(([other]) => other === kind.like)?.[1] as CustomKind) : kind,
  ]),
);
