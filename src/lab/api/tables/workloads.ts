import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../core/objects.ts';
import type { TableOf } from '../http/table.ts';
import { AGE, ageOf, column, humanDuration, NAME, selectorText } from './columns.ts';
import { pods } from './pods.ts';

const number = (value: unknown): number => Number(value ?? 0);
const integer = (name: string) => column(name, { type: 'integer' });
const wide = (name: string) => column(name, { priority: 1 });
const CONTAINERS = [wide('Containers'), wide('Images')];

/** Names and images of the containers of a Pod's spec. */
function containersOf(spec: unknown): [string, string] {
  const containers = asList(asRecord(spec).containers);
  return [
    containers.map(({ name }) => String(name)).join(','),
    containers.map(({ image }) => String(image ?? '')).join(','),
  ];
}

const age = (object: KubeObject, now: number): string => ageOf(object.metadata.creationTimestamp, now);
const templateOf = (object: KubeObject): Data => recordAt(object, 'spec', 'template', 'spec');

const deployments: TableOf = {
  columns: [NAME, column('Ready'), column('Up-to-date'), column('Available'), AGE, ...CONTAINERS, wide('Selector')],
  cells(object, now) {
    const { replicas } = recordAt(object, 'spec');
    const status = recordAt(object, 'status');
    return [
      object.metadata.name,
      `${number(status.readyReplicas)}/${number(replicas)}`,
      number(status.updatedReplicas),
      number(status.availableReplicas),
      age(object, now),
      ...containersOf(templateOf(object)),
      selectorText(recordAt(object, 'spec').selector),
    ];
  },
};

const replicaSets: TableOf = {
  columns: [NAME, integer('Desired'), integer('Current'), integer('Ready'), AGE, ...CONTAINERS, wide('Selector')],
  cells(object, now) {
    const { replicas, selector } = recordAt(object, 'spec');
    const status = recordAt(object, 'status');
    const isController = object.kind === 'ReplicationController';
    return [
      object.metadata.name,
      number(replicas),
      number(status.replicas),
      number(status.readyReplicas),
      age(object, now),
      ...containersOf(templateOf(object)),
      selectorText(isController ? { matchLabels: selector } : selector),
    ];
  },
};

const statefulSets: TableOf = {
  columns: [NAME, column('Ready'), AGE, ...CONTAINERS],
  cells: (object, now) => [
    object.metadata.name,
    `${number(recordAt(object, 'status').readyReplicas)}/${number(recordAt(object, 'spec').replicas)}`,
    age(object, now),
    ...containersOf(templateOf(object)),
  ],
};

const daemonSets: TableOf = {
  columns: [
    NAME,
    ...['Desired', 'Current', 'Ready', 'Up-to-date', 'Available'].map(integer),
    column('Node Selector'),
    AGE,
    ...CONTAINERS,
    wide('Selector'),
  ],
  cells(object, now) {
    const status = recordAt(object, 'status');
    return [
      object.metadata.name,
      number(status.desiredNumberScheduled),
      number(status.currentNumberScheduled),
      number(status.numberReady),
      number(status.updatedNumberScheduled),
      number(status.numberAvailable),
      selectorText({ matchLabels: templateOf(object).nodeSelector }),
      age(object, now),
      ...containersOf(templateOf(object)),
      selectorText(recordAt(object, 'spec').selector),
    ];
  },
};

function jobStatus(object: KubeObject): string {
  const has = (type: string): boolean =>
    asList(recordAt(object, 'status').conditions).some((one) => one.type === type && one.status === 'True');
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (object.metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (has('Suspended')) return 'Suspended';
  if (has('FailureTarget')) return 'FailureTarget';
  return has('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

const jobs: TableOf = {
  columns: [NAME, column('Status'), column('Completions'), column('Duration'), AGE, ...CONTAINERS, wide('Selector')],
  cells(object, now) {
    const { completions, parallelism, selector } = recordAt(object, 'spec');
    const { succeeded, startTime, completionTime } = recordAt(object, 'status');
    const done = number(succeeded);
    const wanted = completions ?? (number(parallelism) > 1 ? `1 of ${number(parallelism)}` : 1);
    const until = completionTime === undefined ? now : Date.parse(String(completionTime));
    return [
      object.metadata.name,
      jobStatus(object),
      `${done}/${String(wanted)}`,
      startTime === undefined ? '' : humanDuration(until - Date.parse(String(startTime))),
      age(object, now),
      ...containersOf(templateOf(object)),
      selectorText(selector),
    ];
  },
};

const cronJobs: TableOf = {
  columns: [
    NAME,
    column('Schedule'),
    column('Timezone'),
    column('Suspend'),
    integer('Active'),
    column('Last Schedule'),
    AGE,
    ...CONTAINERS,
    wide('Selector'),
  ],
  cells(object, now) {
    const { schedule, timeZone, suspend, jobTemplate } = recordAt(object, 'spec');
    const { active, lastScheduleTime } = recordAt(object, 'status');
    const job = recordAt(jobTemplate, 'spec');
    return [
      object.metadata.name,
      String(schedule),
      String(timeZone ?? '<none>'),
      suspend === true ? 'True' : suspend === false ? 'False' : '<unset>',
      asList(active).length,
      lastScheduleTime === undefined ? '<none>' : ageOf(String(lastScheduleTime), now),
      age(object, now),
      ...containersOf(recordAt(job, 'template', 'spec')),
      selectorText(job.selector),
    ];
  },
};

const templates: TableOf = {
  columns: [NAME, column('Containers'), column('Images'), column('Pod Labels')],
  cells: (object) => [
    object.metadata.name,
    ...containersOf(recordAt(object, 'template', 'spec')),
    selectorText({ matchLabels: recordAt(object, 'template', 'metadata').labels }),
  ],
};

const revisions: TableOf = {
  columns: [NAME, column('Controller'), column('Revision'), AGE],
  cells(object, now) {
    const owner = object.metadata.ownerReferences?.find(({ controller }) => controller);
    const [group = ''] = owner?.apiVersion.includes('/') ? owner.apiVersion.split('/') : [''];
    const name = owner ? `${owner.kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${owner.name}` : '<none>';
    return [object.metadata.name, name, String(object.revision ?? 0), age(object, now)];
  },
};

/** A metric's value beside its target, as `kubectl get hpa` shows them. */
function targetsOf(object: KubeObject): string {
  const specs = asList(recordAt(object, 'spec').metrics);
  const statuses = asList(recordAt(object, 'status').currentMetrics);
  if (specs.length === 0) return '<none>';
  const LIMIT = 2;
  const list = specs.map((spec, index) => {
    const kind = String(spec.type);
    const field = kind[0]?.toLowerCase() + kind.slice(1);
    const { target, name } = asRecord(spec[field]);
    const current = asRecord(asRecord(asRecord(statuses[index])[field]).current);
    const wanted = asRecord(target);
    const isOfResource = kind === 'Resource' || kind === 'ContainerResource';
    const prefix = isOfResource ? `${String(name)}: ` : '';
    if (wanted.averageUtilization !== undefined)
      return `${prefix}${current.averageUtilization === undefined ? '<unknown>' : `${String(current.averageUtilization)}%`}/${String(wanted.averageUtilization)}%`;
    // Of resources and of Pods only averages can be wanted.
    const suffix = wanted.averageValue !== undefined && !isOfResource && kind !== 'Pods' ? ' (avg)' : '';
    const value = wanted.averageValue ?? wanted.value;
    return `${prefix}${String(current.averageValue ?? current.value ?? '<unknown>')}/${String(value)}${suffix}`;
  });
  const shown = list.slice(0, LIMIT).join(', ');
  return list.length > LIMIT ? `${shown} + ${list.length - LIMIT} more...` : shown;
}

const autoscalers: TableOf = {
  columns: [
    NAME,
    column('Reference'),
    column('Targets'),
    column('MinPods'),
    column('MaxPods'),
    column('Replicas'),
    AGE,
  ],
  cells(object, now) {
    const { scaleTargetRef, minReplicas, maxReplicas } = recordAt(object, 'spec');
    const { kind, name } = asRecord(scaleTargetRef);
    return [
      object.metadata.name,
      `${String(kind)}/${String(name)}`,
      targetsOf(object),
      minReplicas === undefined ? '<unset>' : String(minReplicas),
      number(maxReplicas),
      number(recordAt(object, 'status').currentReplicas),
      age(object, now),
    ];
  },
};

const disruptionBudgets: TableOf = {
  columns: [NAME, column('Min Available'), column('Max Unavailable'), integer('Allowed Disruptions'), AGE],
  cells(object, now) {
    const { minAvailable, maxUnavailable } = recordAt(object, 'spec');
    return [
      object.metadata.name,
      String(minAvailable ?? 'N/A'),
      String(maxUnavailable ?? 'N/A'),
      number(recordAt(object, 'status').disruptionsAllowed),
      age(object, now),
    ];
  },
};

/** Tables of workloads, by qualified resource. */
export const workloadTables: Readonly<Record<string, TableOf>> = {
  pods,
  podtemplates: templates,
  replicationcontrollers: replicaSets,
  'controllerrevisions.apps': revisions,
  'cronjobs.batch': cronJobs,
  'daemonsets.apps': daemonSets,
  'deployments.apps': deployments,
  'horizontalpodautoscalers.autoscaling': autoscalers,
  'jobs.batch': jobs,
  'poddisruptionbudgets.policy': disruptionBudgets,
  'replicasets.apps': replicaSets,
  'statefulsets.apps': statefulSets,
};
