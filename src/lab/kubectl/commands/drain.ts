import { asList, asRecord, at, type Data } from '../../../kubernetes/data.ts';
import { type Call, dryRunOf, withDryRun } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { formatDuration } from '../cobra/values.ts';
import { Aggregate, asError, hasReason, isNotFound } from '../errors.ts';
import { operationPrinter } from '../print/printer.ts';
import type { Found } from '../resources/info.ts';
import type { Command } from './command.ts';
import { nodesOf, setSchedulable } from './nodes.ts';
import { PODS } from './pods-of.ts';

/** What becomes of a Pod. */
type Verdict = { goes: boolean; warning?: string; error?: string };

const OKAY: Verdict = { goes: true };

function ends(pod: Data): boolean {
  return /^(Succeeded|Failed)$/.test(String(at(pod, 'status', 'phase')));
}

/** Whether a Pod may be evicted, and what is to be said about it (k8s.io/kubectl/pkg/drain/filters.go). */
async function judge(call: Call, pod: Data): Promise<Verdict> {
  const { flags } = call;
  const skips = flags.number('skip-wait-for-delete-timeout');
  const deletion = at(pod, 'metadata', 'deletionTimestamp');
  if (skips > 0 && typeof deletion === 'string' && (call.now() - Date.parse(deletion)) / 1000 > skips)
    return { goes: false };
  const controller = asList(at(pod, 'metadata', 'ownerReferences')).find((owner) => owner.controller === true);
  let verdict = OKAY;
  if (controller?.kind === 'DaemonSet' && controller.apiVersion === 'apps/v1' && !ends(pod)) {
    const path = addressOf(
      { group: 'apps', version: 'v1', name: 'daemonsets', namespaced: true },
      String(at(pod, 'metadata', 'namespace')),
      String(controller.name),
    );
    const problem = await call.client.json({ path }).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (problem !== undefined) {
      verdict =
        isNotFound(problem) && flags.is('force')
          ? { goes: true, warning: problem.message }
          : { goes: false, error: asError(problem).message };
    } else if (!flags.is('ignore-daemonsets'))
      verdict = { goes: false, error: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
    else verdict = { goes: false, warning: 'ignoring DaemonSet-managed Pods' };
    if (!verdict.goes) return verdict;
  }
  if (asRecord(at(pod, 'metadata', 'annotations'))['kubernetes.io/config.mirror'] !== undefined) return { goes: false };
  verdict = OKAY;
  if (!ends(pod) && asList(at(pod, 'spec', 'volumes')).some((volume) => volume.emptyDir !== undefined)) {
    if (!flags.is('delete-emptydir-data'))
      return { goes: false, error: 'Pods with local storage (use --delete-emptydir-data to override)' };
    verdict = { goes: true, warning: 'deleting Pods with local storage' };
  }
  if (ends(pod) || controller) return OKAY;
  if (!flags.is('force')) return { goes: false, error: 'Pods that declare no controller (use --force to override)' };
  return { goes: true, warning: 'deleting Pods that declare no controller' };
}

function podName(pod: Data): string {
  return `${String(at(pod, 'metadata', 'namespace'))}/${String(at(pod, 'metadata', 'name'))}`;
}

function grouped(entries: readonly [string, string][]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const [text, name] of entries) groups.set(text, [...(groups.get(text) ?? []), name]);
  return [...groups];
}

async function podsToGo(call: Call, node: string): Promise<{ pods: Found[]; warnings: string; errors: Error[] }> {
  const query = { fieldSelector: `spec.nodeName=${node}`, labelSelector: call.flags.text('pod-selector') || undefined };
  const list = await call.client.json({ path: addressOf(PODS), query });
  const judged = await Promise.all(asList(list.items).map(async (pod) => ({ pod, verdict: await judge(call, pod) })));
  const warnings = grouped(
    judged.flatMap(({ pod, verdict }) =>
      verdict.warning ? [[verdict.warning, podName(pod)] as [string, string]] : [],
    ),
  );
  const errors = grouped(
    judged.flatMap(({ pod, verdict }) => (verdict.error ? [[verdict.error, podName(pod)] as [string, string]] : [])),
  );
  return {
    pods: judged.filter(({ verdict }) => verdict.goes).map(({ pod }) => ({ apiVersion: 'v1', kind: 'Pod', ...pod })),
    warnings: warnings.map(([text, names]) => `${text}: ${names.join(', ')}`).join('; '),
    errors: errors.map(([text, names]) => new Error(`cannot delete ${text}: ${names.join(', ')}`)),
  };
}

/** `kubectl drain` (k8s.io/kubectl/pkg/cmd/drain). */
export const drain: Command = {
  async run(call) {
    const infos = await nodesOf(call, 'drain NODE');
    const dryRun = dryRunOf(call);
    await setSchedulable(call, infos, true);
    const fatal: Error[] = [];
    const remaining: string[] = [];
    for (const info of infos) {
      try {
        await drainNode(call, info.name);
        operationPrinter(call, withDryRun('drained', dryRun))(info.object);
      } catch (thrown) {
        const error = asError(thrown);
        call.note(
          `error: unable to drain node ${JSON.stringify(info.name)} due to error: ${error.message}, continuing command...`,
        );
        fatal.push(error);
        remaining.push(info.name);
      }
    }
    if (remaining.length === 0) return;
    call.note('There are pending nodes to be drained:');
    for (const name of remaining) call.note(` ${name}`);
    throw new Aggregate(fatal);
  },
};

async function drainNode(call: Call, node: string): Promise<void> {
  const dryRun = dryRunOf(call);
  const { pods, warnings, errors } = await podsToGo(call, node);
  if (errors.length > 0) throw new Aggregate(errors);
  if (warnings !== '') call.note(`Warning: ${warnings}`);
  if (dryRun === 'client') {
    for (const pod of pods) call.out(`evicting pod ${podName(pod)} (dry run)\n`);
    return;
  }
  try {
    await removePods(call, pods, dryRun === 'server');
  } catch (thrown) {
    const pending = await podsToGo(call, node);
    if (pending.pods.length > 0) {
      call.note(
        `There are pending pods in node ${JSON.stringify(node)} when an error occurred: ${asError(thrown).message}`,
      );
      for (const pod of pending.pods) call.note(`pod/${String(at(pod, 'metadata', 'name'))}`);
    }
    throw thrown;
  }
}

async function removePods(call: Call, pods: readonly Found[], dryRun: boolean): Promise<void> {
  const timeout = call.flags.duration('timeout');
  const deadline = timeout === 0 ? Number.POSITIVE_INFINITY : call.now() + timeout;
  const work = call.flags.is('disable-eviction') ? deletePod : evictPod;
  const outcomes = await Promise.allSettled(pods.map((pod) => work(call, pod, deadline, dryRun)));
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [asError(outcome.reason)] : []));
  if (errors.length > 0) throw new Aggregate(errors);
}

function deleteOptions(call: Call, dryRun: boolean): Record<string, unknown> {
  const grace = call.flags.number('grace-period');
  return { ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}), ...(dryRun ? { dryRun: ['All'] } : {}) };
}

async function evictPod(call: Call, pod: Found, deadline: number, dryRun: boolean): Promise<void> {
  const [namespace, name] = [String(at(pod, 'metadata', 'namespace')), String(at(pod, 'metadata', 'name'))];
  const shown = `pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}`;
  for (;;) {
    call.out(`evicting pod ${namespace}/${name}${dryRun ? ' (server dry run)' : ''}\n`);
    if (call.now() >= deadline) {
      throw new Error(
        `error when evicting ${shown}: global timeout reached: ${formatDuration(call.flags.duration('timeout'))}`,
      );
    }
    try {
      await call.client.json({
        method: 'POST',
        path: addressOf(PODS, namespace, name, 'eviction'),
        body: {
          kind: 'Eviction',
          apiVersion: 'policy/v1',
          metadata: { name, namespace },
          deleteOptions: deleteOptions(call, dryRun),
        },
      });
      break;
    } catch (error) {
      if (isNotFound(error)) return;
      if (!hasReason(error, 'TooManyRequests'))
        throw new Error(`error when evicting ${shown}: ${asError(error).message}`);
      call.note(`error when evicting ${shown} (will retry after 5s): ${error.message}`);
      await call.context.clock.sleep(5000, call.context.signal);
      call.throwIfStopped();
    }
  }
  if (dryRun) return;
  try {
    await untilGone(call, pod, deadline);
  } catch (error) {
    throw new Error(
      `error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate: ${asError(error).message}`,
    );
  }
  operationPrinter(call, 'evicted')(pod);
}

async function deletePod(call: Call, pod: Found, deadline: number, dryRun: boolean): Promise<void> {
  const path = addressOf(PODS, String(at(pod, 'metadata', 'namespace')), String(at(pod, 'metadata', 'name')));
  await call.client
    .json({ method: 'DELETE', path, body: { kind: 'DeleteOptions', apiVersion: 'v1', ...deleteOptions(call, dryRun) } })
    .catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
  await untilGone(call, pod, deadline);
  operationPrinter(call, 'deleted')(pod);
}

async function untilGone(call: Call, pod: Found, deadline: number): Promise<void> {
  const path = addressOf(PODS, String(at(pod, 'metadata', 'namespace')), String(at(pod, 'metadata', 'name')));
  for (;;) {
    try {
      const found = await call.client.json({ path });
      if (at(found, 'metadata', 'uid') !== at(pod, 'metadata', 'uid')) return;
    } catch (error) {
      if (isNotFound(error)) return;
      throw error;
    }
    if (call.now() + 1000 > deadline)
      throw new Error(`global timeout reached: ${formatDuration(call.flags.duration('timeout'))}`);
    await call.context.clock.sleep(1000, call.context.signal);
    call.throwIfStopped();
  }
}
