import { asList, asRecord, at, type Data } from '../../../kubernetes/data.ts';
import { strategicMerge } from '../../../kubernetes/structs/merge.ts';
import { structOf } from '../../../kubernetes/structs/table.ts';
import { type Call, dryRunOf, withDryRun } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { Page } from '../describe/page.ts';
import { isSameTemplate, replicaSetsOf } from '../describe/replica-sets.ts';
import { writeTemplate } from '../describe/template.ts';
import { asError } from '../errors.ts';
import { LAST_APPLIED } from '../last-applied.ts';
import { table } from '../print/columns.ts';
import { compactJson } from '../print/json.ts';
import { operationPrinter } from '../print/printer.ts';
import { addressOfInfo, type Found, type Info, PATCH_TYPES } from '../resources/info.ts';
import type { Command } from './command.ts';
import { selectorText } from './pods-of.ts';
import { groupKind, rolloutTargets } from './rollout.ts';

const REVISION = 'deployment.kubernetes.io/revision';
const CAUSE = 'kubernetes.io/change-cause';
const REVISIONS = { group: 'apps', version: 'v1', name: 'controllerrevisions', namespaced: true };

/** Annotations of a Deployment that a rollback leaves alone. */
const KEPT = new Set([
  LAST_APPLIED,
  REVISION,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

/** A state that an object had: what it was, its Pod template, and why it became so. */
interface Revision {
  number: number;
  /** What `-o` prints: a ReplicaSet, or the object as it was. */
  object: Found;
  template: Data;
  cause: string;
  /** The patch that leads back to it; none for Deployments. */
  patch?: Data;
}

function annotationsOf(object: Data): Data {
  return asRecord(at(object, 'metadata', 'annotations'));
}

async function deploymentRevisions(call: Call, object: Found): Promise<Revision[]> {
  const { all } = await replicaSetsOf(object, call);
  return all.flatMap((set) => {
    const number = Number(annotationsOf(set)[REVISION] ?? Number.NaN);
    if (Number.isNaN(number)) return [];
    const cause = String(annotationsOf(set)[CAUSE] ?? '');
    const template = asRecord(at(set, 'spec', 'template'));
    return [
      {
        number,
        object: { apiVersion: 'apps/v1', kind: 'ReplicaSet', ...set },
        template,
        cause,
      },
    ];
  });
}

async function controllerRevisions(call: Call, object: Found): Promise<Revision[]> {
  const { namespace, uid } = asRecord(object.metadata);
  const list = await call.client.json({
    path: addressOf(REVISIONS, String(namespace ?? '')),
    query: { labelSelector: selectorText(at(object, 'spec', 'selector')) },
  });
  const struct = structOf(String(object.apiVersion), String(object.kind));
  return asList(list.items)
    .filter((one) =>
      asList(at(one, 'metadata', 'ownerReferences')).some((owner) => owner.controller && owner.uid === uid),
    )
    .map((one) => {
      const was = strategicMerge(object, one.data, struct) as Found;
      return {
        number: Number(one.revision ?? 0),
        object: was,
        template: asRecord(at(was, 'spec', 'template')),
        cause: String(annotationsOf(one)[CAUSE] ?? ''),
        patch: asRecord(one.data),
      };
    });
}

/** All known states of an object, the oldest first. @throws Error for kinds that have no history */
async function revisionsOf(call: Call, info: Info, missing: string): Promise<Revision[]> {
  const kind = groupKind(info);
  const object = info.object ?? {};
  const read =
    kind === 'Deployment.apps'
      ? deploymentRevisions
      : kind === 'DaemonSet.apps' || kind === 'StatefulSet.apps'
        ? controllerRevisions
        : undefined;
  if (!read) {
    // Kinds that run Pods, but remember nothing, are known; others are not.
    if (/^(?:Job|CronJob)\.batch$|^ReplicaSet\.apps$|^(?:Pod|ReplicationController)$/.test(kind))
      throw new Error(`${missing} ${JSON.stringify(kind)}`);
    const [name = '', group = ''] = [kind.replace(/\..*/, ''), kind.includes('.') ? kind.replace(/^[^.]*\./, '') : ''];
    const what = missing.includes('rollbacker') ? 'rollbacker' : 'history';
    throw new Error(
      `error retrieving ${what} for ${JSON.stringify(kind)}, no visitor method exists for {${group} ${name}}`,
    );
  }
  const known = new Map((await read(call, object)).map((one) => [one.number, one]));
  return [...known.values()].sort((one, other) => one.number - other.number);
}

function templateText(template: Data): string {
  const page = new Page();
  writeTemplate(page, template);
  return page.raw;
}

/** The template of a state; of Deployments with the reason for it, too. */
function withCause({ template, cause, patch }: Revision): Data {
  if (cause === '' || patch) return template;
  const metadata = asRecord(template.metadata);
  return { ...template, metadata: { ...metadata, annotations: { ...asRecord(metadata.annotations), [CAUSE]: cause } } };
}

function historyText(revisions: readonly Revision[], wanted: number): string {
  if (revisions.length === 0) return 'No rollout history found.';
  if (wanted > 0) {
    const found = revisions.find(({ number }) => number === wanted);
    if (!found) throw new Error('unable to find the specified revision');
    return templateText(withCause(found));
  }
  const rows = revisions.map(({ number, cause }) => [String(number), cause || '<none>']);
  return table([['REVISION', 'CHANGE-CAUSE'], ...rows], 0, 2);
}

const history: Command = {
  async run(call) {
    const { flags } = call;
    const wanted = flags.number('revision');
    const result = await rolloutTargets(call);
    if (wanted < 0) throw new Error(`revision must be a positive integer: ${wanted}`);
    await result.visit(async (info) => {
      const revisions = await revisionsOf(call, info, 'no history viewer has been implemented for');
      if (flags.text('output') === '') {
        const suffix = `${wanted > 0 ? `with revision #${wanted}` : ''}\n${historyText(revisions, wanted)}`;
        operationPrinter(call, suffix)(info.object);
        return;
      }
      const shown = wanted > 0 ? revisions.filter(({ number }) => number === wanted) : revisions;
      if (wanted > 0 && shown.length === 0) throw new Error('unable to find the specified revision');
      const print = operationPrinter(call, '');
      for (const { object } of shown) print(object);
    });
  },
};

function chosen(info: Info, revisions: readonly Revision[], wanted: number): Revision {
  if (wanted > 0) {
    const found = revisions.find(({ number }) => number === wanted);
    if (!found) throw new Error(`unable to find specified revision ${wanted} in history`);
    return found;
  }
  const previous = revisions.at(-2);
  if (previous) return previous;
  throw new Error(
    groupKind(info) === 'Deployment.apps'
      ? `no rollout history found for deployment ${JSON.stringify(info.name)}`
      : 'no last revision to roll back to',
  );
}

/** The request that brings a state back. */
function rollback(
  object: Found,
  { object: was, template, patch }: Revision,
): { type: 'json' | 'strategic'; body: unknown } {
  if (patch) return { type: 'strategic', body: patch };
  const kept = Object.entries(annotationsOf(object)).filter(([key]) => KEPT.has(key));
  const brought = Object.entries(annotationsOf(was)).filter(([key]) => !KEPT.has(key));
  const metadata = asRecord(template.metadata);
  const { 'pod-template-hash': _, ...labels } = asRecord(metadata.labels);
  return {
    type: 'json',
    body: [
      { op: 'replace', path: '/spec/template', value: { ...template, metadata: { ...metadata, labels } } },
      { op: 'replace', path: '/metadata/annotations', value: Object.fromEntries([...kept, ...brought]) },
    ],
  };
}

async function undoOne(call: Call, info: Info, wanted: number): Promise<string> {
  const dryRun = dryRunOf(call);
  const object = info.object ?? {};
  const isDeployment = groupKind(info) === 'Deployment.apps';
  const revisions = await revisionsOf(call, info, 'no rollbacker has been implemented for');
  if (wanted < 0) throw new Error(`unable to find specified revision ${wanted} in history`);
  const revision = chosen(info, revisions, wanted);
  if (dryRun === 'client') return `${isDeployment ? '' : 'will roll back to '}${templateText(revision.template)}`;
  if (isDeployment && at(object, 'spec', 'paused') === true) {
    throw new Error(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  }
  if (isSameTemplate(at(revision.object, 'spec', 'template'), at(object, 'spec', 'template')))
    return `skipped rollback (current template already matches revision ${wanted})`;
  const { type, body } = rollback(object, revision);
  try {
    await call.client.json({
      method: 'PATCH',
      path: addressOfInfo(info),
      query: { dryRun: dryRun === 'server' ? 'All' : undefined },
      body: compactJson(body),
      contentType: PATCH_TYPES[type],
    });
  } catch (error) {
    throw new Error(`failed restoring revision ${wanted}: ${asError(error).message}`);
  }
  return 'rolled back';
}

const undo: Command = {
  async run(call) {
    const dryRun = dryRunOf(call);
    const wanted = call.flags.number('to-revision');
    const result = await rolloutTargets(call);
    await result.visit(async (info) => {
      if (Object.hasOwn(annotationsOf(info.object ?? {}), LAST_APPLIED)) {
        call.note(
          `Warning: resource ${info.resource?.name}/${info.name} was previously managed with 'kubectl apply'. Rolling back will not update the ${LAST_APPLIED} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.`,
        );
      }
      operationPrinter(call, withDryRun(await undoOne(call, info, wanted), dryRun))(info.object);
    });
  },
};

/** `kubectl rollout history` and `kubectl rollout undo` (k8s.io/kubectl/pkg/polymorphichelpers). */
export const rolloutHistory: Readonly<Record<string, Command>> = {
  'rollout history': history,
  'rollout undo': undo,
};
