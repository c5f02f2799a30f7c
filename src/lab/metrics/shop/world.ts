import type { FaultLog } from './faults.ts';
import { randomOf, Wave } from './wave.ts';

const DAY_MS = 86_400_000;
/** How long a process takes until it answers again, in milliseconds. */
const DOWN_MS = 20_000;
export const MIB = 1024 * 1024;
export const GIB = 1024 * MIB;

/** One shop: its random numbers, when it begins to be looked at, and what goes wrong in it. */
export interface World {
  seed: number;
  /** Time in milliseconds at which its history begins. */
  begin: number;
  faults: FaultLog;
}

/** Waves that were made for a shop: they are asked for at each scrape. */
const waves = new WeakMap<World, Map<string, Wave>>();
/** A learner may name as many hosts as they like; the waves of a shop are far fewer. */
const MOST_WAVES = 1000;

/** Something of a shop that goes up and down; the same for the same name and shape. */
export function waveOf(world: World, name: string, shape: { day: number; noise: number }): Wave {
  const known = waves.get(world) ?? new Map<string, Wave>();
  waves.set(world, known);
  const key = `${shape.day} ${shape.noise} ${name}`;
  const wave = known.get(key) ?? new Wave(randomOf(world.seed, name), shape);
  if (known.size > MOST_WAVES) known.clear();
  known.set(key, wave);
  return wave;
}

/** A number around 1 that belongs to a thing of this shop. @param by the most that it differs */
export function near({ seed }: World, name: string, by = 0.25): number {
  return 1 - by + 2 * by * randomOf(seed, `near ${name}`)();
}

/** When a process began that runs at a time: days before the history of the shop, or when it was restarted the last time. */
export function processStart(world: World, pod: string, time: number): number {
  const first = world.begin - Math.round(DAY_MS * (2 + 2 * randomOf(world.seed, `start ${pod}`)()));
  if (pod !== 'shop-api-1') return first;
  return world.faults
    .spans('restart')
    .filter(({ from }) => from <= time)
    .reduce((start, { from }) => Math.max(start, from), first);
}

/** Whether a process answers at a time. */
export function answers(world: World, pod: string, time: number): boolean {
  if (pod === 'shop-api-2' && world.faults.isOn('dead-target', time)) return false;
  return time - processStart(world, pod, time) >= DOWN_MS;
}

/** How often a container was restarted until a time. */
export function restarts({ faults }: World, pod: string, time: number): number {
  return pod === 'shop-api-1' ? faults.spans('restart').filter(({ from }) => from <= time).length : 0;
}

const LEAK_BYTES_PER_SECOND = 60 * 1024;

/** Bytes that a process of the shop holds in memory at a time. */
export function residentBytes(world: World, pod: string, time: number): number {
  const level = (pod.startsWith('shop-api') ? 150 : 90) * near(world, `memory ${pod}`, 0.15);
  const wave = waveOf(world, `memory ${pod}`, { day: 0.03, noise: 0.04 }).at(time);
  const start = processStart(world, pod, time);
  const leaked = pod === 'shop-api-2' ? world.faults.seconds('leak', start, time) * LEAK_BYTES_PER_SECOND : 0;
  return Math.round((level * MIB * wave + leaked) / 4096) * 4096;
}
