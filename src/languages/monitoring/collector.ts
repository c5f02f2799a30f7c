import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { asRecord, type Data, isRecord } from '../../kubernetes/data.ts';
import { type ObjectProblem, problem } from '../../kubernetes/object-problem.ts';

/** Kinds of components, as the first level of a configuration has them. */
const COMPONENTS = ['receivers', 'processors', 'exporters', 'connectors', 'extensions'] as const;
const TOP = [...COMPONENTS, 'service'];
const IN_PIPELINE = ['receivers', 'processors', 'exporters'] as const;
const SIGNALS = ['traces', 'metrics', 'logs', 'profiles'];
const SERVICE = ['extensions', 'pipelines', 'telemetry'];
/** A type, and a name of one's own behind a slash. */
const ID = /^[a-zA-Z][0-9a-zA-Z_]{0,62}(?:\/[^\s/][^\s]*)?$/;

/** Whether the keys on the first level of a file are those of a configuration of the OpenTelemetry Collector. */
export function isCollector(keys: readonly string[]): boolean {
  const has = (key: string): boolean => keys.includes(key);
  if (has('apiVersion') || has('route')) return false;
  const known = keys.filter((key) => TOP.includes(key)).length;
  return known >= 2 && (has('service') || (has('receivers') && (has('exporters') || has('processors'))));
}

const unknownKey = (path: DataPath, key: string, known: readonly string[]): ObjectProblem =>
  problem(
    'unknown-field',
    [...path, key],
    `"${key}" is no key of the Collector here.${didYouMean(key, known)}`,
    `Use one of: ${known.join(', ')}.`,
  );

function componentIds(configuration: Data, kind: string): string[] {
  return Object.keys(asRecord(configuration[kind]));
}

/** Names in a list that stand for nothing that is configured. */
function unknownNames(list: unknown, path: DataPath, what: string, known: readonly string[]): ObjectProblem[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list))
    return [problem('type', path, `"${path.join('.')}" should be a list of names.`, 'Write it in brackets.')];
  return list.flatMap((name, index): ObjectProblem[] =>
    known.includes(String(name))
      ? []
      : [
          problem(
            'reference',
            [...path, index],
            `"${String(name)}" is used, and no such ${what} is configured.${didYouMean(String(name), known)}`,
            `Configure it under "${path.at(-1) === 'extensions' ? 'extensions' : String(path.at(-1))}", or take it away.`,
          ),
        ],
  );
}

/** What the order of processors should be. Source: https://github.com/open-telemetry/opentelemetry-collector/blob/main/processor/README.md#recommended-processors. */
function orderProblems(list: unknown, path: DataPath): ObjectProblem[] {
  if (!Array.isArray(list)) return [];
  const at = list.findIndex((name) => /^memory_limiter(\/|$)/.test(String(name)));
  return at > 0
    ? [
        problem(
          'conflict',
          [...path, at],
          '"memory_limiter" is not the first processor, so what stands before it fills the memory that it should guard.',
          'Put it first.',
        ),
      ]
    : [];
}

function pipelineProblems(configuration: Data, id: string, pipeline: unknown): ObjectProblem[] {
  const path = ['service', 'pipelines', id];
  const [signal = ''] = id.split('/');
  if (!SIGNALS.includes(signal))
    return [
      problem(
        'value',
        path,
        `"${id}" is no pipeline: its first part says of what it is.${didYouMean(signal, SIGNALS)}`,
        `Begin with one of: ${SIGNALS.join(', ')}.`,
      ),
    ];
  if (!isRecord(pipeline))
    return [problem('type', path, `The pipeline "${id}" is empty.`, 'Give it receivers and exporters.')];
  const connectors = componentIds(configuration, 'connectors');
  const known = (kind: (typeof IN_PIPELINE)[number]): string[] =>
    kind === 'processors' ? componentIds(configuration, kind) : [...componentIds(configuration, kind), ...connectors];
  return [
    ...Object.keys(pipeline).flatMap((key) =>
      (IN_PIPELINE as readonly string[]).includes(key) ? [] : [unknownKey(path, key, IN_PIPELINE)],
    ),
    ...IN_PIPELINE.flatMap((kind) => unknownNames(pipeline[kind], [...path, kind], kind.slice(0, -1), known(kind))),
    ...(['receivers', 'exporters'] as const).flatMap((kind): ObjectProblem[] =>
      Array.isArray(pipeline[kind]) && pipeline[kind].length > 0
        ? []
        : [problem('missing-field', path, `The pipeline "${id}" has no ${kind}.`, `Add "${kind}".`)],
    ),
    ...orderProblems(pipeline.processors, [...path, 'processors']),
  ];
}

/** Connectors that stand at one end only: they end a pipeline and begin another one. */
function looseConnectors(configuration: Data): ObjectProblem[] {
  const pipelines = Object.values(asRecord(asRecord(configuration.service).pipelines)).map(asRecord);
  const stands = (kind: string, id: string): boolean =>
    pipelines.some((pipeline) => Array.isArray(pipeline[kind]) && (pipeline[kind] as unknown[]).includes(id));
  return componentIds(configuration, 'connectors').flatMap((id): ObjectProblem[] => {
    const [ends, begins] = [stands('exporters', id), stands('receivers', id)];
    if (ends === begins) return [];
    return [
      problem(
        'conflict',
        ['connectors', id],
        `The connector "${id}" is ${ends ? 'an exporter of a pipeline and a receiver of none' : 'a receiver of a pipeline and an exporter of none'}.`,
        'Let it end one pipeline and begin another one.',
      ),
    ];
  });
}

/**
 * What the OpenTelemetry Collector would refuse, or what would not work, in a configuration: keys, names of components, components that
 * pipelines name and that are not there, pipelines without ends, the order of processors. Settings of components are theirs to judge.
 * Source: https://opentelemetry.io/docs/collector/configuration/, November 2026.
 */
export function collectorProblems(configuration: Data): ObjectProblem[] {
  const service = configuration.service;
  const names = COMPONENTS.flatMap((kind) =>
    componentIds(configuration, kind).flatMap((id): ObjectProblem[] =>
      ID.test(id)
        ? []
        : [
            problem(
              'name',
              [kind, id],
              `"${id}" cannot be the name of a component.`,
              'Write a type, or a type, a slash and a name: otlp/second.',
            ),
          ],
    ),
  );
  const unknown = Object.keys(configuration).flatMap((key) => (TOP.includes(key) ? [] : [unknownKey([], key, TOP)]));
  if (service === undefined) return [...unknown, ...names];
  if (!isRecord(service))
    return [
      ...unknown,
      ...names,
      problem('type', ['service'], '"service" should be a group of fields.', 'Write pipelines below it.'),
    ];
  return [
    ...unknown,
    ...names,
    ...Object.keys(service).flatMap((key) => (SERVICE.includes(key) ? [] : [unknownKey(['service'], key, SERVICE)])),
    ...unknownNames(
      service.extensions,
      ['service', 'extensions'],
      'extension',
      componentIds(configuration, 'extensions'),
    ),
    ...Object.entries(asRecord(service.pipelines)).flatMap(([id, pipeline]) =>
      pipelineProblems(configuration, id, pipeline),
    ),
    ...looseConnectors(configuration),
  ];
}
