import { asList, asRecord, type Data } from '../../kubernetes/data.ts';
import { group, type KubeObject, recordAt, timeText } from '../api/core/objects.ts';
import { withPodCondition } from '../controllers/pod-conditions.ts';
import type { Care, List, Running } from './care.ts';
import { fullImage } from './image-name.ts';

/** Writes into a Pod's status how its containers are. */
export function fillStatus(
  pod: KubeObject,
  care: Care,
  { address, now, imageId }: { address: string; now: number; imageId: (image: string) => string },
): void {
  const spec = recordAt(pod, 'spec');
  const status = group(pod, 'status');
  const observedGeneration = pod.metadata.generation;
  const states = [...care.containers.values()];
  const initDone = asList(spec.initContainers).every(({ name, restartPolicy }) => {
    const state = care.init.get(String(name))?.state;
    return asRecord(state?.terminated).exitCode === 0 || (restartPolicy === 'Always' && state?.running !== undefined);
  });
  const phase = care.failure ? 'Failed' : phaseOf(pod, care);
  const allReady = states.length > 0 && states.every(({ isReady }) => isReady);
  const isOver = phase === 'Succeeded' || phase === 'Failed';
  const unready =
    states.length > 0 ? [...care.containers].filter(([, { isReady }]) => !isReady).map(([name]) => name) : [];
  const why = isOver
    ? { reason: phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed' }
    : { reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` };
  const incomplete = asList(spec.initContainers)
    .filter(({ name }) => asRecord(care.init.get(String(name))?.state.terminated).exitCode !== 0)
    .map(({ name }) => String(name));
  withPodCondition(pod, { type: 'PodScheduled', status: 'True', observedGeneration }, now);
  withPodCondition(pod, { type: 'PodReadyToStartContainers', status: 'True', observedGeneration }, now);
  withPodCondition(
    pod,
    {
      type: 'Initialized',
      status: initDone ? 'True' : 'False',
      ...(initDone
        ? {}
        : {
            reason: 'ContainersNotInitialized',
            message: `containers with incomplete status: [${incomplete.join(' ')}]`,
          }),
      observedGeneration,
    },
    now,
  );
  const gates = asList(spec.readinessGates).map(({ conditionType }) => String(conditionType));
  const closed = gates.filter(
    (gate) => !asList(status.conditions).some(({ type, status: value }) => type === gate && value === 'True'),
  );
  const podReady = allReady && closed.length === 0;
  withPodCondition(
    pod,
    {
      type: 'Ready',
      status: podReady ? 'True' : 'False',
      ...(podReady
        ? {}
        : allReady
          ? {
              reason: 'ReadinessGatesNotReady',
              message: closed
                .map((gate) => `corresponding condition of pod readiness gate "${gate}" does not exist.`)
                .join(', '),
            }
          : why),
      observedGeneration,
    },
    now,
  );
  withPodCondition(
    pod,
    { type: 'ContainersReady', status: allReady ? 'True' : 'False', ...(allReady ? {} : why), observedGeneration },
    now,
  );
  const conditions = asList(status.conditions);
  const order = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];
  const place = (type: unknown): number => (order.includes(String(type)) ? order.indexOf(String(type)) : -1);
  status.conditions = [...conditions].sort((a, b) => place(a.type) - place(b.type));
  status.containerStatuses = asList(spec.containers).flatMap((container) =>
    containerStatus(pod.metadata.uid, container, care.containers.get(String(container.name)), imageId),
  );
  if (asList(spec.initContainers).length > 0)
    status.initContainerStatuses = asList(spec.initContainers).flatMap((container) =>
      containerStatus(pod.metadata.uid, container, care.init.get(String(container.name)), imageId),
    );
  if (care.ephemeral.size > 0)
    status.ephemeralContainerStatuses = asList(spec.ephemeralContainers).flatMap((container) =>
      containerStatus(pod.metadata.uid, container, care.ephemeral.get(String(container.name)), imageId).map(
        ({ started: _, ...shown }) => shown,
      ),
    );
  Object.assign(status, {
    hostIP: address,
    hostIPs: [{ ip: address }],
    observedGeneration,
    phase,
    ...(care.failure ?? {}),
    startTime: care.startTime,
    ...(care.ip === undefined ? {} : { podIP: care.ip, podIPs: [{ ip: care.ip }] }),
  });
}

function containerStatus(
  uid: string,
  container: Data,
  state: Running | undefined,
  imageId: (image: string) => string,
): Data[] {
  if (!state) return [];
  const image = fullImage(String(container.image));
  const isKnown = state.state.waiting === undefined || state.restarts > 0;
  return [
    {
      ...(state.state.running ? { containerID: containerId(uid, String(container.name), state.restarts) } : {}),
      image: isKnown ? image : String(container.image),
      imageID: isKnown ? imageId(image) : '',
      lastState: state.lastState,
      name: String(container.name),
      ready: state.isReady,
      restartCount: state.restarts,
      started: state.isStarted,
      state: state.state,
    },
  ];
}

function phaseOf(pod: KubeObject, care: Care): string {
  const policy = recordAt(pod, 'spec').restartPolicy;
  const codes = [...care.containers.values()].map(({ state }) => asRecord(state.terminated).exitCode);
  const failedInit = [...care.init.values()].some(
    ({ state }) => state.terminated !== undefined && asRecord(state.terminated).exitCode !== 0,
  );
  if (failedInit && policy === 'Never') return 'Failed';
  if (codes.length > 0 && codes.every((code) => code !== undefined)) {
    if (codes.every((code) => code === 0) && policy !== 'Always') return 'Succeeded';
    if (policy === 'Never') return codes.every((code) => code === 0) ? 'Succeeded' : 'Failed';
  }
  const isStarted = [...care.containers.values()].some(
    ({ state, restarts }) => state.running !== undefined || state.terminated !== undefined || restarts > 0,
  );
  return isStarted ? 'Running' : 'Pending';
}

/** The state of a container that waits to be started anew. */
export function crashLoop({ metadata }: KubeObject, name: string, milliseconds: number): Data {
  const seconds = milliseconds / 1000;
  const shown = seconds >= 60 ? `${Math.floor(seconds / 60)}m${seconds % 60}s` : `${seconds}s`;
  const pod = `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
  return {
    waiting: {
      message: `back-off ${shown} restarting failed container=${name} pod=${pod}`,
      reason: 'CrashLoopBackOff',
    },
  };
}

/** The state of a container that runs since a moment. */
export const running = (now: string): Data => ({ running: { startedAt: now } });

/** How a container has ended. */
export interface End {
  code: number;
  finishedAt: number;
  /** Why it never began. */
  problem?: string | undefined;
  /** Why it was ended; otherwise its code tells. */
  reason?: string | undefined;
  /** What it has left as its last words. */
  words?: string;
}

/** The state of a container that has ended. */
export function ended(
  uid: string,
  name: string,
  { restarts, state }: Running,
  { code: exitCode, finishedAt: moment, problem, reason, words = '' }: End,
): Data {
  const containerID = containerId(uid, name, restarts);
  const finishedAt = timeText(moment);
  // What never began has no moment at which it did.
  if (problem !== undefined)
    return {
      terminated: { containerID, exitCode, finishedAt, message: problem, reason: 'StartError', startedAt: timeText(0) },
    };
  return {
    terminated: {
      containerID,
      exitCode,
      finishedAt,
      ...(words === '' ? {} : { message: words }),
      reason: reason ?? (exitCode === 0 ? 'Completed' : 'Error'),
      startedAt: asRecord(state.running).startedAt,
    },
  };
}

/** Whether a container that has ended is started anew. */
export function startsAgain(pod: KubeObject, list: List, exitCode: number): boolean {
  const { restartPolicy } = recordAt(pod, 'spec');
  // Init containers are tried until they succeed, unless nothing is ever tried again.
  const policy = list === 'init' && restartPolicy === 'Always' ? 'OnFailure' : restartPolicy;
  return !(policy === 'Never' || (policy === 'OnFailure' && exitCode === 0));
}

/** The id of a container: 64 hexadecimal digits that follow from its Pod, its name and how often it was started. */
function containerId(uid: string, name: string, restarts: number): string {
  const text = `${uid}/${name}/${restarts}`;
  let id = '';
  for (let part = 0; part < 8; part++) {
    let hash = 2166136261 + part;
    for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
    id += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return `containerd://${id}`;
}

/** Notes that a container runs again. */
export function restarted(state: Running, before: Data, now: string): void {
  state.restarts++;
  state.lastState = before;
  state.state = running(now);
  state.isReady = true;
  state.isStarted = true;
}
