import { asList, asRecord, type Data } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt, timeText } from '../api/core/objects.ts';
import { amount } from '../api/validation/quantities.ts';
import { announce, announceBackOff, announceKilling, announceProblem } from './announce.ts';
import { behaviorOf, stopHookMs } from './behavior.ts';
import { type Care, FIELDS, type List, newRun, type Running, setState } from './care.ts';
import { worldOf } from './execute.ts';
import { afterStart, beforeStop } from './hooks.ts';
import { type Agent, isSidecar, type Life } from './life.ts';
import { Log } from './log.ts';
import { linesOf } from './logs.ts';
import { Probes } from './probes.ts';
import { type Process, SIGNALS, type Signal } from './process.ts';
import { crashLoop, ended, restarted, running, startsAgain } from './status.ts';
import { backOffMs, FIRST_RESTART_MS, NOTICE_MS, QUICK_MS, RESET_MS } from './times.ts';

/** How containers live: begin, are looked at, end, and begin again. */
export class Lives {
  readonly #agent: Agent;
  readonly #probes: Probes;

  constructor(agent: Agent) {
    this.#agent = agent;
    this.#probes = new Probes(agent, (life, why) => this.kill(life, why));
  }

  /** Starts a container for the first time. */
  begin(uid: string, container: Data, list: List): void {
    const { client, care: careOf } = this.#agent;
    const care = careOf(uid);
    if (!care) return;
    const state = setState(care, list, String(container.name), running(timeText(client.now())), false);
    this.#run(uid, care, container, list, state);
  }

  #run(uid: string, care: Care, container: Data, list: List, state: Running): void {
    const { client, recorder, shared, pod: podOf } = this.#agent;
    const pod = podOf(uid);
    if (!pod) return;
    const run = newRun();
    const field = `spec.${FIELDS[list]}{${String(container.name)}}`;
    const life: Life = { uid, container, list, field, state, run };
    state.run = run;
    if (state.log) state.previousLog = state.log;
    const log = new Log(() => client.now());
    state.log = log;
    const world = worldOf(client, pod, care, container, state.restarts);
    const process = shared.runtime.start(world, {
      write: (text, isError) => run.isOver || log.write(text, isError),
      exit: (code) => this.#exited(life, code),
      useMemory: (bytes) => this.#useMemory(life, bytes),
    });
    const problem =
      process && 'problem' in process ? process.problem : process ? undefined : behaviorOf(container).problem;
    announce(recorder, pod, container, FIELDS[list], problem === undefined);
    if (problem !== undefined) {
      announceProblem(recorder, pod, container, FIELDS[list], problem);
      this.#note(life, 128, problem);
      return;
    }
    run.world = world;
    run.isConventional = process === undefined;
    run.process = process && 'signal' in process ? process : this.#conventional(life);
    if (run.isOver) return;
    if (list === 'ephemeral' || (list === 'init' && !isSidecar(container, list))) return;
    let isLater = false;
    state.isReady = false;
    state.isStarted = false;
    afterStart(this.#agent, life, world, (isWell) => {
      if (run.isOver) return;
      if (!isWell) return this.kill(life, 'FailedPostStartHook');
      this.#probes.begin(life);
      if (!isLater) return;
      this.#agent.write(uid);
      this.#agent.next(uid);
    });
    isLater = true;
  }

  /** A container that follows conventions, because nobody knows its program. */
  #conventional(life: Life): Process {
    const { container, state, uid } = life;
    const { endsAfter, exitCode } = behaviorOf(container);
    for (const line of linesOf(container)) state.log?.write(`${line}\n`);
    const care = this.#agent.care(uid);
    if (care && endsAfter !== undefined) this.#agent.later(care, endsAfter, () => this.#exited(life, exitCode));
    return { signal: (name) => this.#exited(life, name === 'SIGTERM' ? 0 : 128 + SIGNALS[name]) };
  }

  #useMemory(life: Life, bytes: number): void {
    if (life.run.isOver) return;
    life.run.memory = bytes;
    const limit = asRecord(asRecord(life.container.resources).limits).memory;
    if (limit === undefined || bytes <= amount(limit)) return;
    life.run.reason = 'OOMKilled';
    this.signal(life, 'SIGKILL');
  }

  /** Sends a signal to a container. One that is killed has ended then, whatever it does. */
  signal({ run, ...rest }: Life, name: Signal): void {
    if (run.isOver) return;
    run.process?.signal(name);
    if (name === 'SIGKILL') this.#exited({ run, ...rest }, 128 + SIGNALS.SIGKILL);
  }

  /** The process of a container has ended; its node sees it when it looks the next time. */
  #exited(life: Life, code: number): void {
    const { run, uid, state } = life;
    if (run.isOver) return;
    run.isOver = true;
    state.log?.end();
    run.end();
    const { client } = this.#agent;
    const care = this.#agent.care(uid);
    if (!care || care.isStopping) return;
    const finishedAt = client.now();
    if (run.replace) {
      run.replace(code & 255, finishedAt);
      return;
    }
    const begun = Date.parse(String(asRecord(state.state.running).startedAt));
    const wait = Math.max(NOTICE_MS, begun + QUICK_MS - finishedAt);
    this.#agent.later(care, run.isConventional ? 0 : wait, () => this.#note(life, code & 255, undefined, finishedAt));
  }

  /** Notes that a container has ended, and what comes after. */
  #note(life: Life, code: number, problem?: string, finishedAt = this.#agent.client.now()): void {
    const { uid, container, list, state, run } = life;
    const pod = this.#agent.pod(uid);
    const care = this.#agent.care(uid);
    if (!pod || !care || care.isStopping || state.run !== run) return;
    run.isOver = true;
    const name = String(container.name);
    state.state = ended(uid, name, state, {
      code,
      finishedAt,
      problem,
      reason: run.reason,
      words: this.#lastWords(life, code),
    });
    const isPassed = list === 'init' && code === 0 && !isSidecar(container, list);
    state.isReady = isPassed;
    state.isStarted = false;
    this.#agent.write(uid);
    if (isPassed) this.#agent.next(uid);
    else if (
      list !== 'ephemeral' &&
      !care.failure &&
      !care.isFinishing &&
      (isSidecar(container, list) || startsAgain(pod, list, code))
    )
      this.#restart(pod, care, life);
    else if (list === 'containers') this.#endSidecars(pod, care);
  }

  /** @see https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/ */
  #lastWords({ run, container, state }: Life, code: number): string {
    if (!run.world || run.isConventional) return '';
    const words = this.#agent.shared.runtime.lastWords(run.world);
    const takesLog = words === '' && code !== 0 && container.terminationMessagePolicy === 'FallbackToLogsOnError';
    if (!takesLog) return words;
    return (state.log?.lines ?? [])
      .slice(-80)
      .map(({ text }) => `${text}\n`)
      .join('')
      .slice(-2048);
  }

  /** Starts a container again that has ended: soon the first time, then after a time that grows. */
  #restart(pod: KubeObject, care: Care, { uid, container, list, field, state }: Life): void {
    const { client, recorder } = this.#agent;
    const terminated = state.state;
    const { startedAt, finishedAt } = asRecord(terminated.terminated);
    // Who has run for long is believed to have been well.
    if (Date.parse(String(finishedAt)) - Date.parse(String(startedAt)) > RESET_MS && Date.parse(String(startedAt)) > 0)
      state.failures = 0;
    const failures = state.failures ?? 0;
    state.failures = failures + 1;
    const again = (): void => {
      if (care.isStopping) return;
      restarted(state, terminated, timeText(client.now()));
      this.#run(uid, care, container, list, state);
      this.#agent.write(uid);
    };
    const wait = failures === 0 ? FIRST_RESTART_MS : backOffMs(failures);
    if (failures > 0) {
      state.lastState = terminated;
      state.state = crashLoop(pod, String(container.name), wait);
      announceBackOff(recorder, pod, String(container.name), field);
      this.#agent.write(uid);
    }
    this.#agent.later(care, wait, again);
  }

  /** Sidecars end once all others have ended for good. */
  #endSidecars(pod: KubeObject, care: Care): void {
    const names = asList(recordAt(pod, 'spec').containers).map(({ name }) => String(name));
    if (!names.every((name) => care.containers.get(name)?.state.terminated !== undefined)) return;
    care.isFinishing = true;
    for (const life of this.all(pod, care))
      if (life.list === 'init') this.kill(life, `Stopping container ${String(life.container.name)}`);
  }

  /** All containers of a Pod that run: others first, then its sidecars, the last one of these first. */
  all(pod: KubeObject, care: Care): Life[] {
    const spec = recordAt(pod, 'spec');
    const lists = [
      ['containers', asList(spec.containers)],
      ['ephemeral', asList(spec.ephemeralContainers)],
      ['init', [...asList(spec.initContainers)].reverse()],
    ] as const;
    return lists.flatMap(([list, containers]) =>
      containers.flatMap((container): Life[] => {
        const state = care[list].get(String(container.name));
        const run = state?.run;
        const field = `spec.${FIELDS[list]}{${String(container.name)}}`;
        return state && run && !run.isOver ? [{ uid: pod.metadata.uid, container, list, field, state, run }] : [];
      }),
    );
  }

  /** Asks a container to end, and starts another one in its place when it has done so, if its image is there. */
  replace(life: Life, pod: KubeObject, care: Care, pull: () => boolean, container: Data): void {
    const { uid, state, run, list } = life;
    run.isEnding = true;
    run.replace = (code, finishedAt) => {
      state.lastState = ended(uid, String(container.name), state, { code, finishedAt, reason: run.reason });
      state.restarts++;
      if (pull()) this.begin(uid, container, list);
      this.#agent.write(uid);
    };
    this.#agent.later(care, this.graceMs(pod, life.container), () => this.signal(life, 'SIGKILL'));
    void this.end(life);
  }

  /** Ends a container that its node does not want to go on as it is. */
  kill(life: Life, why: string): void {
    const { uid, container, run } = life;
    const pod = this.#agent.pod(uid);
    const care = this.#agent.care(uid);
    if (!pod || !care || run.isOver || run.isEnding || care.isStopping) return;
    run.isEnding = true;
    announceKilling(this.#agent.recorder, pod, life.field, why);
    this.#agent.later(care, this.graceMs(pod, container), () => this.signal(life, 'SIGKILL'));
    void this.end(life);
  }

  /** How long a container has to end by itself: a probe may have said otherwise. */
  graceMs(pod: KubeObject, container: Data): number {
    const { terminationGracePeriodSeconds: own } = asRecord(container.livenessProbe);
    return Number(own ?? recordAt(pod, 'spec').terminationGracePeriodSeconds ?? 30) * 1000;
  }

  /** Ends a container in order: first its hook, then a signal. Kept when it has ended. */
  async end(life: Life): Promise<void> {
    const { uid, container, run } = life;
    const pod = this.#agent.pod(uid);
    const care = this.#agent.care(uid);
    const sleeps = stopHookMs(container);
    if (pod && care && container.lifecycle)
      await Promise.race([
        run.ended,
        beforeStop(
          this.#agent,
          life,
          () => worldOf(this.#agent.client, pod, care, container, life.state.restarts),
          sleeps,
        ),
      ]);
    const { stopSignal = 'SIGTERM' } = asRecord(container.lifecycle);
    this.signal(life, stopSignal as Signal);
    await run.ended;
  }
}
