import type { Course, Frame } from './frame.ts';
import type { Settings } from './settings.ts';
import type { SmallCluster } from './small-cluster.ts';

/** What an explorable figure shows, and how settings of its reader act on it. */
export interface Model {
  /** All that happens with these settings, from the beginning. @param each is told of every single change, for who wants to see more than pictures */
  run(settings: Settings, each?: (frame: Frame) => void): Promise<Course>;
}

/** A model in which a change of settings acts on what has become of the earlier ones. */
export interface LiveModel extends Model {
  /** Begins with these settings, and gives how each further change goes on. */
  begin(settings: Settings): Promise<{ course: Course; change(settings: Settings): Promise<Course> }>;
}

/** How often a picture is taken. */
const EVERY_MS = 100;
/** Nothing more is expected when nothing has changed for so long: longer than a release may stand still before it is reported. */
const QUIET_MS = 12_000;
const LONGEST_MS = 60_000;
/** Until a workload is in place. */
const SETTLING_MS = 8000;

/** Lets a cluster come to rest. */
export function settle(cluster: SmallCluster): Promise<void> {
  return cluster.clock.step(SETTLING_MS);
}

/** What two pictures differ in, apart from their moments and from words that come and go. */
const looksOf = ({ groups, gauge, says }: Frame): string =>
  JSON.stringify([groups, gauge, says], (key, value: unknown) => (key === 'status' ? undefined : value));

/** Lets time pass until nothing happens any more, and takes a picture of each change. @param frame takes one. `every` so many milliseconds; nothing more is expected after `quiet` */
export async function record(
  cluster: SmallCluster,
  frame: () => Frame,
  { every = EVERY_MS, quiet: enough = QUIET_MS }: { every?: number; quiet?: number } = {},
): Promise<Frame[]> {
  const frames: Frame[] = [];
  let last = looksOf(frame());
  let quiet = 0;
  for (let passed = 0; passed < LONGEST_MS && quiet < enough; passed += every) {
    await cluster.clock.step(every);
    const now = frame();
    const looks = looksOf(now);
    quiet = looks === last ? quiet + every : 0;
    if (looks !== last) frames.push(now);
    last = looks;
  }
  return frames;
}
