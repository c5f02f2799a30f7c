import type { Runtime } from './execute.ts';
import type { Images } from './images.ts';

/** How long Pods take to start and to end. */
export const START_MS = 400;
export const STOP_MS = 1500;
export const PULL_FAILS_MS = 500;
export const PULL_BACK_OFF_MS = 3000;
/** How long a Pod takes to end of which nothing ran. */
export const NEVER_STARTED_MS = 50;
/** How long a container waits before it is started anew for the first time. */
export const FIRST_RESTART_MS = 1000;
/** How long it takes until a node sees that a container has ended, and how old it is by then at least. */
export const NOTICE_MS = 50;
export const QUICK_MS = 1000;
/** A container that has run for so long is believed to have been well. */
export const RESET_MS = 600_000;
/** How often a node looks whether the volumes of a Pod are up to date. @see https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically */
export const SYNC_MS = 60_000;
const FIRST_BACK_OFF_MS = 10_000;
const LONGEST_BACK_OFF_MS = 300_000;
/** How far apart Pods that would start or end at the same moment do. */
const PACE_MS = 10;

/** How long a container waits before it is started anew: twice as long each time. @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy */
export function backOffMs(restarts: number): number {
  return Math.min(FIRST_BACK_OFF_MS * 2 ** (restarts - 1), LONGEST_BACK_OFF_MS);
}

/** Keeps apart what falls due at the same moment: each agent looks at one Pod after the other. */
export class Pace {
  #last = 0;

  /** After how many milliseconds something has its turn that falls due after some. */
  after(milliseconds: number, now: number): number {
    this.#last = Math.max(now + milliseconds, this.#last + PACE_MS);
    return this.#last - now;
  }
}

/** What the agents of all nodes have together. */
export interface Shared {
  images: Images;
  /** What runs commands in containers. */
  runtime: Runtime;
  /** What keeps apart Pods that start, and those that end. */
  paces: { start: Pace; stop: Pace };
}
