import { asList } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import { keyOf } from '../controllers/framework.ts';
import { announceKilling } from './announce.ts';
import type { Care } from './care.ts';
import type { Agent, Life } from './life.ts';
import type { Lives } from './lives.ts';
import { NEVER_STARTED_MS, STOP_MS } from './times.ts';

/**
 * Ends a Pod that is being deleted: hooks and signals first, what still runs when its time is over is killed. Told again, it ends sooner if there is less time now.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
 */
export function stopPod(agent: Agent, lives: Lives, pod: KubeObject, care: Care): void {
  const { client, shared } = agent;
  const { clock } = client.server;
  const now = client.now();
  const grace = Math.max(0, (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000);
  const killAt = now + grace;
  if (care.killAt !== undefined && killAt >= care.killAt) return;
  const isFirst = care.killAt === undefined;
  care.killAt = killAt;
  care.isStopping = true;
  const running = lives.all(pod, care);
  const kill = (): void => {
    for (const life of lives.all(pod, care)) lives.signal(life, 'SIGKILL');
  };
  clock.after(grace, kill);
  if (!isFirst) return;
  for (const timer of care.timers) timer.cancel();
  care.timers.clear();
  for (const { container, field } of running.filter(({ list }) => list !== 'ephemeral'))
    announceKilling(agent.recorder, pod, field, `Stopping container ${String(container.name)}`);
  const remove = (): void =>
    client.remove(client.resource('', 'pods'), keyOf(pod), {
      gracePeriodSeconds: 0,
      preconditions: { uid: pod.metadata.uid },
    });
  const isRunning = running.some(({ list }) => list === 'containers');
  const rest = isRunning ? shared.paces.stop.after(STOP_MS, now) : NEVER_STARTED_MS;
  void endAll(lives, running, asList(recordAt(pod, 'spec').initContainers).length > 0).then(() => {
    // A Pod takes some time to go away after its containers have; less if it was given less.
    const left = Math.max(0, (care.killAt ?? 0) - client.now());
    clock.after(isRunning ? Math.min(rest, left) : rest, remove);
  });
}

/**
 * Ends a Pod that may run no longer: it stays, as one that has failed.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior
 */
export function failPod(agent: Agent, lives: Lives, uid: string): void {
  const care = agent.care(uid);
  const pod = agent.pod(uid);
  const phase = pod && recordAt(pod, 'status').phase;
  if (!care || !pod || care.isStopping || phase === 'Succeeded' || phase === 'Failed') return;
  const message = 'Pod was active on the node longer than the specified deadline';
  agent.recorder.event(pod, 'Normal', 'DeadlineExceeded', message);
  care.failure = { reason: 'DeadlineExceeded', message };
  for (const life of lives.all(pod, care)) lives.kill(life, `Stopping container ${String(life.container.name)}`);
  agent.write(uid);
}

/** Ends containers: sidecars after all others, one after the other. */
async function endAll(lives: Lives, running: readonly Life[], hasSidecars: boolean): Promise<void> {
  await Promise.all(running.filter(({ list }) => list !== 'init').map((life) => lives.end(life)));
  if (hasSidecars) for (const life of running.filter(({ list }) => list === 'init')) await lives.end(life);
}
