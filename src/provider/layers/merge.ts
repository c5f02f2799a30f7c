import type { Reader } from '../../curriculum/reader.ts';
import type { Registries } from '../../curriculum/registries.ts';
import { glossarySchema, peopleSchema } from '../../curriculum/schema/registry.ts';
import type { Layer } from './layer.ts';

/** Adds the people and terms of a layer. An id that both sides have is an error: nobody could tell the two apart. */
export function mergeRegistries(reader: Reader, registries: Registries, layer: Layer): void {
  const people = reader.yaml(`${layer.folder}people.yaml`, peopleSchema, 'optional')?.people ?? [];
  const terms = reader.yaml(`${layer.folder}glossary.yaml`, glossarySchema, 'optional')?.terms ?? [];
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
        remedy: `Remove yours if it is the same ${kind}; otherwise give it another id, here and in your lessons.`,
      });
      return;
    }
    table.set(entry.id, entry);
  });
}
