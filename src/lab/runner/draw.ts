import type { LabStart } from '../../curriculum/schema/lab-cluster.ts';

/** Which faults a lab begins with, of those that it draws from. */
export interface Form {
  /** From 1 on: the same number means the same faults, everywhere. */
  number: number;
  /** How many there are, of all clusters of the lab together. */
  total: number;
  /** Manifests of the faults of each cluster, by their names in the lesson's files. */
  faults: readonly (readonly string[])[];
}

/** The groups of each cluster that something is drawn from. */
type Drawing = Pick<LabStart, 'drawn'> & { further?: readonly Pick<LabStart, 'drawn'>[] | undefined };

/** All ways to choose some of a list, in its order. */
function choices(list: readonly string[], count: number): string[][] {
  if (count === 0) return [[]];
  return list.flatMap((first, index) => choices(list.slice(index + 1), count - 1).map((rest) => [first, ...rest]));
}

/** The form that a seed draws. */
export function formOf(start: Drawing, seed: number): Form {
  const clusters = [start, ...(start.further ?? [])].map(({ drawn }) =>
    drawn.map(({ count, of }) => choices(of, count)),
  );
  const total = clusters.flat().reduce((product, group) => product * group.length, 1);
  const index = seed % total;
  let rest = index;
  const draw = (group: string[][]): string[] => {
    const drawn = group[rest % group.length] ?? [];
    rest = Math.floor(rest / group.length);
    return drawn;
  };
  // The last group changes with each number, the first one with the fewest.
  const faults = clusters.toReversed().map((groups) => groups.toReversed().map(draw).toReversed().flat());
  return { number: index + 1, total, faults: faults.toReversed() };
}

/** All forms of a lab: what its groups can be drawn to, each with each. One form without faults if it draws none. */
export function formsOf(start: Drawing): Form[] {
  return Array.from({ length: formOf(start, 0).total }, (_, index) => formOf(start, index));
}
