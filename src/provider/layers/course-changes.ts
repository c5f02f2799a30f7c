import type { CourseChange } from '../../attribution/published.ts';
import type { Reader } from '../../curriculum/reader.ts';
import type { CourseOutline } from '../../curriculum/structure.ts';
import { foldersOf, peek } from './resolve.ts';
import type { LayerFile } from './schema.ts';

/** What a layer has changed in each course that was there below it, by the course's id; nothing for courses it left alone. */
export function courseChanges(
  reader: Reader,
  below: readonly CourseOutline[],
  {
    outlines,
    settings: { edited },
    layer,
  }: { outlines: readonly CourseOutline[]; settings: Pick<LayerFile, 'edited'>; layer: number },
): Map<string, CourseChange> {
  const everywhere = new Set(foldersOf(outlines).map(({ id }) => id));
  const changes = new Map<string, CourseChange>();
  for (const before of below) {
    const after = outlines.find(({ id }) => id === before.id);
    if (!after) continue;
    const old = foldersOf([before]);
    const now = foldersOf([after]);
    const known = new Set(old.map(({ id }) => id));
    const kept = new Set(now.map(({ id }) => id));
    const isDraft = (folder: string): boolean => peek(reader, folder).status === 'draft';
    const change: CourseChange = {
      layer,
      hidden: old
        .filter(({ id, path }) => !everywhere.has(id) && !isDraft(path))
        .map(({ id, path }) => ({ id, title: String(peek(reader, path).title ?? id) })),
      added: now.filter(({ id, path }) => !known.has(id) && !isDraft(path)).map(({ id }) => id),
      adapted: now
        .filter(
          ({ id, layer: own, patches }) =>
            known.has(id) &&
            (own === layer ||
              patches.some((patch) => patch.layer === layer) ||
              edited.some(({ lesson }) => lesson === id)),
        )
        .map(({ id }) => id),
      reordered:
        JSON.stringify(now.filter(({ id }) => known.has(id)).map(({ id }) => id)) !==
        JSON.stringify(old.filter(({ id }) => kept.has(id)).map(({ id }) => id)),
    };
    const { hidden, added, adapted, reordered } = change;
    if (hidden.length + added.length + adapted.length > 0 || reordered) changes.set(before.id, change);
  }
  return changes;
}
