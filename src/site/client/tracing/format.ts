import { fill } from '../practice/dom.ts';
import words from './words.ts';

/** A time in milliseconds, as exact as it is of use. */
export function timeText(milliseconds: number): string {
  const digits = Math.abs(milliseconds) < 10 ? 2 : Math.abs(milliseconds) < 100 ? 1 : 0;
  return fill(words.tracingMilliseconds, { time: milliseconds.toFixed(digits) });
}

/** How many colors services have; names tell them apart as well. */
const COLORS = 6;
const KNOWN = ['web', 'api', 'stock', 'payment', 'mail'];

/** Number of the color of a service: the same wherever it is shown. */
export function colorOf(service: string): string {
  const known = KNOWN.indexOf(service);
  if (known >= 0) return String(known);
  return String([...service].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLORS);
}
