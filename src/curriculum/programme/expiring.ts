import { addDays } from '../day.ts';
import type { Requirement } from '../schema/programme.ts';
import type { JudgedProof, JudgedProvider } from './state.ts';

/** A proof that will not count any more soon. */
export interface Expiring {
  provider: JudgedProvider['provider'];
  requirement: Requirement;
  proof: JudgedProof['proof'];
  /** First day on which it does not count, YYYY-MM-DD. */
  on: string;
  /** Whether the requirement is not met any more on that day, if nothing new comes. */
  breaks: boolean;
}

/** What expires within some days after a day, that day included: the next first. @param days how many days ahead. */
export function expiringWithin(judged: readonly JudgedProvider[], day: string, days: number): Expiring[] {
  const last = addDays(day, days);
  return judged
    .flatMap(({ provider, requirements }) =>
      requirements.flatMap(({ requirement, until, proofs }) =>
        proofs.flatMap(({ proof, state }): Expiring[] => {
          if (state.is !== 'counts' || state.until === undefined || state.until > last) return [];
          const breaks = until !== undefined && state.until >= until;
          return [{ provider, requirement, proof, on: state.until, breaks }];
        }),
      ),
    )
    .sort((one, other) => order(one) - order(other) || compare(one, other));
}

const order = ({ on }: Expiring): number => Date.parse(on);

/** By provider, requirement and proof, so that the order never depends on anything else. */
function compare(one: Expiring, other: Expiring): number {
  const [a, b] = [one, other].map(({ provider, requirement, proof }) =>
    [provider.id, requirement.id, proof.digest].join('\n'),
  );
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
