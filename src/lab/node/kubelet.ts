import { asList, asRecord, type Data } from '../../kubernetes/data.ts';
import { group, type KubeObject, recordAt, timeText } from '../api/core/objects.ts';
import type { Nodes } from '../api/core/services.ts';
import type { ApiResponse } from '../api/protocol.ts';
import { type Client, keyOf } from '../controllers/framework.ts';
import { withPodCondition } from '../controllers/pod-conditions.ts';
import { Recorder } from '../controllers/recorder.ts';
import type { Timer } from '../time/clock.ts';
import { behaviorOf } from './behavior.ts';
import { containerLog } from './logs.ts';

/** How long Pods take to start and to end. */
const START_MS = 400;
const STOP_MS = 1200;
const PULL_FAILS_MS = 500;
const PULL_BACK_OFF_MS = 3000;
/** How long a container waits before it is started anew: twice as long each time. @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy */
const FIRST_BACK_OFF_MS = 10_000;
const LONGEST_BACK_OFF_MS = 300_000;

/** One container as it runs. */
interface Running {
  restarts: number;
  state: Data;
  lastState: Data;
  isReady: boolean;
  isStarted: boolean;
}

/** A Pod that this node takes care of. */
interface Care {
  containers: Map<string, Running>;
  init: Map<string, Running>;
  timers: Timer[];
  startTime: string;
  ip: string | undefined;
  isStopping: boolean;
  isBroken: boolean;
}

const running = (now: string): Data => ({ running: { startedAt: now } });

/**
 * The agent of one node: starts the containers of Pods that were given to it, and says how they are. Containers follow conventions, see `behavior.ts`.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
 */
export class Kubelet implements Nodes {
  readonly #client: Client;
  readonly #address: string;
  readonly #network: string;
  readonly #recorder: Recorder;
  readonly #cares = new Map<string, Care>();
  #addresses = 1;

  /** @param network the first three numbers of the addresses of its Pods, such as `10.244.1` */
  constructor(client: Client, node: string, address: string, network: string) {
    this.#client = client;
    this.#address = address;
    this.#network = network;
    this.#recorder = new Recorder(client.server, 'kubelet', node);
    client.server.store.listen(({ bucket, type, object }) => {
      if (bucket === '/configmaps' || bucket === '/secrets') {
        for (const [uid, care] of this.#cares) if (care.isBroken) this.#later(care, 1000, () => this.#retry(uid));
        return;
      }
      if (bucket !== '/pods' || recordAt(object, 'spec').nodeName !== node) return;
      client.server.clock.after(1, () => this.#see(object, type === 'DELETED'));
    });
  }

  /** What a container has written. @throws ApiError when it has not begun */
  log(pod: KubeObject, query: Readonly<Record<string, string>>): ApiResponse {
    return containerLog(pod, query, this.#client.server.store, this.#client.now());
  }

  #pod(uid: string): KubeObject | undefined {
    return this.#client.list(this.#client.resource('', 'pods')).find(({ metadata }) => metadata.uid === uid);
  }

  #see(seen: KubeObject, isGone: boolean): void {
    const { uid } = seen.metadata;
    const care = this.#cares.get(uid);
    if (isGone) {
      for (const timer of care?.timers ?? []) timer.cancel();
      this.#cares.delete(uid);
      return;
    }
    const pod = this.#pod(uid);
    if (!pod) return;
    if (!care) {
      const made: Care = {
        containers: new Map(),
        init: new Map(),
        timers: [],
        startTime: timeText(this.#client.now()),
        ip: undefined,
        isStopping: false,
        isBroken: false,
      };
      this.#cares.set(uid, made);
      this.#later(made, START_MS, () => this.#begin(uid));
      return;
    }
    if (pod.metadata.deletionTimestamp !== undefined && !care.isStopping) this.#stop(pod, care);
  }

  #later(care: Care, milliseconds: number, action: () => void): void {
    care.timers.push(this.#client.server.clock.after(milliseconds, action));
  }

  #retry(uid: string): void {
    const care = this.#cares.get(uid);
    if (care?.isBroken) this.#begin(uid);
  }

  #begin(uid: string): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care || care.isStopping) return;
    care.ip ??= recordAt(pod, 'spec').hostNetwork === true ? this.#address : `${this.#network}.${++this.#addresses}`;
    const missing = missingReferences(this.#client, pod);
    care.isBroken = missing !== undefined;
    if (missing) {
      const reason = missing.isVolume ? 'ContainerCreating' : 'CreateContainerConfigError';
      for (const container of asList(recordAt(pod, 'spec').containers))
        this.#set(
          care,
          'containers',
          String(container.name),
          { waiting: missing.isVolume ? { reason } : { message: missing.message, reason } },
          false,
        );
      this.#recorder.event(
        pod,
        'Warning',
        missing.isVolume ? 'FailedMount' : 'Failed',
        missing.isVolume
          ? `MountVolume.SetUp failed for volume "${missing.volume}" : ${missing.message}`
          : `Error: ${missing.message}`,
        missing.isVolume ? undefined : `spec.containers{${missing.container}}`,
      );
      this.#write(uid);
      return;
    }
    this.#next(uid);
  }

  #set(care: Care, list: 'containers' | 'init', name: string, state: Data, isReady: boolean): Running {
    const old = care[list].get(name);
    const made: Running = {
      restarts: old?.restarts ?? 0,
      state,
      lastState: old?.lastState ?? {},
      isReady,
      isStarted: 'running' in state,
    };
    care[list].set(name, made);
    return made;
  }

  /** Starts what comes next: init containers one after the other, then all others. */
  #next(uid: string): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care || care.isStopping) return;
    const spec = recordAt(pod, 'spec');
    const now = timeText(this.#client.now());
    const waiting = { waiting: { reason: 'PodInitializing' } };
    for (const init of asList(spec.initContainers)) {
      const name = String(init.name);
      const state = care.init.get(name)?.state;
      const isDone =
        asRecord(state?.terminated).exitCode === 0 || (init.restartPolicy === 'Always' && state?.running !== undefined);
      if (isDone) continue;
      if (state?.running) return;
      for (const other of asList(spec.initContainers))
        if (!care.init.has(String(other.name))) this.#set(care, 'init', String(other.name), waiting, false);
      for (const other of asList(spec.containers)) this.#set(care, 'containers', String(other.name), waiting, false);
      if (!this.#pull(pod, care, init, 'init')) return;
      this.#set(care, 'init', name, running(now), true);
      this.#announce(pod, init, 'initContainers');
      this.#plan(uid, init, 'init');
      this.#write(uid);
      if (init.restartPolicy !== 'Always') return;
    }
    for (const container of asList(spec.containers)) {
      if (care.containers.get(String(container.name))?.state.running) continue;
      if (this.#pull(pod, care, container, 'containers')) this.#start(uid, container);
    }
    this.#write(uid);
  }

  #pull(pod: KubeObject, care: Care, container: Data, list: 'containers' | 'init'): boolean {
    const image = String(container.image);
    const path = `spec.${list === 'init' ? 'initContainers' : 'containers'}{${String(container.name)}}`;
    const { isMissing } = behaviorOf(container);
    if (!isMissing) return true;
    const waiting = (reason: string, message: string): void => {
      this.#set(care, list, String(container.name), { waiting: { message, reason } }, false);
      this.#write(pod.metadata.uid);
    };
    const why = `failed to pull and unpack image "${fullImage(image)}": failed to resolve reference "${fullImage(image)}": ${fullImage(image)}: not found`;
    this.#set(care, list, String(container.name), { waiting: { reason: 'ContainerCreating' } }, false);
    this.#recorder.event(pod, 'Normal', 'Pulling', `Pulling image "${image}"`, path);
    this.#later(care, PULL_FAILS_MS, () => {
      this.#recorder.event(
        pod,
        'Warning',
        'Failed',
        `Failed to pull image "${image}": rpc error: code = NotFound desc = ${why}`,
        path,
      );
      this.#recorder.event(pod, 'Warning', 'Failed', 'Error: ErrImagePull', path);
      waiting('ErrImagePull', `rpc error: code = NotFound desc = ${why}`);
    });
    this.#later(care, PULL_BACK_OFF_MS, () => {
      this.#recorder.event(pod, 'Normal', 'BackOff', `Back-off pulling image "${image}"`, path);
      this.#recorder.event(pod, 'Warning', 'Failed', 'Error: ImagePullBackOff', path);
      waiting(
        'ImagePullBackOff',
        `Back-off pulling image "${image}": ErrImagePull: rpc error: code = NotFound desc = ${why}`,
      );
    });
    return false;
  }

  #announce(pod: KubeObject, container: Data, list: string): void {
    const path = `spec.${list}{${String(container.name)}}`;
    this.#recorder.event(
      pod,
      'Normal',
      'Pulled',
      `Container image "${String(container.image)}" already present on machine and can be accessed by the pod`,
      path,
    );
    this.#recorder.event(pod, 'Normal', 'Created', 'Container created', path);
    this.#recorder.event(pod, 'Normal', 'Started', 'Container started', path);
  }

  #start(uid: string, container: Data): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care || care.isStopping) return;
    const { readinessFails, startupFails, livenessFails } = behaviorOf(container);
    const probes = container.readinessProbe !== undefined || container.startupProbe !== undefined;
    this.#set(
      care,
      'containers',
      String(container.name),
      running(timeText(this.#client.now())),
      !readinessFails && !startupFails && !probes,
    );
    this.#announce(pod, container, 'containers');
    if (probes && !readinessFails && !startupFails) {
      const delay = Number(asRecord(container.readinessProbe).initialDelaySeconds ?? 0) * 1000;
      this.#later(care, delay + 300, () => {
        const state = care.containers.get(String(container.name));
        if (!state?.state.running) return;
        state.isReady = true;
        this.#write(uid);
      });
    }
    void livenessFails;
    this.#plan(uid, container, 'containers');
  }

  /** Ends a container when its command would. */
  #plan(uid: string, container: Data, list: 'containers' | 'init'): void {
    const care = this.#cares.get(uid);
    const { endsAfter, exitCode } = behaviorOf(container);
    if (!care || endsAfter === undefined) return;
    this.#later(care, endsAfter, () => this.#ended(uid, container, list, exitCode));
  }

  #ended(uid: string, container: Data, list: 'containers' | 'init', exitCode: number): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    const name = String(container.name);
    const state = care?.[list].get(name);
    if (!pod || !care || !state || care.isStopping) return;
    const finishedAt = timeText(this.#client.now());
    const terminated = {
      terminated: {
        containerID: `containerd://${uid.replaceAll('-', '')}${state.restarts}`,
        exitCode,
        finishedAt,
        reason: exitCode === 0 ? 'Completed' : 'Error',
        startedAt: asRecord(state.state.running).startedAt,
      },
    };
    state.isReady = list === 'init' && exitCode === 0;
    state.isStarted = false;
    state.state = terminated;
    this.#write(uid);
    if (list === 'init' && exitCode === 0) {
      this.#next(uid);
      return;
    }
    const policy =
      list === 'init' && recordAt(pod, 'spec').restartPolicy === 'Always'
        ? 'OnFailure'
        : String(recordAt(pod, 'spec').restartPolicy);
    if (policy === 'Never' || (policy === 'OnFailure' && exitCode === 0)) return;
    const again = (): void => {
      if (care.isStopping) return;
      state.restarts++;
      state.lastState = terminated;
      state.state = running(timeText(this.#client.now()));
      state.isReady = true;
      state.isStarted = true;
      this.#announce(pod, container, list === 'init' ? 'initContainers' : 'containers');
      this.#write(uid);
      this.#plan(uid, container, list);
    };
    if (state.restarts === 0) {
      this.#later(care, 1000, again);
      return;
    }
    const backOff = Math.min(FIRST_BACK_OFF_MS * 2 ** (state.restarts - 1), LONGEST_BACK_OFF_MS);
    state.lastState = terminated;
    state.state = {
      waiting: {
        message: `back-off ${backOff >= 60_000 ? `${Math.floor(backOff / 60_000)}m${(backOff % 60_000) / 1000}s` : `${backOff / 1000}s`} restarting failed container=${name} pod=${pod.metadata.name}_${pod.metadata.namespace}(${uid})`,
        reason: 'CrashLoopBackOff',
      },
    };
    this.#recorder.event(
      pod,
      'Warning',
      'BackOff',
      `Back-off restarting failed container ${name} in pod ${pod.metadata.name}_${pod.metadata.namespace}(${uid})`,
      `spec.containers{${name}}`,
    );
    this.#write(uid);
    this.#later(care, backOff, again);
  }

  #stop(pod: KubeObject, care: Care): void {
    care.isStopping = true;
    for (const timer of care.timers) timer.cancel();
    const isRunning = [...care.containers.values()].some(({ state }) => state.running !== undefined);
    if (isRunning)
      for (const container of asList(recordAt(pod, 'spec').containers))
        this.#recorder.event(
          pod,
          'Normal',
          'Killing',
          `Stopping container ${String(container.name)}`,
          `spec.containers{${String(container.name)}}`,
        );
    const grace = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000;
    this.#client.server.clock.after(isRunning ? Math.min(STOP_MS, Math.max(grace, 0)) : 50, () => {
      this.#client.remove(this.#client.resource('', 'pods'), keyOf(pod), {
        gracePeriodSeconds: 0,
        preconditions: { uid: pod.metadata.uid },
      });
    });
  }

  #write(uid: string): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care) return;
    this.#client.change(
      this.#client.resource('', 'pods'),
      keyOf(pod),
      (object) => {
        this.#fill(object, care);
        return true;
      },
      'status',
    );
  }

  #fill(pod: KubeObject, care: Care): void {
    const spec = recordAt(pod, 'spec');
    const status = group(pod, 'status');
    const now = this.#client.now();
    const observedGeneration = pod.metadata.generation;
    const states = [...care.containers.values()];
    const initDone = asList(spec.initContainers).every(({ name, restartPolicy }) => {
      const state = care.init.get(String(name))?.state;
      return asRecord(state?.terminated).exitCode === 0 || (restartPolicy === 'Always' && state?.running !== undefined);
    });
    const phase = phaseOf(pod, care);
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
      containerStatus(container, care.containers.get(String(container.name))),
    );
    if (asList(spec.initContainers).length > 0)
      status.initContainerStatuses = asList(spec.initContainers).flatMap((container) =>
        containerStatus(container, care.init.get(String(container.name))),
      );
    Object.assign(status, {
      hostIP: this.#address,
      hostIPs: [{ ip: this.#address }],
      observedGeneration,
      phase,
      startTime: care.startTime,
      ...(care.ip === undefined ? {} : { podIP: care.ip, podIPs: [{ ip: care.ip }] }),
    });
  }
}

/** `nginx:1.29` as `docker.io/library/nginx:1.29`. */
export function fullImage(image: string): string {
  const first = image.split('/')[0] ?? '';
  if (image.includes('/') && /[.:]|^localhost$/.test(first)) return image;
  const tagged = /[:@]/.test(image.slice(image.lastIndexOf('/') + 1)) ? image : `${image}:latest`;
  return image.includes('/') ? `docker.io/${tagged}` : `docker.io/library/${tagged}`;
}

function containerStatus(container: Data, state: Running | undefined): Data[] {
  if (!state) return [];
  const image = fullImage(String(container.image));
  const isKnown = state.state.waiting === undefined || state.restarts > 0;
  return [
    {
      ...(state.state.running ? { containerID: `containerd://${'0'.repeat(64)}` } : {}),
      image: isKnown ? image : String(container.image),
      imageID: isKnown ? `${image.replace(/[:@][^/]*$/, '')}@sha256:${'0'.repeat(64)}` : '',
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

/** The first ConfigMap, Secret or key that a Pod needs and that is not there. */
function missingReferences(
  client: Client,
  pod: KubeObject,
): { message: string; container: string; isVolume: boolean; volume: string } | undefined {
  const spec = recordAt(pod, 'spec');
  const namespace = pod.metadata.namespace ?? '';
  const lookUp = (kind: 'configmap' | 'secret', reference: unknown): string | undefined => {
    const { name, key, optional } = asRecord(reference);
    if (optional === true || name === undefined) return undefined;
    const found = client.find(client.resource('', `${kind}s`), namespace, String(name));
    if (!found) return `${kind} "${String(name)}" not found`;
    if (key === undefined) return undefined;
    const data = { ...asRecord(found.data), ...asRecord(found.binaryData) };
    return String(key) in data
      ? undefined
      : `couldn't find key ${String(key)} in ${kind === 'configmap' ? 'ConfigMap' : 'Secret'} ${namespace}/${String(name)}`;
  };
  for (const volume of asList(spec.volumes)) {
    const sources = [volume, ...asList(asRecord(volume.projected).sources)];
    for (const source of sources) {
      const { secretName, ...secret } = asRecord(source.secret);
      const message =
        lookUp('configmap', source.configMap) ??
        lookUp('secret', { ...secret, name: secretName ?? secret.name, key: undefined });
      if (message !== undefined) return { message, container: '', isVolume: true, volume: String(volume.name) };
    }
  }
  for (const container of [...asList(spec.initContainers), ...asList(spec.containers)]) {
    for (const { configMapRef, secretRef } of asList(container.envFrom)) {
      const message = lookUp('configmap', configMapRef) ?? lookUp('secret', secretRef);
      if (message !== undefined) return { message, container: String(container.name), isVolume: false, volume: '' };
    }
    for (const { valueFrom } of asList(container.env)) {
      const { configMapKeyRef, secretKeyRef } = asRecord(valueFrom);
      const message = lookUp('configmap', configMapKeyRef) ?? lookUp('secret', secretKeyRef);
      if (message !== undefined) return { message, container: String(container.name), isVolume: false, volume: '' };
    }
  }
  return undefined;
}
