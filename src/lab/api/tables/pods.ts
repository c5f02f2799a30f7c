import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../core/objects.ts';
import type { TableOf } from '../http/table.ts';
import { AGE, column, humanDuration, NAME } from './columns.ts';
import { age, wide } from './table.ts';

const number = (value: unknown): number => Number(value ?? 0);

/** Whether a Pod's init containers tell that it is not beyond them: `Init:1/2`, `Init:CrashLoopBackOff`… */
function initReason(object: KubeObject): { reason: string; restarts: number; lastRestart: number } | undefined {
  const inits = asList(recordAt(object, 'spec').initContainers);
  const statuses = asList(recordAt(object, 'status').initContainerStatuses);
  let restarts = 0;
  let lastRestart = 0;
  for (const [index, init] of inits.entries()) {
    const status = asRecord(statuses.find(({ name }) => name === init.name));
    const { terminated, waiting, running } = asRecord(status.state);
    restarts += number(status.restartCount);
    lastRestart = Math.max(lastRestart, restartOf(status));
    if (asRecord(terminated).exitCode === 0) continue;
    if (init.restartPolicy === 'Always' && status.started === true) continue;
    if (status.state === undefined && statuses.length === 0) return undefined;
    if (terminated !== undefined) {
      const { reason, signal, exitCode } = asRecord(terminated);
      const text =
        reason === undefined || reason === ''
          ? number(signal) !== 0
            ? `Signal:${number(signal)}`
            : `ExitCode:${number(exitCode)}`
          : String(reason);
      return { reason: `Init:${text}`, restarts, lastRestart };
    }
    const why = asRecord(waiting).reason;
    if (why !== undefined && why !== '' && why !== 'PodInitializing')
      return { reason: `Init:${String(why)}`, restarts, lastRestart };
    void running;
    return { reason: `Init:${index}/${inits.length}`, restarts, lastRestart };
  }
  return undefined;
}

function restartOf(status: Data): number {
  const { finishedAt } = asRecord(asRecord(status.lastState).terminated);
  return finishedAt === undefined ? 0 : Date.parse(String(finishedAt));
}

/** What `kubectl get pods` says of a Pod. @see https://pkg.go.dev/k8s.io/kubernetes/pkg/printers/internalversion */
export function podSummary(object: KubeObject): {
  reason: string;
  ready: number;
  total: number;
  restarts: number;
  lastRestart: number;
} {
  const spec = recordAt(object, 'spec');
  const status = recordAt(object, 'status');
  const conditions = asList(status.conditions);
  const sidecars = asList(spec.initContainers).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const total = asList(spec.containers).length + sidecars.length;
  let reason = String(status.reason ?? status.phase ?? '');
  if (conditions.some(({ type, reason: why }) => type === 'PodScheduled' && why === 'SchedulingGated'))
    reason = 'SchedulingGated';
  const readySidecars = asList(status.initContainerStatuses).filter(
    ({ name, ready, started }) => sidecars.some((one) => one.name === name) && ready === true && started === true,
  ).length;
  let restarts = 0;
  let lastRestart = 0;
  let ready = readySidecars;
  const initial = initReason(object);
  const isInitialized = conditions.some(({ type, status: value }) => type === 'Initialized' && value === 'True');
  if (initial) ({ reason, restarts, lastRestart } = initial);
  if (!initial || isInitialized) {
    restarts = asList(status.initContainerStatuses)
      .filter(({ name }) => sidecars.some((one) => one.name === name))
      .reduce((sum, { restartCount }) => sum + number(restartCount), 0);
    let hasRunning = false;
    for (const container of [...asList(status.containerStatuses)].reverse()) {
      restarts += number(container.restartCount);
      lastRestart = Math.max(lastRestart, restartOf(container));
      const { waiting, terminated, running } = asRecord(container.state);
      const end = asRecord(terminated);
      if (asRecord(waiting).reason) reason = String(asRecord(waiting).reason);
      else if (end.reason) reason = String(end.reason);
      else if (terminated !== undefined)
        reason = number(end.signal) !== 0 ? `Signal:${number(end.signal)}` : `ExitCode:${number(end.exitCode)}`;
      else if (container.ready === true && running !== undefined) {
        hasRunning = true;
        ready++;
      }
    }
    if (reason === 'Completed' && hasRunning)
      reason = conditions.some(({ type, status: value }) => type === 'Ready' && value === 'True')
        ? 'Running'
        : 'NotReady';
  }
  if (object.metadata.deletionTimestamp !== undefined && status.reason === 'NodeLost') reason = 'Unknown';
  else if (object.metadata.deletionTimestamp !== undefined && status.phase !== 'Failed' && status.phase !== 'Succeeded')
    reason = 'Terminating';
  return { reason, ready, total, restarts, lastRestart };
}

/** The table of Pods. */
export const pods: TableOf = {
  columns: [
    NAME,
    column('Ready'),
    column('Status'),
    column('Restarts'),
    AGE,
    wide('IP'),
    wide('Node'),
    wide('Nominated Node'),
    wide('Readiness Gates'),
  ],
  cells(object, now) {
    const { reason, ready, total, restarts, lastRestart } = podSummary(object);
    const { podIP, podIPs, nominatedNodeName, conditions } = recordAt(object, 'status');
    const gates = asList(recordAt(object, 'spec').readinessGates);
    const open = gates.filter(({ conditionType }) =>
      asList(conditions).some(({ type, status }) => type === conditionType && status === 'True'),
    ).length;
    const [first] = asList(podIPs);
    return [
      object.metadata.name,
      `${ready}/${total}`,
      reason,
      restarts > 0 && lastRestart > 0 ? `${restarts} (${humanDuration(now - lastRestart)} ago)` : String(restarts),
      age(object, now),
      String(first?.ip ?? podIP ?? '<none>'),
      String(recordAt(object, 'spec').nodeName ?? '<none>'),
      String(nominatedNodeName ?? '<none>'),
      gates.length > 0 ? `${open}/${gates.length}` : '<none>',
    ];
  },
};
