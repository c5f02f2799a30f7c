import type { Data } from '../../kubernetes/data.ts';
import type { KubeObject } from '../api/core/objects.ts';
import type { Mount } from './mounts.ts';

/** A container as what runs in it sees it. */
export interface ContainerWorld {
  /** Names the container and how often it was started: its own files last as long. */
  id: string;
  /** The Pod to which it belongs, with its addresses. */
  pod: KubeObject;
  container: Data;
  image: string;
  hostname: string;
  address: string;
  /** What is to run: `command` and `args`, variables in them replaced. */
  arguments: readonly string[];
  hasCommand: boolean;
  environment: ReadonlyMap<string, string>;
  folder: string;
  mounts: readonly Mount[];
}
