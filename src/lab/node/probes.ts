import { asRecord, asTexts, type Data } from '../../kubernetes/data.ts';
import { behaviorOf, PROBE_MS } from './behavior.ts';
import { httpRequestOf, portOf } from './hooks.ts';
import type { Agent, Life } from './life.ts';
import { NetworkError } from './process.ts';

/** The kinds of probes, in the words of events. */
const KINDS = { startupProbe: 'Startup', livenessProbe: 'Liveness', readinessProbe: 'Readiness' } as const;
type Kind = keyof typeof KINDS;

/** Looks again and again whether containers have started, live and are ready. @see https://kubernetes.io/docs/concepts/workloads/pods/probes/ */
export class Probes {
  readonly #agent: Agent;
  readonly #kill: (life: Life, why: string) => void;

  constructor(agent: Agent, kill: (life: Life, why: string) => void) {
    this.#agent = agent;
    this.#kill = kill;
  }

  /** Begins with a container that has just started. */
  begin(life: Life): void {
    const { container, state } = life;
    state.isStarted = !container.startupProbe;
    state.isReady = state.isStarted && !container.readinessProbe;
    if (container.startupProbe) this.#look(life, 'startupProbe', 0, 0, delayOf(container.startupProbe));
    else this.#started(life);
  }

  #started(life: Life): void {
    life.state.hasStarted = true;
    for (const kind of ['livenessProbe', 'readinessProbe'] as const)
      if (life.container[kind]) this.#look(life, kind, 0, 0, delayOf(life.container[kind]));
  }

  #isOn({ uid, state, run }: Life): boolean {
    const care = this.#agent.care(uid);
    return care !== undefined && !care.isStopping && !run.isOver && !run.isEnding && state.run === run;
  }

  /** Has a container looked at after some time, and from then on again and again. */
  #look(life: Life, kind: Kind, successes: number, failures: number, wait: number): void {
    const care = this.#agent.care(life.uid);
    if (!care) return;
    this.#agent.later(care, wait, () => {
      if (!this.#isOn(life)) return;
      const { isConventional } = life.run;
      // Without anything to wait for the answer is there at once: most Pods of a cluster are looked at that way.
      if (isConventional) this.#answered(life, kind, successes, failures, conventional(life.container, kind));
      else void this.#ask(life, kind).then((problem) => this.#answered(life, kind, successes, failures, problem));
    });
  }

  #answered(life: Life, kind: Kind, before: number, failed: number, problem: string | undefined): void {
    if (!this.#isOn(life)) return;
    const probe = asRecord(life.container[kind]);
    const { periodSeconds = 10, successThreshold = 1, failureThreshold = 3 } = probe;
    const successes = problem === undefined ? before + 1 : 0;
    const failures = problem === undefined ? 0 : failed + 1;
    const { uid, container, state } = life;
    const name = String(container.name);
    const pod = this.#agent.pod(uid);
    if (problem !== undefined && pod)
      this.#agent.recorder.event(pod, 'Warning', 'Unhealthy', `${KINDS[kind]} probe failed: ${problem}`, life.field);
    const isOver = failures >= Number(failureThreshold);
    if (kind !== 'readinessProbe' && isOver) {
      this.#kill(life, `Container ${name} failed ${KINDS[kind].toLowerCase()} probe, will be restarted`);
      return;
    }
    if (kind === 'startupProbe' && successes >= Number(successThreshold)) {
      state.isStarted = true;
      state.isReady = !container.readinessProbe;
      this.#started(life);
      this.#agent.write(uid);
      if (life.list === 'init') this.#agent.next(uid);
      return;
    }
    if (kind === 'readinessProbe') {
      const isReady = successes >= Number(successThreshold) || (state.isReady && !isOver);
      if (isReady !== state.isReady) {
        state.isReady = isReady;
        this.#agent.write(uid);
      }
    }
    this.#look(life, kind, successes, failures, Number(periodSeconds) * 1000);
  }

  /** What is wrong with a container; undefined if nothing is. */
  async #ask(life: Life, kind: Kind): Promise<string | undefined> {
    const { shared, node, client } = this.#agent;
    const { run, container } = life;
    const { exec, httpGet, tcpSocket, grpc, timeoutSeconds = 1 } = asRecord(container[kind]);
    const timeout = Number(timeoutSeconds) * 1000;
    const address = run.world?.address ?? '';
    if (exec && run.world) {
      const command = asTexts(asRecord(exec).command);
      const stopping = new AbortController();
      const timer = client.server.clock.after(timeout, () => stopping.abort());
      const { code, text } = await shared.runtime.check(run.world, command, stopping.signal);
      timer.cancel();
      if (stopping.signal.aborted)
        return `command timed out: ${JSON.stringify(command.join(' '))} timed out after ${String(timeoutSeconds)}s`;
      return code === 0 ? undefined : text;
    }
    if (httpGet) {
      const { host, port, request } = httpRequestOf(asRecord(httpGet), container, address, 'kube-probe/1.36');
      const url = `Get "${String(asRecord(httpGet).scheme ?? 'HTTP').toLowerCase()}://${host}:${port}${request.path}"`;
      try {
        const { status } = await shared.runtime.request({ host, port, from: node }, request, timeout);
        return status >= 200 && status < 400 ? undefined : `HTTP probe failed with statuscode: ${status}`;
      } catch (problem) {
        return `${url}: ${wordsOf(problem, `${host}:${port}`, true)}`;
      }
    }
    const { port, host = address } = asRecord(tcpSocket ?? grpc);
    const number = portOf(container, port);
    try {
      await shared.runtime.connect({ host: String(host), port: number, from: node }, timeout);
      return undefined;
    } catch (problem) {
      if (grpc)
        return `timeout: failed to connect service "${String(host)}:${number}" within ${String(timeoutSeconds)}s: context deadline exceeded`;
      return wordsOf(problem, `${String(host)}:${number}`, false);
    }
  }
}

/** A problem of the network as Go says it. */
function wordsOf(problem: unknown, place: string, isHttp: boolean): string {
  if (!(problem instanceof NetworkError)) throw problem;
  if (problem.code === 'refused') return `dial tcp ${place}: connect: connection refused`;
  if (problem.code === 'reset') return 'EOF';
  if (problem.code === 'unknown host') return `dial tcp: lookup ${place.split(':')[0]}: no such host`;
  return isHttp
    ? 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
    : `dial tcp ${place}: i/o timeout`;
}

/** What a probe finds by conventions: that its path or command says so. */
function conventional(container: Data, kind: Kind): string | undefined {
  const { startupFails, livenessFails, readinessFails } = behaviorOf(container);
  const fails = { startupProbe: startupFails, livenessProbe: livenessFails, readinessProbe: readinessFails }[kind];
  if (!fails) return undefined;
  return asRecord(container[kind]).httpGet ? 'HTTP probe failed with statuscode: 500' : '';
}

/** A first look takes a moment. */
const delayOf = (probe: unknown): number => Number(asRecord(probe).initialDelaySeconds ?? 0) * 1000 + PROBE_MS;
