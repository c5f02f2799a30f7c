import { builtAddress } from '../../assembly/addresses.ts';
import type { Edition } from '../../assembly/edition.ts';
import type { SiteAddress } from '../../curriculum/addresses.ts';

/** What of a curriculum goes into bundles: the language of scripts, the address, and what leads elsewhere. Pages read the rest when they are rendered. */
export interface BundlingFacts {
  language: string;
  address: SiteAddress;
  /** Former id of a lesson to the present one. */
  aliases: readonly (readonly [string, string])[];
  /** The same of courses. */
  courseAliases: readonly (readonly [string, string])[];
}

/** The facts of an edition as it is being built. */
export function bundlingFacts({ identity, aliases, courseAliases }: Edition): BundlingFacts {
  return {
    language: identity.language,
    address: builtAddress(identity),
    aliases: [...aliases],
    courseAliases: [...courseAliases],
  };
}

/** What a process that bundles is told, in its environment: it reads no content. */
const VARIABLE = 'BUNDLING';

interface Told {
  /** Digest of all that is bundled, under which it is kept. */
  key: string;
  facts: BundlingFacts;
}

/** What this process is to bundle; undefined in all that do something else. */
export function bundlingTask(): Told | undefined {
  const text = process.env[VARIABLE];
  return text ? (JSON.parse(text) as Told) : undefined;
}

/** The environment of a process that is to bundle. */
export function bundlingEnvironment(told: Told): NodeJS.ProcessEnv {
  return { ...process.env, [VARIABLE]: JSON.stringify(told) };
}
