import { idFrom } from '../../curriculum/id-from.ts';
import { idSchema } from '../../curriculum/schema/common.ts';

/** Words that say nothing in an id. */
const FILLING = new Set(
  'a an and are as at be by can do for from how in into is it its of on or that the then this to what when where which who why with you your'.split(
    ' ',
  ),
);

/** Title from an id: "service-mesh-basics" becomes "Service mesh basics". */
export function titleFrom(id: string): string {
  const words = id.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Short id from a sentence, by its first words that say something: "Write a Pod with ports" becomes "write-pod-ports". */
export function shortIdFrom(sentence: string): string {
  const words = idFrom(sentence).split('-');
  const telling = words.filter((word) => !FILLING.has(word));
  return (telling.length > 0 ? telling : words).slice(0, 3).join('-');
}

/** An id that is not taken, from one that may be: "choose" becomes "choose-2". */
export function freeId(id: string, taken: Iterable<string>): string {
  const ids = new Set(taken);
  if (!ids.has(id)) return id;
  let number = 2;
  while (ids.has(`${id}-${number}`)) number++;
  return `${id}-${number}`;
}

/** The first of "choose-1", "choose-2" and so on that is not taken. */
export function numberedId(id: string, taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`${id}-${number}`)) number++;
  return `${id}-${number}`;
}

/** Why something cannot be an id; undefined if it can. */
export function idProblem(id: string): string | undefined {
  if (idSchema.safeParse(id).success) return undefined;
  const proposal = idFrom(id);
  const such = proposal === '' ? 'our-registry' : proposal;
  return `"${id}" cannot be an id: it is made of lower-case letters and digits, with hyphens between words, such as ${such}.`;
}
