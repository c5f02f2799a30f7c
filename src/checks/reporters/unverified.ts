import type { Unverified } from '../programs/verify.ts';

const places = (count: number): string => `${count} place${count === 1 ? '' : 's'}`;

/** What could not be verified on this machine, for a terminal: how often each, and with details where. */
export function unverifiedReport(unverified: readonly Unverified[], details: boolean): string {
  const groups = Map.groupBy(unverified, ({ what }) => what);
  const lines = [...groups].sort().flatMap(([what, all]) => {
    const where = [...new Set(all.map((one) => one.where))].sort();
    return [`  ${what}: ${places(where.length)}`, ...(details ? where.map((place) => `    ${place}`) : [])];
  });
  const hint = details ? '' : ' (--details lists the places)';
  return ['', `Not verified here, neither right nor wrong${hint}:`, ...lines].join('\n');
}
