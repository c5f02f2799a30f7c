import type { Data } from '../../kubernetes/data.ts';
import { imageFault } from '../../kubernetes/hosts-and-images.ts';
import type { KubeObject } from '../api/core/objects.ts';
import type { Recorder } from '../controllers/recorder.ts';
import { fullImage, imageDigest, imageParts } from './image-name.ts';
import type { missingReferences } from './references.ts';
import { isNobodys, registryProblem } from './registry.ts';

/** Says that a container was pulled, made and, unless it could not be, started. */
export function announce(recorder: Recorder, pod: KubeObject, container: Data, list: string, isStarted = true): void {
  const path = `spec.${list}{${String(container.name)}}`;
  recorder.event(
    pod,
    'Normal',
    'Pulled',
    `Container image "${String(container.image)}" already present on machine and can be accessed by the pod`,
    path,
  );
  recorder.event(pod, 'Normal', 'Created', 'Container created', path);
  if (isStarted) recorder.event(pod, 'Normal', 'Started', 'Container started', path);
}

/** Says that a container could not be started. */
export function announceProblem(
  recorder: Recorder,
  pod: KubeObject,
  container: Data,
  list: string,
  problem: string,
): void {
  recorder.event(pod, 'Warning', 'Failed', `Error: ${problem}`, `spec.${list}{${String(container.name)}}`);
}

/** Says what a Pod needs and what is not there. */
export function announceMissing(
  recorder: Recorder,
  pod: KubeObject,
  missing: NonNullable<ReturnType<typeof missingReferences>>,
): void {
  recorder.event(
    pod,
    'Warning',
    missing.isVolume ? 'FailedMount' : 'Failed',
    missing.isVolume
      ? `MountVolume.SetUp failed for volume "${missing.volume}" : ${missing.message}`
      : `Error: ${missing.message}`,
    missing.isVolume ? undefined : `spec.containers{${missing.container}}`,
  );
}

/** What is said of an image that is not there: at first, and each time that it is not tried again yet. */
export interface PullWords {
  reason: string;
  failed: () => string;
  /** Absent where nothing is tried again. */
  backOff?: () => string;
}

/** The resolver that nodes ask: that of the network in which kind puts them. */
const RESOLVER = '172.18.0.1:53';

const hostOf = (full: string): string => (full.split('/')[0] ?? '').replace(/:\d+$/, '');

/** Where a registry has the manifest of an image. @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
function manifestUrl(full: string): string {
  const { repository, tag } = imageParts(full);
  const slash = repository.indexOf('/');
  return `https://${repository.slice(0, slash)}/v2/${repository.slice(slash + 1)}/manifests/${imageDigest(full) ?? tag}`;
}

/** The repository of an image on Docker Hub, as errors of the kubelet call it. */
function libraryName(image: string): string {
  const { repository } = imageParts(image);
  return repository.includes('/') ? repository : `library/${repository}`;
}

/** Says that an image is pulled, if it may be; what comes of it is said later, and each time the words for the container's state are given. */
export function announcePull(recorder: Recorder, pod: KubeObject, container: Data, path: string): PullWords {
  const image = String(container.image);
  const warn = (message: string): void => recorder.event(pod, 'Warning', 'Failed', message, path);
  if (container.imagePullPolicy === 'Never') {
    const why = `Container image "${image}" is not present with pull policy of Never`;
    return {
      reason: 'ErrImageNeverPull',
      failed: () => {
        recorder.event(pod, 'Warning', 'ErrImageNeverPull', why, path);
        warn('Error: ErrImageNeverPull');
        return why;
      },
    };
  }
  const fault = imageFault(image);
  if (fault !== undefined) {
    const detail = /capitals/.test(fault) ? `: repository name (${libraryName(image)}) must be lowercase` : '';
    const why = `Failed to apply default image tag ${JSON.stringify(image)}: couldn't parse image name ${JSON.stringify(image)}: invalid reference format${detail}`;
    return {
      reason: 'InvalidImageName',
      failed: () => {
        recorder.event(pod, 'Warning', 'InspectFailed', why, path);
        warn('Error: InvalidImageName');
        return why;
      },
    };
  }
  const full = fullImage(image);
  const resolving = `failed to pull and unpack image "${full}": failed to resolve reference "${full}"`;
  // As containerd says it: a name that a registry does not know could be one that it keeps from strangers.
  const why = isNobodys(image)
    ? `${resolving}: failed to do request: Head "${manifestUrl(full)}": dial tcp: lookup ${hostOf(full)} on ${RESOLVER}: no such host`
    : registryProblem(image) === 'denied'
      ? `${resolving}: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`
      : `rpc error: code = NotFound desc = ${resolving}: ${full}: not found`;
  recorder.event(pod, 'Normal', 'Pulling', `Pulling image "${image}"`, path);
  return {
    reason: 'ErrImagePull',
    failed: () => {
      warn(`Failed to pull image "${image}": ${why}`);
      warn('Error: ErrImagePull');
      return why;
    },
    backOff: () => {
      recorder.event(pod, 'Normal', 'BackOff', `Back-off pulling image "${image}"`, path);
      warn('Error: ImagePullBackOff');
      return `Back-off pulling image "${image}": ErrImagePull: ${why}`;
    },
  };
}

/** Says that a container waits to be started anew. */
export function announceBackOff(recorder: Recorder, pod: KubeObject, name: string, field: string): void {
  const { metadata } = pod;
  const of = `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
  recorder.event(pod, 'Warning', 'BackOff', `Back-off restarting failed container ${name} in pod ${of}`, field);
}

/** Says that a container is ended, and why. */
export function announceKilling(recorder: Recorder, pod: KubeObject, field: string, why: string): void {
  recorder.event(pod, 'Normal', 'Killing', why, field);
}
