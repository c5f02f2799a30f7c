import { asList, asRecord, asTexts, type Data } from '../../kubernetes/data.ts';
import type { KubeObject } from '../api/core/objects.ts';
import type { Runtime } from './execute.ts';
import type { Agent, Life } from './life.ts';
import { type HttpRequest, NetworkError } from './process.ts';
import type { ContainerWorld } from './world.ts';

/** How long a hook that asks a server waits. */
const HTTP_MS = 30_000;

/** The number of a port of a container, which may be given by its name. */
export function portOf(container: Data, port: unknown): number {
  if (typeof port === 'number') return port;
  const named = asList(container.ports).find(({ name }) => name === port);
  return Number(named?.containerPort ?? port);
}

/** What a probe or a hook asks for over HTTP, and where. */
export function httpRequestOf(
  action: Data,
  container: Data,
  address: string,
  agent: string,
): { host: string; port: number; request: HttpRequest } {
  const host = String(action.host ?? address);
  const port = portOf(container, action.port);
  const headers: Record<string, string> = {
    'user-agent': agent,
    accept: '*/*',
    connection: 'close',
    host: `${host}:${port}`,
  };
  for (const { name, value } of asList(action.httpHeaders)) headers[String(name).toLowerCase()] = String(value);
  return { host, port, request: { method: 'GET', path: String(action.path ?? '/'), headers, body: '' } };
}

/** What went wrong with a hook; undefined if nothing did. */
async function problemOf(
  runtime: Runtime,
  hook: Data,
  life: Life,
  world: ContainerWorld,
  from: string,
): Promise<string | undefined> {
  const { exec, httpGet } = hook;
  if (exec) {
    const command = asTexts(asRecord(exec).command);
    const { code, text } = await runtime.check(world, command, new AbortController().signal);
    return code === 0 ? undefined : `command '${command.join(' ')}' exited with ${code}: ${text}`;
  }
  if (httpGet) {
    const { host, port, request } = httpRequestOf(
      asRecord(httpGet),
      life.container,
      world.address,
      'kube-lifecycle/1.36',
    );
    try {
      const { status } = await runtime.request({ host, port, from }, request, HTTP_MS);
      return status < 400 ? undefined : `HTTP probe failed with statuscode: ${status}`;
    } catch (problem) {
      if (!(problem instanceof NetworkError)) throw problem;
      return `Get "http://${host}:${port}${request.path}": dial tcp ${host}:${port}: connect: ${problem.message.toLowerCase()}`;
    }
  }
  return undefined;
}

function announce({ recorder }: Agent, pod: KubeObject, { field }: Life, reason: string, problem: string): void {
  recorder.event(pod, 'Warning', reason, `${reason.replace(/Failed|Hook/g, '')}Hook failed: ${problem}`, field);
}

/**
 * Runs the hook after the start of a container, if it has one, and tells whether it went well.
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
 */
export function afterStart(agent: Agent, life: Life, world: ContainerWorld, then: (isWell: boolean) => void): void {
  const hook = asRecord(asRecord(life.container.lifecycle).postStart);
  if (Object.keys(hook).length === 0) {
    then(true);
    return;
  }
  const { seconds } = asRecord(hook.sleep);
  const { clock } = agent.client.server;
  const done = async (): Promise<void> => {
    if (seconds !== undefined) await clock.sleep(Number(seconds) * 1000);
    const problem = await problemOf(agent.shared.runtime, hook, life, world, agent.node);
    const pod = agent.pod(life.uid);
    if (pod && problem !== undefined && !life.run.isOver) announce(agent, pod, life, 'FailedPostStartHook', problem);
    then(problem === undefined);
  };
  void done();
}

/** Runs the hook before the end of a container, if it has one. What goes wrong with it is said, and keeps nothing from ending. */
export async function beforeStop(agent: Agent, life: Life, world: () => ContainerWorld, sleeps: number): Promise<void> {
  const hook = asRecord(asRecord(life.container.lifecycle).preStop);
  if (Object.keys(hook).length === 0) return;
  const { clock } = agent.client.server;
  if (hook.sleep) return clock.sleep(sleeps);
  if (!life.run.process || life.run.isConventional) return clock.sleep(sleeps);
  const problem = await problemOf(agent.shared.runtime, hook, life, world(), agent.node);
  const pod = agent.pod(life.uid);
  if (pod && problem !== undefined) announce(agent, pod, life, 'FailedPreStopHook', problem);
}
