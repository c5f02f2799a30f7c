import { ABSENT } from './absent.ts';
import { CHANGES } from './changes.ts';
import { DATES } from './dates.ts';
import type { PromqlImplementation } from './function.ts';
import { HISTOGRAMS } from './histograms.ts';
import { INFO } from './info.ts';
import { LABELS } from './labels.ts';
import { MATH } from './math.ts';
import { OVER_TIME } from './over-time.ts';
import { RATES } from './rates.ts';
import { SORTS } from './sort.ts';
import { TRENDS } from './trends.ts';

/** What the functions of PromQL do. What they take and give stands in src/languages/promql/functions.ts. */
export const FUNCTION_TABLE: ReadonlyMap<string, PromqlImplementation> = new Map([
  ...MATH,
  ...DATES,
  ...OVER_TIME,
  ...RATES,
  ...CHANGES,
  ...TRENDS,
  ...HISTOGRAMS,
  ...LABELS,
  ...INFO,
  ...ABSENT,
  ...SORTS,
]);
