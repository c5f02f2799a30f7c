import { asList, type Data } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt, timeText } from '../api/core/objects.ts';
import type { Nodes, Typed } from '../api/core/services.ts';
import type { ApiResponse } from '../api/protocol.ts';
import { type Client, keyOf } from '../controllers/framework.ts';
import { Recorder } from '../controllers/recorder.ts';
import { announce, announceBackOff, announceKilling, announceMissing, announcePull } from './announce.ts';
import { behaviorOf, readyAfterMs, stopHookMs } from './behavior.ts';
import { worldOf } from './execute.ts';
import { containerLog } from './logs.ts';
import { missingReferences } from './references.ts';
import {
  type Care,
  changedImages,
  crashLoop,
  ended,
  FIELDS,
  fillStatus,
  type List,
  newCare,
  type Running,
  restarted,
  running,
  setState,
  startsAgain,
} from './status.ts';
import {
  backOffMs,
  FIRST_RESTART_MS,
  NEVER_STARTED_MS,
  PULL_BACK_OFF_MS,
  PULL_FAILS_MS,
  type Shared,
  START_MS,
  STOP_MS,
} from './times.ts';
import { isPassed, waitForInit, waitForMissing } from './waiting.ts';

/**
 * The agent of one node: starts the containers of Pods that were given to it, and says how they are. Containers follow conventions, see `behavior.ts`.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
 */
export class Kubelet implements Nodes {
  readonly #client: Client;
  readonly #address: string;
  readonly #network: string;
  readonly #recorder: Recorder;
  readonly #shared: Shared;
  readonly #cares = new Map<string, Care>();
  #addresses = 1;

  /**
   * @param network the first three numbers of the addresses of its Pods, such as `10.244.1`
   * @param shared what the agents of all nodes have together: the images that nodes hold, and what keeps their Pods apart
   */
  constructor(client: Client, node: string, address: string, network: string, shared: Shared) {
    this.#client = client;
    this.#shared = shared;
    this.#address = address;
    this.#network = network;
    this.#recorder = new Recorder(client.server, 'kubelet', node);
    client.server.store.listen(({ bucket, type, object }) => {
      if (bucket === '/configmaps' || bucket === '/secrets') {
        for (const [uid, care] of this.#cares)
          if (care.isBroken) this.#later(care, 1000, () => care.isBroken && this.#begin(uid));
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

  /** Runs a command in a container. @throws ApiError when that is not there, or does not run */
  execute(pod: KubeObject, name: string, command: readonly string[], typed: Typed): ApiResponse {
    return this.#shared.runtime(worldOf(this.#client, pod, this.#cares.get(pod.metadata.uid), name), command, typed);
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
      const made = newCare(timeText(this.#client.now()));
      this.#cares.set(uid, made);
      this.#later(made, this.#shared.paces.start.after(START_MS, this.#client.now()), () => this.#begin(uid));
      return;
    }
    for (const container of changedImages(pod, care)) this.#redefine(pod, care, container);
    if (pod.metadata.deletionTimestamp !== undefined && !care.isStopping) this.#stop(pod, care);
    else if (asList(recordAt(pod, 'spec').ephemeralContainers).some(({ name }) => !care.ephemeral.has(String(name))))
      this.#later(care, START_MS, () => this.#startEphemeral(uid));
  }

  /** Starts a container anew, because it is described otherwise now; one that waits for its image gets the other one. */
  #redefine(pod: KubeObject, care: Care, container: Data): void {
    const name = String(container.name);
    const { uid } = pod.metadata;
    const state = care.containers.get(name);
    care.images.set(name, String(container.image));
    if (!state?.state.running) {
      this.#later(care, START_MS, () => this.#next(uid));
      return;
    }
    announceKilling(this.#recorder, pod, name, `Container ${name} definition changed, will be restarted`);
    this.#later(care, STOP_MS, () => {
      const now = this.#pod(uid);
      if (!now || care.isStopping) return;
      state.lastState = ended(uid, name, state, 0, this.#client.now());
      state.restarts++;
      if (this.#pull(now, care, container, 'containers')) this.#start(uid, container);
      this.#write(uid);
    });
  }

  /** Starts the containers that were added to a running Pod. They end when their command does, and are not started again. */
  #startEphemeral(uid: string): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care || care.isStopping) return;
    for (const container of asList(recordAt(pod, 'spec').ephemeralContainers)) {
      const name = String(container.name);
      if (care.ephemeral.has(name) || !this.#pull(pod, care, container, 'ephemeral')) continue;
      setState(care, 'ephemeral', name, running(timeText(this.#client.now())), false);
      announce(this.#recorder, pod, container, FIELDS.ephemeral);
      this.#plan(uid, container, 'ephemeral');
      this.#write(uid);
    }
  }

  #later(care: Care, milliseconds: number, action: () => unknown): void {
    care.timers.push(this.#client.server.clock.after(milliseconds, action));
  }

  #begin(uid: string): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care || care.isStopping) return;
    care.ip ??= recordAt(pod, 'spec').hostNetwork === true ? this.#address : `${this.#network}.${++this.#addresses}`;
    const missing = missingReferences(this.#client, pod);
    care.isBroken = missing !== undefined;
    if (missing) {
      waitForMissing(pod, care, missing);
      announceMissing(this.#recorder, pod, missing);
      this.#write(uid);
      return;
    }
    this.#next(uid);
  }

  /** Starts what comes next: init containers one after the other, then all others. */
  #next(uid: string): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care || care.isStopping) return;
    const spec = recordAt(pod, 'spec');
    for (const init of asList(spec.initContainers)) {
      const name = String(init.name);
      const state = care.init.get(name)?.state;
      if (isPassed(init, state)) continue;
      if (state?.running) return;
      waitForInit(care, spec);
      if (!this.#pull(pod, care, init, 'init')) return;
      setState(care, 'init', name, running(timeText(this.#client.now())), true);
      announce(this.#recorder, pod, init, 'initContainers');
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

  #pull(pod: KubeObject, care: Care, container: Data, list: List): boolean {
    const image = String(container.image);
    if (list === 'containers') care.images.set(String(container.name), image);
    if (this.#shared.images.canStart(container)) return true;
    const waiting = (reason: string, message: string): void => {
      // Meanwhile somebody may have given it another image.
      if (list === 'containers' && care.images.get(String(container.name)) !== image) return;
      setState(care, list, String(container.name), { waiting: { message, reason } }, false);
      this.#write(pod.metadata.uid);
    };
    setState(care, list, String(container.name), { waiting: { reason: 'ContainerCreating' } }, false);
    const said = announcePull(this.#recorder, pod, image, `spec.${FIELDS[list]}{${String(container.name)}}`);
    this.#later(care, PULL_FAILS_MS, () => waiting('ErrImagePull', said.failed()));
    this.#later(care, PULL_BACK_OFF_MS, () => waiting('ImagePullBackOff', said.backOff()));
    return false;
  }

  #start(uid: string, container: Data): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care || care.isStopping) return;
    const readyAfter = readyAfterMs(container);
    setState(care, 'containers', String(container.name), running(timeText(this.#client.now())), readyAfter === 0);
    announce(this.#recorder, pod, container, 'containers');
    if (readyAfter)
      this.#later(care, readyAfter, () => {
        const state = care.containers.get(String(container.name));
        if (!state?.state.running) return;
        state.isReady = true;
        this.#write(uid);
      });
    this.#plan(uid, container, 'containers');
  }

  /** Ends a container when its command would. */
  #plan(uid: string, container: Data, list: List): void {
    const care = this.#cares.get(uid);
    const { endsAfter, exitCode } = behaviorOf(container);
    if (!care || endsAfter === undefined) return;
    this.#later(care, endsAfter, () => this.#ended(uid, container, list, exitCode));
  }

  #ended(uid: string, container: Data, list: List, exitCode: number): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    const name = String(container.name);
    const state = care?.[list].get(name);
    if (!pod || !care || !state || care.isStopping) return;
    const terminated = ended(uid, name, state, exitCode, this.#client.now(), behaviorOf(container).problem);
    state.isReady = list === 'init' && exitCode === 0;
    state.isStarted = false;
    state.state = terminated;
    this.#write(uid);
    if (list === 'init' && exitCode === 0) this.#next(uid);
    else if (list !== 'ephemeral' && startsAgain(pod, list, exitCode)) this.#restart(pod, care, container, list, state);
  }

  /** Starts a container again that has ended: soon the first time, then after a time that grows. */
  #restart(pod: KubeObject, care: Care, container: Data, list: List, state: Running): void {
    const { uid } = pod.metadata;
    const terminated = state.state;
    const again = (): void => {
      if (care.isStopping) return;
      restarted(state, terminated, timeText(this.#client.now()));
      announce(this.#recorder, pod, container, FIELDS[list]);
      this.#write(uid);
      this.#plan(uid, container, list);
    };
    const wait = state.restarts === 0 ? FIRST_RESTART_MS : backOffMs(state.restarts);
    if (state.restarts > 0) {
      state.lastState = terminated;
      state.state = crashLoop(pod, String(container.name), wait);
      announceBackOff(this.#recorder, pod, String(container.name));
      this.#write(uid);
    }
    this.#later(care, wait, again);
  }

  #stop(pod: KubeObject, care: Care): void {
    care.isStopping = true;
    for (const timer of care.timers) timer.cancel();
    const isRunning = [...care.containers.values()].some(({ state }) => state.running !== undefined);
    const containers = isRunning ? asList(recordAt(pod, 'spec').containers) : [];
    for (const { name } of containers) announceKilling(this.#recorder, pod, String(name), `Stopping container ${name}`);
    const grace = isRunning ? Math.max(0, (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000) : NEVER_STARTED_MS;
    const whole = (): number => this.#shared.paces.stop.after(STOP_MS, this.#client.now());
    const time = grace < STOP_MS ? grace : Math.min(grace, whole() + Math.max(...containers.map(stopHookMs)));
    this.#client.server.clock.after(time, () => {
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
        fillStatus(object, care, this.#address, this.#client.now());
        return true;
      },
      'status',
    );
  }
}
