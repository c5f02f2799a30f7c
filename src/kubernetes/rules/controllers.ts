import type { DataPath } from '../../findings/yaml.ts';
import { isTimeZone, scheduleFault } from '../cron.ts';
import { asRecord, type Data, isSet } from '../data.ts';
import { type ObjectProblem, problem, type TypeRules } from '../object-problem.ts';
import { restartProblem } from './pods.ts';
import { fields, leastProblem, oneOfProblem, shareProblem } from './values.ts';

const isZero = (value: unknown): boolean => value === 0 || value === '0%';

/** Settings of a rolling update with a type that has none. */
function unusedRollingUpdate(strategy: unknown, path: DataPath, name: string): ObjectProblem | undefined {
  const { type, rollingUpdate } = asRecord(strategy);
  return isSet(rollingUpdate) && isSet(type) && type !== 'RollingUpdate'
    ? problem(
        'conflict',
        [...path, name, 'rollingUpdate'],
        `"rollingUpdate" does not go with type: ${String(type)}.`,
        'Remove it, or write type: RollingUpdate.',
      )
    : undefined;
}

function deadlineProblem({ progressDeadlineSeconds, minReadySeconds }: Data, path: DataPath) {
  const deadline = progressDeadlineSeconds ?? 600;
  const ready = minReadySeconds ?? 0;
  return typeof deadline === 'number' && typeof ready === 'number' && deadline <= ready
    ? problem(
        'conflict',
        [...path, isSet(minReadySeconds) ? 'minReadySeconds' : 'progressDeadlineSeconds'],
        `progressDeadlineSeconds (${deadline}) must be more than minReadySeconds (${ready}).`,
        'Raise progressDeadlineSeconds, or lower minReadySeconds.',
      )
    : undefined;
}

function daemonUpdateProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const unavailable = data.maxUnavailable ?? 1;
  const surge = data.maxSurge ?? 0;
  const shares = ['maxUnavailable', 'maxSurge'].map((key) => shareProblem(data, key, path));
  if (isZero(unavailable) && isZero(surge)) {
    const key = isSet(data.maxUnavailable) ? 'maxUnavailable' : 'maxSurge';
    return [...shares, bothZero([...path, key])];
  }
  return [
    ...shares,
    !isZero(unavailable) && !isZero(surge)
      ? problem(
          'conflict',
          [...path, 'maxSurge'],
          `A DaemonSet takes maxSurge only with maxUnavailable: 0${isSet(data.maxUnavailable) ? '' : ', and its default is 1'}.`,
          'Write maxUnavailable: 0 next to it.',
        )
      : undefined,
  ];
}

const bothZero = (path: DataPath): ObjectProblem =>
  problem(
    'conflict',
    path,
    'maxSurge and maxUnavailable are both 0, so that no Pod could ever be replaced.',
    'Allow at least one Pod more, or one less.',
  );

function jobProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const { template, completionMode, completions, backoffLimitPerIndex, podFailurePolicy } = data;
  const indexed = completionMode === 'Indexed';
  return [
    restartProblem(template, path, 'Job', ['Never', 'OnFailure']),
    ...['parallelism', 'completions', 'backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished'].map((key) =>
      leastProblem(data, key, path),
    ),
    indexed && !isSet(completions)
      ? problem('missing-field', path, 'A Job with completionMode: Indexed needs "completions".', 'Add "completions".')
      : undefined,
    isSet(backoffLimitPerIndex) && !indexed
      ? problem(
          'conflict',
          [...path, 'backoffLimitPerIndex'],
          'backoffLimitPerIndex goes only with completionMode: Indexed.',
          'Add completionMode: Indexed, or use backoffLimit.',
        )
      : undefined,
    isSet(podFailurePolicy) && asRecord(asRecord(template).spec).restartPolicy === 'OnFailure'
      ? problem(
          'conflict',
          [...path, 'podFailurePolicy'],
          'podFailurePolicy goes only with restartPolicy: Never.',
          'Write restartPolicy: Never, or remove the policy.',
        )
      : undefined,
  ];
}

function cronProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const { schedule, timeZone } = data;
  const fault = typeof schedule === 'string' ? scheduleFault(schedule) : undefined;
  return [
    fault === undefined
      ? undefined
      : problem(
          'schedule',
          [...path, 'schedule'],
          fault,
          'Write five fields, such as "30 6 * * 1" for Mondays at half past six.',
        ),
    typeof timeZone === 'string' && !isTimeZone(timeZone)
      ? problem(
          'schedule',
          [...path, 'timeZone'],
          `"${timeZone}" is not a time zone.`,
          'Use a name of the IANA database, such as Europe/Berlin or Etc/UTC.',
        )
      : undefined,
    ...['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'].map((key) =>
      leastProblem(data, key, path),
    ),
  ];
}

function scalingProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const { minReplicas, maxReplicas } = data;
  return [
    leastProblem(data, 'maxReplicas', path, 1),
    leastProblem(data, 'minReplicas', path),
    typeof minReplicas === 'number' && typeof maxReplicas === 'number' && minReplicas > maxReplicas
      ? problem(
          'conflict',
          [...path, 'minReplicas'],
          `minReplicas (${minReplicas}) is more than maxReplicas (${maxReplicas}).`,
          'Lower minReplicas, or raise maxReplicas.',
        )
      : undefined,
  ];
}

/** Types of metrics with the fields that describe them. Source: validateMetricSpec in pkg/apis/autoscaling/validation. */
const METRICS: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};
const TARGETS: Readonly<Record<string, string>> = {
  Utilization: 'averageUtilization',
  AverageValue: 'averageValue',
  Value: 'value',
};

/** Says of a type that the field which belongs to it is missing, or that there is no such type. */
function typeProblem(data: Data, path: DataPath, table: Readonly<Record<string, string>>): ObjectProblem | undefined {
  const { type } = data;
  if (typeof type !== 'string') return undefined;
  const field = table[type];
  if (field === undefined) {
    return problem(
      'value',
      [...path, 'type'],
      `"${type}" is not a type here.`,
      `Use one of: ${Object.keys(table).join(', ')}.`,
    );
  }
  return isSet(data[field])
    ? undefined
    : problem(
        'missing-field',
        path,
        `With type: ${type} there must be "${field}".`,
        `Add "${field}", or correct the type.`,
      );
}

/** What the API server asks of controllers. Source: pkg/apis/{apps,batch,autoscaling,policy}/validation of Kubernetes. */
export const controllerRules: TypeRules = {
  'apps/v1/DeploymentSpec': fields((data, path) => [
    restartProblem(data.template, path, 'Deployment', ['Always']),
    unusedRollingUpdate(data.strategy, path, 'strategy'),
    leastProblem(data, 'replicas', path),
    leastProblem(data, 'revisionHistoryLimit', path),
    deadlineProblem(data, path),
  ]),
  'apps/v1/ReplicaSetSpec': fields((data, path) => [
    restartProblem(data.template, path, 'ReplicaSet', ['Always']),
    leastProblem(data, 'replicas', path),
  ]),
  'apps/v1/StatefulSetSpec': fields((data, path) => [
    restartProblem(data.template, path, 'StatefulSet', ['Always']),
    unusedRollingUpdate(data.updateStrategy, path, 'updateStrategy'),
    leastProblem(data, 'replicas', path),
  ]),
  'apps/v1/DaemonSetSpec': fields((data, path) => [
    restartProblem(data.template, path, 'DaemonSet', ['Always']),
    unusedRollingUpdate(data.updateStrategy, path, 'updateStrategy'),
  ]),
  'apps/v1/RollingUpdateDeployment': fields((data, path) => [
    shareProblem(data, 'maxSurge', path),
    shareProblem(data, 'maxUnavailable', path),
    isZero(data.maxSurge) && isZero(data.maxUnavailable) ? bothZero([...path, 'maxUnavailable']) : undefined,
  ]),
  'apps/v1/RollingUpdateDaemonSet': fields(daemonUpdateProblems),
  'batch/v1/JobSpec': fields(jobProblems),
  'batch/v1/CronJobSpec': fields(cronProblems),
  'autoscaling/v1/HorizontalPodAutoscalerSpec': fields(scalingProblems),
  'autoscaling/v2/HorizontalPodAutoscalerSpec': fields(scalingProblems),
  'autoscaling/v2/MetricSpec': fields((data, path) => [typeProblem(data, path, METRICS)]),
  'autoscaling/v2/MetricTarget': fields((data, path) => [typeProblem(data, path, TARGETS)]),
  'policy/v1/PodDisruptionBudgetSpec': fields((data, path) => [
    shareProblem(data, 'minAvailable', path),
    shareProblem(data, 'maxUnavailable', path),
    oneOfProblem(data, path, { among: ['minAvailable', 'maxUnavailable'], example: 'minAvailable', none: false }),
  ]),
};
