import { randomFrom } from '../../random.ts';

const DAY_MS = 86_400_000;
/** Periods of the noise in milliseconds: none divides another, so that no two hours look the same. */
const PERIODS = [47_000, 131_000, 433_000, 1_511_000, 5_003_000];

/** A number of 32 bits for a text (FNV-1a). */
export function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Random numbers from 0 up to 1 that belong to a thing of one shop. */
export function randomOf(seed: number, name: string): () => number {
  const random = randomFrom(numberOf(`${seed} ${name}`));
  random();
  return random;
}

interface Sine {
  share: number;
  period: number;
  phase: number;
}

/**
 * Something that goes up and down around 1 by the time of the day, and by noise. It is made of sines, so that what has come together
 * between any two times is known at once, however far they are apart.
 */
export class Wave {
  private readonly sines: Sine[];
  /** The height that was asked for last: many ask for that of one time. */
  private last = { time: Number.NaN, height: 0 };

  /** @param day by which share it changes over the day, with its peak at 19:00 UTC; @param noise by which share it changes besides; together less than 1 */
  constructor(random: () => number, { day, noise }: { day: number; noise: number }) {
    const shares = PERIODS.map(() => 0.5 + random());
    const total = shares.reduce((sum, share) => sum + share, 0);
    this.sines = PERIODS.map((period, index) => ({
      share: (noise * (shares[index] ?? 0)) / total,
      period: period * (0.9 + 0.2 * random()),
      phase: 2 * Math.PI * random(),
    }));
    this.sines.push({ share: day, period: DAY_MS, phase: Math.PI / 2 - (2 * Math.PI * 19) / 24 });
  }

  /** Its height at a time in milliseconds. */
  at(time: number): number {
    if (this.last.time === time) return this.last.height;
    let sum = 1;
    for (const { share, period, phase } of this.sines) sum += share * Math.sin((2 * Math.PI * time) / period + phase);
    this.last = { time, height: sum };
    return sum;
  }

  /** Its height times the seconds from one time to another (milliseconds). */
  between(from: number, to: number): number {
    let sum = (to - from) / 1000;
    for (const { share, period, phase } of this.sines) {
      const turns = (2 * Math.PI) / period;
      sum += (share * (Math.cos(turns * from + phase) - Math.cos(turns * to + phase))) / turns / 1000;
    }
    return sum;
  }
}
