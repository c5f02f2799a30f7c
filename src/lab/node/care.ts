import { asList, type Data } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { Timer } from '../time/clock.ts';
import type { Log } from './log.ts';
import type { Process } from './process.ts';
import type { ContainerWorld } from './world.ts';

/** One start of a container, until it ends. */
export interface Run {
  process?: Process;
  world?: ContainerWorld;
  /** Nobody knows its program: it does what conventions say, see `behavior.ts`. */
  isConventional: boolean;
  /** Somebody has begun to end it. */
  isEnding: boolean;
  /** What comes in its place when it has ended, whatever its Pod says of restarts. */
  replace?: (code: number, finishedAt: number) => void;
  isOver: boolean;
  /** Why it ends, if it does not by itself. */
  reason?: string;
  /** Memory that its program has taken, in bytes. */
  memory: number;
  /** Kept when it is over. */
  ended: Promise<void>;
  end: () => void;
}

/** One container as it runs. */
export interface Running {
  restarts: number;
  state: Data;
  lastState: Data;
  isReady: boolean;
  isStarted: boolean;
  /** It has started at least once: a sidecar that ends later holds up nobody. */
  hasStarted?: boolean;
  run?: Run;
  /** What it has written since it was started, and what before. */
  log?: Log;
  previousLog?: Log;
  /** How often it has failed in a row, for the time until it is started again. */
  failures?: number;
}

/** A Pod that this node takes care of. */
export interface Care {
  containers: Map<string, Running>;
  init: Map<string, Running>;
  ephemeral: Map<string, Running>;
  /** Images that its containers were last asked to run. */
  images: Map<string, string>;
  timers: Set<Timer>;
  startTime: string;
  ip: string | undefined;
  hostIP: string;
  isStopping: boolean;
  isBroken: boolean;
  /** All but its sidecars have ended for good. */
  isFinishing?: boolean;
  /** The time is set after which the Pod as a whole fails. */
  hasDeadline?: boolean;
  /** When what still runs is killed. */
  killAt?: number;
  /** Why the node has ended the Pod as a whole. */
  failure?: { reason: string; message: string };
}

/** A Pod that the node with an address takes care of from a moment on. */
export const newCare = (startTime: string, hostIP: string): Care => ({
  containers: new Map(),
  init: new Map(),
  ephemeral: new Map(),
  images: new Map(),
  timers: new Set(),
  startTime,
  ip: undefined,
  hostIP,
  isStopping: false,
  isBroken: false,
});

/** A run that begins. */
export function newRun(): Run {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { isConventional: false, isEnding: false, isOver: false, memory: 0, ended, end };
}

/** Where the containers of a Pod stand in its spec. */
export const FIELDS = { containers: 'containers', init: 'initContainers', ephemeral: 'ephemeralContainers' } as const;

/** One of the lists of containers of a Pod. */
export type List = keyof typeof FIELDS;

/** Notes the state of a container. */
export function setState(care: Care, list: List, name: string, state: Data, isReady: boolean): Running {
  const old = care[list].get(name);
  const made: Running = {
    ...old,
    restarts: old?.restarts ?? 0,
    state,
    lastState: old?.lastState ?? {},
    isReady,
    isStarted: 'running' in state,
  };
  care[list].set(name, made);
  return made;
}

/** The containers that are to run another image than the one they were last asked to run. */
export function changedImages(pod: KubeObject, care: Care): Data[] {
  return asList(recordAt(pod, 'spec').containers).filter(({ name, image }) => {
    const known = care.images.get(String(name));
    return known !== undefined && known !== image && !care.isStopping;
  });
}
