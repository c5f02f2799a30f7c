import { asList, type Data } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt, timeText } from '../api/core/objects.ts';
import type { Nodes, Typed } from '../api/core/services.ts';
import type { ApiResponse } from '../api/protocol.ts';
import { type Client, type Key, keyOf } from '../controllers/framework.ts';
import { Recorder } from '../controllers/recorder.ts';
import type { Timer } from '../time/clock.ts';
import { announceKilling, announceMissing, announceProblem, announcePull } from './announce.ts';
import { type Care, changedImages, FIELDS, type List, newCare, setState } from './care.ts';
import { runningContainer, worldOf } from './execute.ts';
import { type Agent, isSidecar } from './life.ts';
import { Lives } from './lives.ts';
import { containerLog } from './logs.ts';
import { missingReferences } from './references.ts';
import { fillStatus } from './status.ts';
import { failPod, stopPod } from './stop.ts';
import { PULL_BACK_OFF_MS, PULL_FAILS_MS, type Shared, START_MS, STOP_MS } from './times.ts';
import { keepUpToDate } from './volumes.ts';
import { isPassed, waitForInit, waitForMissing } from './waiting.ts';

/** The last number of the addresses of a node's Pods. */
const LAST_ADDRESS = 254;

/**
 * The agent of one node: starts the containers of Pods that were given to it, and says how they are.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
 */
export class Kubelet implements Nodes {
  readonly #client: Client;
  readonly #address: string;
  readonly #network: string;
  readonly #recorder: Recorder;
  readonly #shared: Shared;
  readonly #agent: Agent;
  readonly #lives: Lives;
  readonly #cares = new Map<string, Care>();
  readonly #keys = new Map<string, Key>();
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
    this.#agent = {
      client,
      recorder: this.#recorder,
      shared,
      node,
      pod: (uid) => this.#pod(uid),
      care: (uid) => this.#cares.get(uid),
      write: (uid) => this.#write(uid),
      next: (uid) => this.#next(uid),
      later: (care, milliseconds, action) => this.#later(care, milliseconds, action),
    };
    this.#lives = new Lives(this.#agent);
    client.server.store.listen(({ bucket, type, object }) => {
      if (bucket === '/configmaps' || bucket === '/secrets') {
        for (const [uid, care] of this.#cares)
          if (care.isBroken) this.#later(care, 1000, () => care.isBroken && this.#begin(uid));
          else keepUpToDate(this.#agent, uid, object);
        return;
      }
      if (bucket !== '/pods' || recordAt(object, 'spec').nodeName !== node) return;
      client.server.clock.after(1, () => this.#see(object, type === 'DELETED'));
    });
  }

  /** What a container has written. @throws ApiError when it has not begun */
  log(pod: KubeObject, query: Readonly<Record<string, string>>): ApiResponse {
    return containerLog(pod, this.#cares.get(pod.metadata.uid), query, this.#client.server.store, this.#client.now());
  }

  /** Runs a command in a container. @throws ApiError when that is not there, or does not run */
  execute(pod: KubeObject, name: string, command: readonly string[], typed: Typed): ApiResponse {
    const care = this.#cares.get(pod.metadata.uid);
    const { container, state } = runningContainer(pod, care, name);
    return this.#shared.runtime.execute(
      worldOf(this.#client, pod, care as Care, container, state.restarts),
      command,
      typed,
    );
  }

  /** Connects with the process of a container. @throws ApiError when that is not there, or does not run */
  attach(pod: KubeObject, name: string, typed: Typed): ApiResponse {
    const { container, state } = runningContainer(pod, this.#cares.get(pod.metadata.uid), name);
    const { world } = state.run ?? {};
    if (!world || !state.log)
      return this.log(pod, { container: String(container.name), follow: 'true', tailLines: '0' });
    return this.#shared.runtime.attach(world, state.log, typed);
  }

  /** Memory that the program of a container says it holds. */
  memory({ metadata }: KubeObject, name: string): number {
    return this.#cares.get(metadata.uid)?.containers.get(name)?.run?.memory ?? 0;
  }

  /** Gives a request to a port of a Pod, as seen from within it. */
  forward({ metadata }: KubeObject, port: number, request: string): ApiResponse {
    const address = this.#cares.get(metadata.uid)?.ip ?? '';
    return this.#shared.runtime.forward(address, port, request);
  }

  #pod(uid: string): KubeObject | undefined {
    const key = this.#keys.get(uid);
    const found = key && this.#client.find(this.#client.resource('', 'pods'), key.namespace, key.name);
    return found?.metadata.uid === uid ? found : undefined;
  }

  #see(seen: KubeObject, isGone: boolean): void {
    const { uid } = seen.metadata;
    const care = this.#cares.get(uid);
    if (isGone) {
      for (const timer of care?.timers ?? []) timer.cancel();
      if (care) {
        care.isStopping = true;
        for (const life of this.#lives.all(seen, care)) this.#lives.signal(life, 'SIGKILL');
        this.#shared.runtime.forget(uid);
      }
      this.#cares.delete(uid);
      this.#keys.delete(uid);
      return;
    }
    this.#keys.set(uid, keyOf(seen));
    const pod = this.#pod(uid);
    if (!pod) return;
    if (!care) {
      const made = newCare(timeText(this.#client.now()), this.#address);
      this.#cares.set(uid, made);
      this.#later(made, this.#shared.paces.start.after(START_MS, this.#client.now()), () => this.#begin(uid));
      return;
    }
    for (const container of changedImages(pod, care)) this.#redefine(pod, care, container);
    if (pod.metadata.deletionTimestamp !== undefined) stopPod(this.#agent, this.#lives, pod, care);
    else if (asList(recordAt(pod, 'spec').ephemeralContainers).some(({ name }) => !care.ephemeral.has(String(name))))
      this.#later(care, START_MS, () => this.#startEphemeral(uid));
  }

  /** Starts a container anew, because it is described otherwise now; one that waits for its image gets the other one. */
  #redefine(pod: KubeObject, care: Care, container: Data): void {
    const name = String(container.name);
    const { uid } = pod.metadata;
    care.images.set(name, String(container.image));
    const life = this.#lives.all(pod, care).find((one) => one.container.name === name);
    if (!life) {
      this.#later(care, START_MS, () => this.#next(uid));
      return;
    }
    announceKilling(this.#recorder, pod, life.field, `Container ${name} definition changed, will be restarted`);
    this.#later(care, STOP_MS, () => {
      const now = this.#pod(uid);
      if (!now || care.isStopping) return;
      this.#lives.replace(life, now, care, () => this.#pull(now, care, container, 'containers'), container);
    });
  }

  /** Starts the containers that were added to a running Pod. They end when their command does, and are not started again. */
  #startEphemeral(uid: string): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care || care.isStopping) return;
    for (const container of asList(recordAt(pod, 'spec').ephemeralContainers)) {
      if (care.ephemeral.has(String(container.name)) || !this.#pull(pod, care, container, 'ephemeral')) continue;
      this.#lives.begin(uid, container, 'ephemeral');
      this.#write(uid);
    }
  }

  #later(care: Care, milliseconds: number, action: () => unknown): void {
    const timer: Timer = this.#client.server.clock.after(milliseconds, () => {
      care.timers.delete(timer);
      action();
    });
    care.timers.add(timer);
  }

  #begin(uid: string): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care || care.isStopping) return;
    care.ip ??= recordAt(pod, 'spec').hostNetwork === true ? this.#address : this.#nextAddress();
    const { activeDeadlineSeconds: deadline } = recordAt(pod, 'spec');
    if (deadline !== undefined && !care.hasDeadline) {
      care.hasDeadline = true;
      this.#later(care, Number(deadline) * 1000, () => failPod(this.#agent, this.#lives, uid));
    }
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

  /** The next address that no Pod has: they go round, so that one that was just given back is not given out at once. */
  #nextAddress(): string {
    const taken = new Set([...this.#cares.values()].map(({ ip }) => ip));
    let address: string;
    do {
      this.#addresses = this.#addresses >= LAST_ADDRESS ? 2 : this.#addresses + 1;
      address = `${this.#network}.${this.#addresses}`;
    } while (taken.has(address));
    return address;
  }

  /** Starts what comes next: init containers one after the other, then all others. */
  #next(uid: string): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care || care.isStopping) return;
    const spec = recordAt(pod, 'spec');
    for (const init of asList(spec.initContainers)) {
      const state = care.init.get(String(init.name));
      if (isPassed(init, state)) continue;
      if (state?.run) return;
      waitForInit(care, spec);
      if (!this.#pull(pod, care, init, 'init')) return;
      this.#lives.begin(uid, init, 'init');
      this.#write(uid);
      if (!isSidecar(init, 'init') || !care.init.get(String(init.name))?.isStarted) return;
    }
    for (const container of asList(spec.containers)) {
      if (care.containers.get(String(container.name))?.run) continue;
      if (this.#pull(pod, care, container, 'containers')) this.#lives.begin(uid, container, 'containers');
    }
    this.#write(uid);
  }

  #pull(pod: KubeObject, care: Care, container: Data, list: List): boolean {
    const image = String(container.image);
    if (list === 'containers') care.images.set(String(container.name), image);
    if (this.#shared.images.canStart(container)) return this.#mayStart(pod, care, container, list);
    const waiting = (reason: string, message: string): void => {
      // Meanwhile somebody may have given it another image.
      if (list === 'containers' && care.images.get(String(container.name)) !== image) return;
      setState(care, list, String(container.name), { waiting: { message, reason } }, false);
      this.#write(pod.metadata.uid);
    };
    setState(care, list, String(container.name), { waiting: { reason: 'ContainerCreating' } }, false);
    const said = announcePull(this.#recorder, pod, container, `spec.${FIELDS[list]}{${String(container.name)}}`);
    this.#later(care, PULL_FAILS_MS, () => waiting(said.reason, said.failed()));
    if (said.backOff) this.#later(care, PULL_BACK_OFF_MS, () => waiting('ImagePullBackOff', String(said.backOff?.())));
    return false;
  }

  /** Notes what keeps a container from being made whose image is there. */
  #mayStart(pod: KubeObject, care: Care, container: Data, list: List): boolean {
    const message = this.#shared.runtime.refusal(pod, container);
    if (message === undefined) return true;
    setState(care, list, String(container.name), { waiting: { message, reason: 'CreateContainerConfigError' } }, false);
    announceProblem(this.#recorder, pod, container, FIELDS[list], message);
    return false;
  }

  #write(uid: string): void {
    const pod = this.#pod(uid);
    const care = this.#cares.get(uid);
    if (!pod || !care) return;
    this.#client.change(
      this.#client.resource('', 'pods'),
      keyOf(pod),
      (object) => {
        fillStatus(object, care, {
          address: this.#address,
          now: this.#client.now(),
          imageId: (image) => this.#shared.images.idOf(image),
        });
        return true;
      },
      'status',
    );
  }
}
