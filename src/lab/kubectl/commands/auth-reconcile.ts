import { asList, asRecord, asTexts, at, type Data } from '../../../kubernetes/data.ts';
import { type Call, dryRunOf } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { isNotFound } from '../errors.ts';
import { isSame } from '../patch/three-way.ts';
import { operationPrinter } from '../print/printer.ts';
import { fileOptions, find } from '../resources/builder.ts';
import type { Found } from '../resources/info.ts';
import type { Command } from './command.ts';

const GROUP = 'rbac.authorization.k8s.io';
const PLURALS: Readonly<Record<string, string>> = {
  Role: 'roles',
  ClusterRole: 'clusterroles',
  RoleBinding: 'rolebindings',
  ClusterRoleBinding: 'clusterrolebindings',
};

/** What is to be done with an object that the server has. */
interface Outcome {
  operation: '' | 'create' | 'update' | 'recreate';
  object: Found;
  missing: readonly Data[];
  extra: readonly Data[];
}

function single(rules: readonly Data[]): Data[] {
  return rules.flatMap((rule) => {
    const lists = ['apiGroups', 'resources', 'verbs', 'resourceNames', 'nonResourceURLs'].map((field) =>
      asTexts(rule[field]),
    );
    const [groups = [], resources = [], verbs = [], names = [], urls = []] = lists;
    const parts: Data[] = urls.flatMap((url) => verbs.map((verb) => ({ verbs: [verb], nonResourceURLs: [url] })));
    for (const group of groups) {
      for (const resource of resources) {
        for (const verb of verbs) {
          for (const name of names.length > 0 ? names : ['']) {
            parts.push({
              verbs: [verb],
              apiGroups: [group],
              resources: [resource],
              ...(name === '' ? {} : { resourceNames: [name] }),
            });
          }
        }
      }
    }
    return parts;
  });
}

function covers(owner: Data, part: Data): boolean {
  const has = (field: string): boolean => {
    const [owned, wanted] = [asTexts(owner[field]), asTexts(part[field])];
    if (field === 'resourceNames' && owned.length === 0) return true;
    return wanted.every((value) => owned.includes('*') || owned.includes(value));
  };
  return ['verbs', 'apiGroups', 'resources', 'resourceNames', 'nonResourceURLs'].every(has);
}

function uncovered(owners: readonly Data[], rules: readonly Data[]): Data[] {
  return single(rules).filter(
    (part) => !single(owners).some((owner) => covers(owner, part)) && !owners.some((owner) => covers(owner, part)),
  );
}

function outcomeOf(call: Call, wanted: Found, existing: Found): Outcome {
  const isBinding = String(wanted.kind).endsWith('Binding');
  if (isBinding && !isSame(wanted.roleRef, existing.roleRef))
    return { operation: 'recreate', object: wanted, missing: [], extra: [] };
  const field = isBinding ? 'subjects' : 'rules';
  const [ours, theirs] = [asList(wanted[field]), asList(existing[field])];
  const missing = isBinding
    ? ours.filter((one) => !theirs.some((other) => isSame(one, other)))
    : uncovered(theirs, ours);
  const extra = isBinding ? theirs.filter((one) => !ours.some((other) => isSame(one, other))) : uncovered(ours, theirs);
  const removes = call.flags.is(isBinding ? 'remove-extra-subjects' : 'remove-extra-permissions');
  const isChanged = missing.length > 0 || (removes && extra.length > 0);
  const kept = removes ? ours : [...theirs, ...missing];
  const metadata = {
    ...asRecord(existing.metadata),
    labels: { ...asRecord(at(existing, 'metadata', 'labels')), ...asRecord(at(wanted, 'metadata', 'labels')) },
  };
  return { operation: isChanged ? 'update' : '', object: { ...existing, metadata, [field]: kept }, missing, extra };
}

function ruleText(rule: Data, isSubject: boolean): string {
  if (isSubject)
    return `{Kind:${String(rule.kind)} APIGroup:${String(rule.apiGroup ?? '')} Name:${String(rule.name)} Namespace:${String(rule.namespace ?? '')}}`;
  const list = (field: string): string => `[${asTexts(rule[field]).join(' ')}]`;
  return `{Verbs:${list('verbs')} APIGroups:${list('apiGroups')} Resources:${list('resources')} ResourceNames:${list('resourceNames')} NonResourceURLs:${list('nonResourceURLs')}}`;
}

function tell(call: Call, { operation, object, missing, extra }: Outcome): void {
  const isBinding = String(object.kind).endsWith('Binding');
  operationPrinter(call, dryRunOf(call) === 'client' ? 'reconciled (dry run)' : 'reconciled')(object);
  if (operation === '') return;
  call.note(`\treconciliation required ${operation}`);
  const show = (title: string, entries: readonly Data[]): void => {
    if (entries.length === 0) return;
    call.note(`\t${title}:`);
    for (const entry of entries) call.note(`\t\t${ruleText(entry, isBinding)}`);
  };
  show(isBinding ? 'missing subjects added' : 'missing rules added', missing);
  if (isBinding && call.flags.is('remove-extra-subjects')) show('extra subjects removed', extra);
  if (!isBinding && call.flags.is('remove-extra-permissions')) show('extra rules removed', extra);
}

async function reconcileOne(call: Call, wanted: Found, isDryRun: boolean): Promise<void> {
  const plural = PLURALS[String(wanted.kind)];
  if (plural === undefined) return;
  const namespaced = !plural.startsWith('cluster');
  const [namespace, name] = [
    String(at(wanted, 'metadata', 'namespace') ?? ''),
    String(at(wanted, 'metadata', 'name') ?? ''),
  ];
  // As the real kubectl has it: files are read without the server, so nothing puts an object into a namespace.
  if (namespaced && namespace === '') throw new Error('resource name may not be empty');
  const resource = { group: GROUP, version: 'v1', name: plural, namespaced };
  const path = addressOf(resource, namespace, name);
  const create = (object: Found): Promise<Found> =>
    call.client.json({ method: 'POST', path: addressOf(resource, namespace), body: object });
  let existing: Found;
  try {
    existing = await call.client.json({ path });
  } catch (error) {
    if (!isNotFound(error)) throw error;
    if (!isDryRun) await create(wanted);
    const field = String(wanted.kind).endsWith('Binding') ? 'subjects' : 'rules';
    tell(call, { operation: 'create', object: wanted, missing: asList(wanted[field]), extra: [] });
    return;
  }
  const outcome = outcomeOf(call, wanted, existing);
  if (!isDryRun && outcome.operation === 'update')
    await call.client.json({ method: 'PUT', path, body: outcome.object });
  if (!isDryRun && outcome.operation === 'recreate') {
    await call.client.json({ method: 'DELETE', path });
    await create(wanted);
  }
  tell(call, outcome);
}

/** `kubectl auth reconcile` */
export const reconcile: Command = {
  async run(call) {
    const { flags } = call;
    if (flags.list('filename').length === 0 && flags.text('kustomize') === '')
      throw new Error('must specify one of -f and -k');
    if (call.words.length > 0) throw new Error('no arguments are allowed');
    const dryRun = dryRunOf(call);
    if (dryRun === 'server') throw new Error('--dry-run=server for command "reconcile" is not supported yet');
    const result = await find(call, {
      ...fileOptions(flags),
      namespace: call.namespace().name,
      flatten: true,
      local: true,
      continueOnError: true,
    });
    await result.visit(({ object = {} }) => reconcileOne(call, object, dryRun === 'client'));
  },
};
