import type { Reader } from '../../curriculum/reader.ts';
import { checkIds } from '../../curriculum/references.ts';
import type { Registries } from '../../curriculum/registries.ts';
import { peopleSchema } from '../../curriculum/schema/registry.ts';
import type { Layer } from './layer.ts';
import { patchTerms } from './patch/patch-terms.ts';
import { layerGlossarySchema, type TermEdit } from './patch/schema.ts';
import { EditSource } from './patch/source.ts';

/**
 * Adds the people and terms of a layer. An id that both sides have is an error: nobody could tell the two apart.
 * Gives the terms of the curriculum below that the layer words otherwise.
 */
export function mergeRegistries(reader: Reader, registries: Registries, layer: Layer): TermEdit[] {
  const people = reader.yaml(`${layer.folder}people.yaml`, peopleSchema, 'optional')?.people ?? [];
  const glossary = `${layer.folder}glossary.yaml`;
  const { terms = [], edits = [] } = reader.yaml(glossary, layerGlossarySchema, 'optional') ?? {};
  const source = new EditSource(reader, glossary);
  const made = patchTerms(registries.terms, edits, source);
  reader.findings.push(...source.findings);
  add(reader, {
    file: `${layer.folder}people.yaml`,
    key: 'people',
    entries: people,
    table: registries.people,
    kind: 'person',
  });
  add(reader, {
    file: `${layer.folder}glossary.yaml`,
    key: 'terms',
    entries: terms,
    table: registries.terms,
    kind: 'term',
  });
  checkSeeAlso(reader, glossary, registries.terms, { terms, edits });
  return made;
}

/** Reports terms that a layer's glossary refers to and that do not exist. */
function checkSeeAlso(
  reader: Reader,
  file: string,
  known: ReadonlyMap<string, unknown>,
  lists: Readonly<Record<'terms' | 'edits', readonly { see?: readonly string[] | undefined }[]>>,
): void {
  for (const key of ['terms', 'edits'] as const) {
    lists[key].forEach(({ see = [] }, index) => {
      checkIds(reader, {
        file,
        ids: see,
        path: (position) => [key, index, 'see', position],
        table: known,
        kind: 'glossary term',
        where: file,
      });
    });
  }
}

function add<T extends { id: string }>(
  reader: Reader,
  {
    file,
    key,
    entries,
    table,
    kind,
  }: { file: string; key: string; entries: readonly T[]; table: Map<string, T>; kind: string },
): void {
  entries.forEach((entry, index) => {
    if (table.has(entry.id)) {
      reader.report('layer/id-collision', file, reader.place(file, [key, index, 'id']), {
        message: `The ${kind} "${entry.id}" is in the curriculum already.`,
        why: 'Lessons that refer to it would mean two things.',
        remedy: `Remove yours if it is the same ${kind}${kind === 'term' ? ` (to word it otherwise: npm run adapt -- --term ${entry.id})` : ''}; otherwise give it another id, here and in your lessons.`,
      });
      return;
    }
    table.set(entry.id, entry);
  });
}
