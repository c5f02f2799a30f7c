import { asList, type Data } from '../../kubernetes/data.ts';
import { ApiError, badRequest } from '../api/core/errors.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { Typed } from '../api/core/services.ts';
import type { ApiResponse } from '../api/protocol.ts';
import type { Client } from '../controllers/framework.ts';
import { environmentOf } from './environment.ts';
import { type Mount, mountsOf } from './mounts.ts';
import type { Care } from './status.ts';

/** A container as what runs in it sees it. */
export interface ContainerWorld {
  /** Names the container and how often it was started: its own files last as long. */
  id: string;
  image: string;
  hostname: string;
  address: string;
  environment: ReadonlyMap<string, string>;
  folder: string;
  mounts: readonly Mount[];
}

/** Runs a command in a container: what it writes comes piece by piece, see `streamOf` in kubectl. */
export type Runtime = (world: ContainerWorld, command: readonly string[], typed: Typed) => ApiResponse;

/** Without a runtime a node starts containers, and nobody can enter them. */
export const NO_RUNTIME: Runtime = () => {
  throw new ApiError(501, 'NotImplemented', 'This cluster has nothing that runs commands in containers.');
};

/** The container of a Pod in which a command is to run. @throws ApiError when it is not there, or does not run */
function runningContainer(
  pod: KubeObject,
  care: Care | undefined,
  name: string,
): { container: Data; restarts: number } {
  const spec = recordAt(pod, 'spec');
  const [first = {}] = asList(spec.containers);
  const wanted = name === '' ? String(first.name) : name;
  const all = [...asList(spec.containers), ...asList(spec.initContainers), ...asList(spec.ephemeralContainers)];
  const container = all.find((one) => one.name === wanted);
  if (!container) throw badRequest(`container ${wanted} is not valid for pod ${pod.metadata.name}`);
  const state = care?.containers.get(wanted) ?? care?.init.get(wanted) ?? care?.ephemeral.get(wanted);
  if (state?.state.running === undefined)
    throw new ApiError(500, 'InternalError', `container not found (${JSON.stringify(wanted)})`);
  return { container, restarts: state.restarts };
}

/** What a container of a Pod sees; `name` may be empty where the first one is meant. @throws ApiError when it is not there, or does not run */
export function worldOf(client: Client, pod: KubeObject, care: Care | undefined, name: string): ContainerWorld {
  const { container, restarts } = runningContainer(pod, care, name);
  const environment = environmentOf(client, pod, container);
  return {
    id: `${pod.metadata.uid} ${String(container.name)} ${restarts}`,
    image: String(container.image),
    hostname: environment.get('HOSTNAME') ?? pod.metadata.name,
    address: care?.ip ?? '',
    environment,
    folder: String(container.workingDir || '/'),
    mounts: mountsOf(client, pod, container),
  };
}
