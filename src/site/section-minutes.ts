import type { Minutes } from '../curriculum/model.ts';
import type { Section } from '../rendering/sections.ts';

/**
 * Whole minutes that each section takes, reading and lab together: their sum is what the head of the lesson says. No section
 * takes none, as long as there are as many minutes as sections.
 */
export function sectionMinutes(sections: readonly Section[], { reading, lab }: Minutes): number[] {
  const labs = sections.filter((section) => section.lab).length;
  const exact = sections.map(({ share, lab: hasLab }) => share * reading + (hasLab ? lab / labs : 0));
  const total = labs > 0 ? reading + lab : reading;
  const minutes = exact.map((one) => Math.max(1, Math.floor(one)));
  // What rounding has left over or taken too much goes where it is missed least (largest remainder).
  for (let rest = total - minutes.reduce((sum, one) => sum + one, 0); rest !== 0; rest -= Math.sign(rest)) {
    const step = Math.sign(rest);
    const candidates = minutes.flatMap((one, index) => (step > 0 || one > 1 ? [index] : []));
    if (candidates.length === 0) break;
    const gap = (index: number): number => step * ((exact[index] ?? 0) - (minutes[index] ?? 0));
    const best = candidates.reduce((one, other) => (gap(other) > gap(one) ? other : one));
    minutes[best] = (minutes[best] ?? 0) + step;
  }
  return minutes;
}
