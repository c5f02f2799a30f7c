import type { LabStart } from '../../curriculum/schema/lab-cluster.ts';

/** Which faults a lab begins with, of those that it draws from. */
export interface Form {
  /** From 1 on: the same number means the same faults, everywhere. */
  number: number;
  /** How many there are. */
  total: number;
  /** Manifests of the faults, by their names in the lesson's files. */
  faults: readonly string[];
}

/** All ways to choose some of a list, in its order. */
function choices(list: readonly string[], count: number): string[][] {
  if (count === 0) return [[]];
  return list.flatMap((first, index) => choices(list.slice(index + 1), count - 1).map((rest) => [first, ...rest]));
}

/** All forms of a lab: what its groups can be drawn to, each with each. One form without faults if it draws none. */
export function formsOf(drawn: LabStart['drawn']): string[][] {
  return drawn.reduce<string[][]>(
    (forms, { count, of }) => forms.flatMap((form) => choices(of, count).map((more) => [...form, ...more])),
    [[]],
  );
}

/** The form that a seed draws. */
export function formOf(drawn: LabStart['drawn'], seed: number): Form {
  const forms = formsOf(drawn);
  const index = seed % forms.length;
  return { number: index + 1, total: forms.length, faults: forms[index] ?? [] };
}
