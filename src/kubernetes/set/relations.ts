import { closest } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { asList, asRecord, asText, asTexts, at, type Data, isSet } from '../data.ts';
import { quantityValue } from '../formats.ts';
import { type ObjectProblem, problem } from '../object-problem.ts';
import { matches, podOf } from '../workloads.ts';
import { type ObjectSet, type SetObject, sameNamespace } from './object.ts';

const nameOf = (value: Data): string => String(at(value, 'metadata', 'name'));
const namespaceOf = (value: Data): string | undefined => asText(at(value, 'metadata', 'namespace'));

/** Something wrong with an object of the set, which need not be the one that was looked at. */
export interface RelationProblem {
  object: SetObject;
  problem: ObjectProblem;
}

/** Objects of a kind that an object may mean by a name, in its own namespace. */
function named(set: ObjectSet, kind: string, name: unknown, from: Data): SetObject[] {
  return set.objects.filter(
    ({ value }) =>
      value.kind === kind && nameOf(value) === name && sameNamespace(namespaceOf(value), namespaceOf(from)),
  );
}

/** Resources of which a share is asked for, although the containers do not say how much they request. */
function scalerProblems(scaler: SetObject, set: ObjectSet): RelationProblem[] {
  const { spec } = scaler.value;
  const { kind, name } = asRecord(at(spec, 'scaleTargetRef'));
  const old = isSet(at(spec, 'targetCPUUtilizationPercentage'));
  const metrics = asList(at(spec, 'metrics'));
  const shares = metrics.flatMap((metric) =>
    metric.type === 'Resource' && at(metric, 'resource', 'target', 'type') === 'Utilization'
      ? [String(at(metric, 'resource', 'name'))]
      : [],
  );
  const wanted = new Set([...shares, ...(old || metrics.length === 0 ? ['cpu'] : [])]);
  if (typeof kind !== 'string') return [];
  return named(set, kind, name, scaler.value).flatMap((target) => {
    const pod = podOf(target.value);
    // A LimitRange may fill in what is missing; what stands in another file may be another version of it.
    const filledIn = set.objects.some(({ value }) => value.kind === 'LimitRange');
    if (!pod || filledIn || target.source !== scaler.source || asRecord(pod.spec.resources).requests !== undefined)
      return [];
    return asList(pod.spec.containers).flatMap((container, index): RelationProblem[] =>
      [...wanted].flatMap((resource) => {
        const { requests, limits } = asRecord(container.resources);
        if (isSet(asRecord(requests)[resource]) || isSet(asRecord(limits)[resource])) return [];
        const message = `The HorizontalPodAutoscaler "${nameOf(scaler.value)}" measures the share of ${resource} that was requested, but the container "${String(container.name)}" requests none: it never scales.`;
        return [
          {
            object: target,
            problem: problem(
              'missing-field',
              [...pod.path, 'containers', index],
              message,
              `Add resources.requests.${resource}.`,
            ),
          },
        ];
      }),
    );
  });
}

/** A StatefulSet whose Service has an address of its own: its Pods get no names. */
function statefulProblems(stateful: SetObject, set: ObjectSet): RelationProblem[] {
  const name = at(stateful.value, 'spec', 'serviceName');
  const services = typeof name === 'string' ? named(set, 'Service', name, stateful.value) : [];
  const headless = services.some(({ value }) => at(value, 'spec', 'clusterIP') === 'None');
  if (services.length === 0 || headless) return [];
  const message = `The Service "${String(name)}" is not headless, so that the Pods of the StatefulSet get no names in DNS.`;
  return [
    {
      object: stateful,
      problem: problem('reference', ['spec', 'serviceName'], message, 'Write clusterIP: None in the Service.'),
    },
  ];
}

/** Classes by which no volume is made when it is asked for. */
function isStatic(name: string, set: ObjectSet): boolean {
  if (name === '' || name === 'manual') return true;
  return set.objects.some(
    ({ value }) =>
      value.kind === 'StorageClass' && nameOf(value) === name && value.provisioner === 'kubernetes.io/no-provisioner',
  );
}

function claimProblems(claim: SetObject, set: ObjectSet): RelationProblem[] {
  const spec = asRecord(claim.value.spec);
  const volumes = set.objects.filter(({ value }) => value.kind === 'PersistentVolume').map(({ value }) => value);
  const say = (path: DataPath, message: string, remedy: string): RelationProblem[] => [
    { object: claim, problem: problem('reference', path, message, remedy) },
  ];
  const className = typeof spec.storageClassName === 'string' ? spec.storageClassName : undefined;
  const classOf = (volume: Data): string => asText(at(volume, 'spec', 'storageClassName')) ?? '';
  const chosen =
    typeof spec.volumeName === 'string' ? volumes.find((volume) => nameOf(volume) === spec.volumeName) : undefined;
  if (chosen && className !== undefined && className !== classOf(chosen)) {
    return say(
      ['spec', 'storageClassName'],
      `The claim wants the class "${className}", but the PersistentVolume "${nameOf(chosen)}" has "${classOf(chosen)}".`,
      'Write the same class in both.',
    );
  }
  if (
    !chosen &&
    className !== undefined &&
    volumes.length > 0 &&
    !volumes.some((volume) => classOf(volume) === className)
  ) {
    const classes = [
      ...volumes.map(classOf),
      ...set.objects.flatMap(({ value }) => (value.kind === 'StorageClass' ? [nameOf(value)] : [])),
    ];
    const meant = closest(className, classes.filter(Boolean));
    const digits = (text: string): string => text.replace(/\d+/g, '');
    if (classes.includes(className) || meant === undefined || digits(meant) === digits(className)) return [];
    return say(
      ['spec', 'storageClassName'],
      `No PersistentVolume of this lesson has the class "${className}". Did you mean "${meant}"?`,
      'Write the same class in both.',
    );
  }
  const candidates = chosen
    ? [chosen]
    : className !== undefined && isStatic(className, set)
      ? volumes.filter((volume) => classOf(volume) === className)
      : [];
  if (candidates.length === 0) return [];
  const asked = quantityValue(at(spec, 'resources', 'requests', 'storage'));
  const sizes = candidates.map(
    (volume) => quantityValue(at(volume, 'spec', 'capacity', 'storage')) ?? Number.POSITIVE_INFINITY,
  );
  if (asked !== undefined && sizes.every((size) => size < asked)) {
    const largest = candidates[sizes.indexOf(Math.max(...sizes))] ?? {};
    return say(
      ['spec', 'resources', 'requests', 'storage'],
      `The claim asks for ${String(at(spec, 'resources', 'requests', 'storage'))}, but the PersistentVolume "${nameOf(largest)}" has ${String(at(largest, 'spec', 'capacity', 'storage'))}.`,
      'Ask for less, or make the volume larger.',
    );
  }
  const modes = asTexts(spec.accessModes);
  const missing = modes.find(
    (mode) => !candidates.some((volume) => asTexts(at(volume, 'spec', 'accessModes')).includes(mode)),
  );
  return missing === undefined
    ? []
    : say(
        ['spec', 'accessModes'],
        `The claim wants the access mode ${missing}, which the PersistentVolume "${nameOf(candidates[0] ?? {})}" does not have.`,
        'Write the same access mode in both.',
      );
}

/** Monitors that choose no Service of the set, or name a port that the chosen ones do not have. */
function monitorProblems(monitor: SetObject, set: ObjectSet): RelationProblem[] {
  const spec = asRecord(monitor.value.spec);
  const wanted = asRecord(at(spec, 'selector', 'matchLabels'));
  const services = set.objects.filter(({ value }) => value.kind === 'Service').map(({ value }) => value);
  const elsewhere = isSet(spec.namespaceSelector);
  const near = services.filter(
    (service) => elsewhere || sameNamespace(namespaceOf(service), namespaceOf(monitor.value)),
  );
  const labelsOf = (service: Data): Data => asRecord(at(service, 'metadata', 'labels'));
  const chosen = near.filter((service) => matches(wanted, labelsOf(service)));
  if (Object.keys(wanted).length === 0 || services.length === 0) return [];
  const say = (rule: 'selector' | 'port', path: DataPath, message: string, remedy: string): RelationProblem => ({
    object: monitor,
    problem: problem(rule, path, message, remedy),
  });
  const title = `The ServiceMonitor "${nameOf(monitor.value)}"`;
  if (chosen.length === 0) {
    const bySelector = near.find((service) => matches(wanted, asRecord(at(service, 'spec', 'selector'))));
    const byName = bySelector ?? near.find((service) => nameOf(service) === nameOf(monitor.value));
    if (!byName) return [];
    const show = (labels: Data): string =>
      Object.entries(labels)
        .map(([key, value]) => `${key}: ${String(value)}`)
        .join(', ') || 'no labels';
    return [
      say(
        'selector',
        ['spec', 'selector'],
        `${title} chooses Services with the labels ${show(wanted)}, but the Service "${nameOf(byName)}" has ${show(labelsOf(byName))} in its metadata.`,
        'Add the labels to metadata.labels of the Service: its selector is about Pods.',
      ),
    ];
  }
  return asList(spec.endpoints).flatMap(({ port }, index) => {
    if (typeof port !== 'string') return [];
    const names = chosen.flatMap((service) => asList(at(service, 'spec', 'ports')).map(({ name }) => name));
    if (names.includes(port)) return [];
    const known = names.filter((name) => typeof name === 'string').join(', ');
    return [
      say(
        'port',
        ['spec', 'endpoints', index, 'port'],
        `${title} asks the port "${port}", but the Service "${nameOf(chosen[0] ?? {})}" has ${known === '' ? 'no ports with names' : known}.`,
        'Name a port of the Service; a ServiceMonitor knows no numbers here.',
      ),
    ];
  });
}

/** Objects that stand twice in one file: applying it makes the second of the first. */
function repeatedObjects({ objects }: ObjectSet): RelationProblem[] {
  const seen = new Set<string>();
  return objects.flatMap((object) => {
    const { value, source, judged } = object;
    const name = at(value, 'metadata', 'name');
    if (!judged || typeof name !== 'string') return [];
    const key = `${source}\0${JSON.stringify(value)}`;
    // Another version of it may be meant to be applied later.
    const again = seen.has(key);
    seen.add(key);
    return again
      ? [
          {
            object,
            problem: problem(
              'conflict',
              ['metadata', 'name'],
              `The ${String(value.kind)} "${name}" stands twice in this file.`,
              'Give each a name of its own, or remove one.',
            ),
          },
        ]
      : [];
  });
}

/** What does not go together between objects beyond names, selectors and ports. */
export function relationProblems(set: ObjectSet): RelationProblem[] {
  const judged = set.objects.filter((object) => object.judged);
  return [
    ...judged.flatMap((object) => {
      switch (object.value.kind) {
        case 'HorizontalPodAutoscaler':
          return scalerProblems(object, set);
        case 'StatefulSet':
          return statefulProblems(object, set);
        case 'PersistentVolumeClaim':
          return claimProblems(object, set);
        case 'ServiceMonitor':
          return monitorProblems(object, set);
        default:
          return [];
      }
    }),
    ...repeatedObjects(set),
  ];
}
