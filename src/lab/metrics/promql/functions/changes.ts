import type { Window } from '../evaluate/windows.ts';
import { equalHistograms, type Histogram } from '../histogram/histogram.ts';
import { isReset } from '../histogram/resets.ts';
import { ofWindows, type PromqlImplementation } from './function.ts';

type Value = number | Histogram;

/**
 * The samples of a window by time, numbers and histograms. Of an anchored one, the last sample before it counts, too.
 * Source: pickFirstSampleIndices.
 */
function samplesOf({ floats, histograms, start }: Window): Value[] {
  const timed: { time: number; value: Value }[] = [...floats.points(), ...histograms.points()];
  if (floats.length > 0 && histograms.length > 0) timed.sort((one, other) => one.time - other.time);
  const before = timed.filter(({ time }) => time <= start).length;
  if (before === timed.length) return [];
  return timed.slice(Math.max(0, before - 1)).map(({ value }) => value);
}

/** How often two samples that follow each other are different in a way; a number beside a histogram always is. */
function counting(
  floats: (current: number, previous: number) => boolean,
  histograms: (current: Histogram, previous: Histogram) => boolean,
): PromqlImplementation {
  return ofWindows(() => (window) => {
    const values = samplesOf(window);
    if (values.length === 0) return undefined;
    return values.filter((current, index) => {
      const previous = values[index - 1];
      if (previous === undefined) return false;
      if (typeof current === 'number' && typeof previous === 'number') return floats(current, previous);
      return typeof current === 'number' || typeof previous === 'number' || histograms(current, previous);
    }).length;
  });
}

export const CHANGES: readonly (readonly [string, PromqlImplementation])[] = [
  ['resets', counting((current, previous) => current < previous, isReset)],
  [
    'changes',
    counting(
      (current, previous) => current !== previous && !(Number.isNaN(current) && Number.isNaN(previous)),
      (current, previous) => !equalHistograms(current, previous),
    ),
  ],
];
