import type { Feeding } from '../assembly/directory/feeds.ts';
import { providerFilters } from '../assembly/directory/filter.ts';
import { directoryWords } from '../assembly/directory/words.ts';
import { dayOf } from '../curriculum/day.ts';
import { type Expiring, expiringWithin } from '../curriculum/programme/expiring.ts';
import { judgeDirectory } from '../curriculum/programme/read.ts';
import type { JudgedProvider } from '../curriculum/programme/state.ts';
import { getCurriculum, paths } from './site.ts';
import { buildMoment } from './today.ts';

const { directory, identity } = getCurriculum();

/**
 * The day that the directory is about: DIRECTORY_DATE, which `npm run build -- --date` sets, or else that of the build. Pages of the directory
 * are made anew with every build, so that no other page depends on it.
 */
export const directoryDay = process.env.DIRECTORY_DATE || dayOf(buildMoment());

/** Providers as they stand on that day. */
export const judgedProviders: readonly JudgedProvider[] = directory ? judgeDirectory(directory, directoryDay) : [];

/** What pages and feeds say of them. */
export const words = directoryWords(getCurriculum());

/** By what they can be filtered. */
export const filters = providerFilters(judgedProviders, getCurriculum(), words);

/** Of what their feeds are made. */
export const feeding: Feeding = {
  identity,
  paths,
  words,
  day: directoryDay,
  days: directory?.programme.notice_days ?? 0,
};

/** What expires soon. */
export const expiringSoon = (): Expiring[] => expiringWithin(judgedProviders, directoryDay, feeding.days);

/** Where pages and files of the directory are made: only where a programme says what providers have to show. Astro keeps notes in the list, so that each route needs its own. */
export const directoryPaths = () => (directory ? [{ params: { providers: 'providers' } }] : []);
