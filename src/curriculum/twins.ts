import type { DataPath } from '../findings/yaml.ts';
import type { Reader } from './reader.ts';

/** Reports every entry whose id an earlier one has already. */
export function reportTwins(
  reader: Reader,
  {
    file,
    kind,
    entries,
    path,
  }: { file: string; kind: string; entries: readonly { id: string }[]; path: (index: number) => DataPath },
): void {
  const seen = new Set<string>();
  entries.forEach(({ id }, index) => {
    if (seen.has(id)) {
      reader.report('id/duplicate', file, reader.place(file, path(index)), {
        message: `The ${kind} id "${id}" stands here twice.`,
        why: 'Whoever refers to it would get one of the two at random.',
        remedy: 'Give one of them another id.',
      });
    }
    seen.add(id);
  });
}
