import type { PodState } from '../view/cluster-view.ts';

/** A Pod in a figure. */
export interface Mark {
  /** The same as long as it is the same Pod. */
  key: string;
  name: string;
  /** What tells it from others at a glance: its version, its workload. */
  label: string;
  state: PodState;
  /** What `kubectl get pods` prints in the column STATUS. */
  status: string;
}

/** How much of a node's resource is requested and used, in the unit of its settings: millicores, mebibytes. */
export interface Bar {
  resource: 'cpu' | 'memory';
  requested: number;
  used: number;
  allocatable: number;
}

/** Pods that belong together: those of a ReplicaSet, those on a node, those without a node. */
export interface Group {
  kind: 'set' | 'node' | 'waiting';
  /** Version of a ReplicaSet, name of a node; empty for what waits. */
  name: string;
  pods: readonly Mark[];
  /** How many Pods a ReplicaSet is to have. */
  wanted?: number;
  /** The taint of a node, as `kubectl describe node` prints it. */
  taint?: string;
  bars?: readonly Bar[];
}

/** What a rolling update has, and what it is allowed. */
export interface Gauge {
  wanted: number;
  available: number;
  /** Pods that are not shutting down. */
  total: number;
  atLeast: number;
  atMost: number;
}

/** A step of an image's build. */
export interface BuildStep {
  /** The instruction, as the recipe has it. */
  text: string;
  state: 'waiting' | 'cached' | 'built';
  /** Why it runs again: something that it takes has changed, or a step before it has run again. */
  cause?: 'changed' | 'before';
}

/** A picture of a figure at a moment. */
export interface Frame {
  /** Milliseconds since the last thing that the reader did. */
  at: number;
  groups: readonly Group[];
  gauge?: Gauge;
  /** Steps of a build, in place of Pods. */
  steps?: readonly BuildStep[];
  /** What the cluster says of it, word for word. */
  says?: { who: 'server' | 'scheduler' | 'deployment'; text: string };
}

/** All that happens after something that the reader did, from picture to picture. */
export interface Course {
  frames: readonly Frame[];
  /** The picture that stands for all of them, where only one can be shown. */
  still: number;
}
