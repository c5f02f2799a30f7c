import type { Curriculum } from '../curriculum/model.ts';
import { getCurriculum } from './curriculum.ts';

const known = new WeakMap<Curriculum, ReadonlyMap<string, readonly string[]>>();

/** Former ids by present id. */
function byPresentId(curriculum: Curriculum): ReadonlyMap<string, readonly string[]> {
  const made = known.get(curriculum);
  if (made) return made;
  const former = new Map<string, string[]>();
  for (const [alias, id] of curriculum.aliases) former.set(id, [...(former.get(id) ?? []), alias]);
  known.set(curriculum, former);
  return former;
}

/**
 * Former ids of lessons as the page says them to the script that reads progress (client/every-page/storage.ts), which
 * carries over what was done under them: "former:present" each; undefined if there are none.
 */
export function formerIds(lessons: readonly { id: string }[]): string | undefined {
  const former = byPresentId(getCurriculum());
  if (former.size === 0) return undefined;
  const pairs = lessons.flatMap(({ id }) => (former.get(id) ?? []).map((alias) => `${alias}:${id}`));
  return pairs.length > 0 ? pairs.join(' ') : undefined;
}
