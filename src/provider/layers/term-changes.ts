import type { Changes } from '../../curriculum/schema/lesson.ts';
import type { Layer } from './layer.ts';

/** What providers have changed in a term of the glossary, the nearest last. */
export function termChanges(layers: readonly Layer[], id: string): { by: string; changes: Changes }[] {
  return layers.flatMap(({ brand, editedTerms }) =>
    editedTerms.filter((edit) => edit.id === id).map(({ changes }) => ({ by: brand.name, changes })),
  );
}
