/**
 * In this room: one published edition: curriculum, layers, provenance, brand and offerings; JSON Schemas; addresses of
 * a build.
 */

import type { Published } from '../attribution/published.ts';
import type { PatchedText } from '../curriculum/patched-text.ts';
import type { Directory } from '../curriculum/programme/read.ts';
import type { Finding } from '../findings/finding.ts';
import type { ProviderBadges } from '../provider/badges/schema.ts';
import type { DesignTokens } from '../provider/brand/tokens.ts';
import type { FrozenEdition } from '../provider/editions/schema.ts';
import type { Layer } from '../provider/layers/layer.ts';
import type { Offering } from '../provider/offerings/schema.ts';

/** One published edition: the curriculum, with what providers laid over it and where each lesson comes from. */
export interface Edition extends Published {
  layers: readonly Layer[];
  /** Classes that the provider sells. */
  offerings: readonly Offering[];
  /** The directory of providers; undefined without a programme that says what they have to show. */
  directory: Directory | undefined;
  /** What the provider has on badges: keys, what was revoked, badges of its own. */
  badges: ProviderBadges;
  /** Editions that stay as they were, published below the site. */
  frozen: readonly FrozenEdition[];
  /** What layers have made of files of the curriculum below, and a brand of files of its layer, by path: findings in them are relocated. */
  patched: ReadonlyMap<string, PatchedText>;
  /** Ids of lessons that a provider hides. */
  hidden: ReadonlySet<string>;
  /** The site's own colors and custom properties, which a brand's take the places of. */
  tokens: DesignTokens;
}

/** What came of reading a curriculum: always the findings, and the edition if it could be assembled. */
export interface LoadResult {
  curriculum: Edition | undefined;
  findings: readonly Finding[];
}
