import type { Data } from '../../kubernetes/data.ts';
import type { KubeObject } from '../api/core/objects.ts';
import type { Client } from '../controllers/framework.ts';
import type { Recorder } from '../controllers/recorder.ts';
import type { Care, List, Run, Running } from './care.ts';
import type { Shared } from './times.ts';

/** The agent of a node, as the lives of its containers need it. */
export interface Agent {
  client: Client;
  recorder: Recorder;
  shared: Shared;
  node: string;
  pod(uid: string): KubeObject | undefined;
  care(uid: string): Care | undefined;
  /** Writes how a Pod is. */
  write(uid: string): void;
  /** Starts what comes next in a Pod. */
  next(uid: string): void;
  /** Has something done later, unless the Pod is ended before. */
  later(care: Care, milliseconds: number, action: () => unknown): void;
}

/** A container of a Pod, and how it runs. */
export interface Life {
  uid: string;
  container: Data;
  list: List;
  /** Where it stands in the Pod, as events name it. */
  field: string;
  state: Running;
  run: Run;
}

/** Whether a container begins before others, and goes on beside them. @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/ */
export const isSidecar = (container: Data, list: List): boolean =>
  list === 'init' && container.restartPolicy === 'Always';
