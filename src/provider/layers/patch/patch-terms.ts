import type { Term } from '../../../curriculum/schema/registry.ts';
import { dataHash } from './anchor.ts';
import type { TermEdit } from './schema.ts';
import type { EditSource } from './source.ts';

/** Makes the edits of a layer in terms of the curriculum below. Gives the edits that were made. */
export function patchTerms(terms: Map<string, Term>, edits: readonly TermEdit[], source: EditSource): TermEdit[] {
  const made: TermEdit[] = [];
  edits.forEach((edit, index) => {
    const path = ['edits', index];
    const what = `term "${edit.id}"`;
    source.checkChanges(what, edit.changes, path);
    const before = terms.get(edit.id);
    const { id, replaces, changes: _, ...words } = edit;
    const given = Object.entries(words).filter(([, value]) => value !== undefined);
    const after: Term | undefined = before && { ...before, ...Object.fromEntries(given) };
    if (!before || !after) source.missing(what, [...path, 'id'], { id, known: terms.keys() });
    else if (made.some((other) => other.id === id)) {
      source.report('layer/edit-target', [...path, 'id'], {
        message: `The ${what} is edited twice.`,
        why: 'Nobody could tell which of the two readers get.',
        remedy: 'Make both changes in one edit.',
      });
    } else if (dataHash(before) !== replaces) {
      source.stale(what, path, {
        now: `"${before.term}: ${before.definition}"`,
        again: '',
        record: `npm run adapt -- --term ${id} --record`,
      });
    } else if (dataHash(after) === replaces) source.unchanged(what, path);
    else {
      terms.set(id, after);
      made.push(edit);
    }
  });
  return made;
}
