import type { DataPath } from '../findings/yaml.ts';
import { asList, asRecord, type Data } from './data.ts';
import type { ObjectProblem } from './object-problem.ts';

/** A Pod as a manifest describes it: by itself, or as the template of a workload. */
export interface PodTemplate {
  labels: Data;
  spec: Data;
  /** Path of the spec in the object. */
  path: DataPath;
}

/** The Pod that an object describes; undefined if it describes none. */
export function podOf(object: Data): PodTemplate | undefined {
  const spec = asRecord(object.spec);
  const labels = (metadata: unknown): Data => asRecord(asRecord(metadata).labels);
  if (object.kind === 'Pod') return { labels: labels(object.metadata), spec, path: ['spec'] };
  if (object.kind === 'CronJob') {
    const template = asRecord(asRecord(asRecord(spec.jobTemplate).spec).template);
    return {
      labels: labels(template.metadata),
      spec: asRecord(template.spec),
      path: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
    };
  }
  if (spec.template === undefined || object.kind === 'PersistentVolume') return undefined;
  const template = asRecord(spec.template);
  return { labels: labels(template.metadata), spec: asRecord(template.spec), path: ['spec', 'template', 'spec'] };
}

/** Labels as people write them, such as "app=web". */
function labelText(labels: Data): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`);
  return pairs.length === 0 ? 'no labels' : pairs.join(', ');
}

/** Whether labels have everything that a set of wanted ones asks for. */
export function matches(wanted: Data, labels: Data): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

const CONTAINERS = ['initContainers', 'containers'] as const;

/** Containers of a Pod with their paths in the object. */
export function containersOf({ spec, path }: PodTemplate): { container: Data; path: DataPath }[] {
  return CONTAINERS.flatMap((key) =>
    asList(spec[key]).map((container, index) => ({ container, path: [...path, key, index] })),
  );
}

/** Names of the ports that a container declares. */
function portNames(container: Data): string[] {
  return asList(container.ports).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
}

/** What does not fit together within one object: selector and template, probes and ports, mounts and volumes. */
export function workloadProblems(object: Data): ObjectProblem[] {
  const pod = podOf(object);
  if (!pod) return [];
  const problems: ObjectProblem[] = [];
  const wanted = asRecord(asRecord(asRecord(object.spec).selector).matchLabels);
  if (
    object.kind !== 'Pod' &&
    object.kind !== 'Job' &&
    Object.keys(wanted).length > 0 &&
    !matches(wanted, pod.labels)
  ) {
    problems.push({
      rule: 'value',
      path: ['spec', 'selector', 'matchLabels'],
      message: `The selector wants ${labelText(wanted)}, but the Pod template has ${labelText(pod.labels)}.`,
      remedy: 'Write the same labels in spec.selector.matchLabels and in spec.template.metadata.labels.',
    });
  }
  const claims = asList(asRecord(object.spec).volumeClaimTemplates).map((claim) => asRecord(claim.metadata).name);
  const volumes = new Set([...asList(pod.spec.volumes).map(({ name }) => name), ...claims]);
  const seen = new Set<unknown>();
  for (const { container, path } of containersOf(pod)) {
    if (seen.has(container.name)) {
      problems.push({
        rule: 'value',
        path: [...path, 'name'],
        message: `Two containers are called "${String(container.name)}".`,
        remedy: 'Give each container of a Pod a name of its own.',
      });
    }
    seen.add(container.name);
    problems.push(...mountProblems(container, path, volumes), ...probeProblems(container, path));
  }
  return problems;
}

function mountProblems(container: Data, path: DataPath, volumes: ReadonlySet<unknown>): ObjectProblem[] {
  return asList(container.volumeMounts).flatMap(({ name }, index): ObjectProblem[] =>
    typeof name !== 'string' || volumes.has(name)
      ? []
      : [
          {
            rule: 'value',
            path: [...path, 'volumeMounts', index, 'name'],
            message: `The container mounts the volume "${name}", which the Pod does not have.`,
            remedy: `Add a volume "${name}" to the Pod's spec.volumes, or correct the name.`,
          },
        ],
  );
}

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

function probeProblems(container: Data, path: DataPath): ObjectProblem[] {
  const named = portNames(container);
  const numbers = asList(container.ports).map(({ containerPort }) => containerPort);
  return PROBES.flatMap((probe) =>
    (['httpGet', 'tcpSocket', 'grpc'] as const).flatMap((action): ObjectProblem[] => {
      const { port } = asRecord(asRecord(container[probe])[action]);
      if (port === undefined || named.includes(String(port)) || numbers.includes(port)) return [];
      // A container need not declare its ports; only names have to be found.
      if (typeof port === 'number' && numbers.length === 0) return [];
      return [
        {
          rule: 'value',
          path: [...path, probe, action, 'port'],
          message: `The ${probe} asks port ${String(port)}, which the container does not declare.`,
          remedy: 'Name the port under "ports" of the container, and use that name in the probe.',
        },
      ];
    }),
  );
}
