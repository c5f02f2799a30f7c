import { didYouMean } from '../../../findings/suggest.ts';
import { asRecord, asTexts } from '../../../kubernetes/data.ts';
import { collectorProblems } from '../../../languages/monitoring/collector.ts';
import { type ConfigProblem, Fields, lineOf } from '../../metrics/config/fields.ts';
import { YamlError } from '../../yaml/characters.ts';
import { parseDocument, type YamlNode } from '../../yaml/parser.ts';
import { readYaml } from '../../yaml/values.ts';
import { type MakeExporter, readDebugExporter, readOtlpExporter } from './exporter.ts';
import type { CollectorProblem } from './outcome.ts';
import type { MakeProcessor } from './parts.ts';
import { readAttributes, readResource } from './processors/actions.ts';
import { readBatch } from './processors/batch.ts';
import { readMemoryLimiter } from './processors/memory-limiter.ts';
import { readProbabilistic } from './processors/sampling.ts';
import { readFilter, readTransform } from './processors/statements.ts';
import { readTailSampling } from './processors/tail-sampling.ts';

/** A pipeline for traces. */
export interface PipelineConfig {
  id: string;
  receivers: readonly string[];
  processors: readonly string[];
  exporters: readonly string[];
}

/** What collector.yaml says, as far as it matters here. */
export interface CollectorConfig {
  /** Receivers that listen to OTLP over HTTP at the usual port. */
  receivers: ReadonlySet<string>;
  processors: ReadonlyMap<string, MakeProcessor>;
  exporters: ReadonlyMap<string, MakeExporter>;
  pipelines: readonly PipelineConfig[];
}

const OTLP_PORT = '4318';
/** Time that exporters wait for an answer by themselves, in milliseconds. */
const TIMEOUTS = { otlp_grpc: 5_000, otlp_http: 30_000 };

const PROCESSORS: Readonly<Record<string, (fields: Fields) => MakeProcessor>> = {
  attributes: readAttributes,
  batch: readBatch,
  filter: readFilter,
  memory_limiter: readMemoryLimiter,
  probabilistic_sampler: readProbabilistic,
  resource: readResource,
  tail_sampling: readTailSampling,
  transform: readTransform,
};

const EXPORTERS: Readonly<Record<string, (fields: Fields) => MakeExporter>> = {
  debug: readDebugExporter,
  otlp_grpc: (fields) => readOtlpExporter(fields, 'otlp_grpc', TIMEOUTS.otlp_grpc),
  otlp_http: (fields) => readOtlpExporter(fields, 'otlp_http', TIMEOUTS.otlp_http),
};

/** Names that exporters had, and still answer to. @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/exporter/otlphttpexporter/README.md as of 21 August 2026 */
const FORMER: Readonly<Record<string, string>> = { otlp: 'otlp_grpc', otlphttp: 'otlp_http' };

/** Processors that take away or change: what is gathered before them is gathered in vain. */
const BEFORE_BATCH = /^(tail_sampling|probabilistic_sampler|filter|transform|attributes|resource)(\/|$)/;

const typeOf = (id: string): string => id.split('/')[0] ?? '';

/** The line at the end of a path, or as near to it as there is something. */
function lineAt(node: YamlNode, path: readonly PropertyKey[], line = 1): number {
  const target = node.kind === 'alias' ? node.to : node;
  const [step, ...rest] = path;
  if (step === undefined) return line;
  if (target.kind === 'list') {
    const item = target.items[Number(step)];
    return item ? lineAt(item, rest, lineOf(item)) : line;
  }
  if (target.kind !== 'map') return line;
  const entry = target.items.find(([key]) => key.kind === 'text' && key.value === String(step));
  return entry ? lineAt(entry[1], rest, lineOf(entry[0])) : line;
}

/** Reads the components of one kind. */
function readAll<Made>(
  fields: Fields | undefined,
  kind: string,
  readers: Readonly<Record<string, (fields: Fields) => Made>>,
  warn: (line: number, message: string) => void,
): Map<string, Made> {
  const made = new Map<string, Made>();
  for (const id of fields?.names() ?? []) {
    const settings = fields?.mapOrNone(id);
    if (!settings) continue;
    const former = kind === 'exporter' ? FORMER[typeOf(id)] : undefined;
    const type = former ?? typeOf(id);
    if (former)
      warn(fields?.lineOf(id) ?? 1, `"${typeOf(id)}" is the former name of "${former}", and will be removed.`);
    const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
    if (read) made.set(id, read(settings));
    else
      fields?.say(
        `The Collector of this lab has no ${kind} "${type}".${didYouMean(type, Object.keys(readers))} It has ${Object.keys(readers).join(', ')}.`,
        fields.lineOf(id),
      );
  }
  return made;
}

/** Receivers, of which there is one kind. @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/receiver/otlpreceiver/README.md as of 21 August 2026 */
function readReceivers(fields: Fields | undefined, warn: (line: number, message: string) => void): Set<string> {
  const listening = new Set<string>();
  const read = (settings: Fields): string | undefined => {
    const protocols = settings.map('protocols');
    const hasHttp = protocols?.names().includes('http') ?? false;
    const http = protocols?.mapOrNone('http');
    const endpoint = http?.text('endpoint') ?? `localhost:${OTLP_PORT}`;
    if (!protocols || protocols.names().length === 0)
      settings.say('must specify at least one protocol when using the OTLP receiver');
    protocols?.finish('protocols', ['grpc', 'http']);
    settings.finish('the receiver otlp');
    const port = endpoint.split(':').at(-1);
    if (!hasHttp) warn(settings.line, 'The services of this lab send by OTLP over HTTP, and nobody listens to that.');
    else if (port !== OTLP_PORT)
      warn(settings.line, `The services of this lab send to port ${OTLP_PORT}, and this listens at ${port}.`);
    else {
      if (/^(localhost|127\.)/.test(endpoint))
        warn(
          settings.line,
          'It listens at localhost, where only its own machine reaches it. In a container, write 0.0.0.0:4318.',
        );
      return port;
    }
    return undefined;
  };
  for (const [id, port] of readAll(fields, 'receiver', { otlp: read }, warn)) if (port) listening.add(id);
  return listening;
}

/**
 * Reads collector.yaml. What is wrong is said with its line; there is no configuration if something is, as the Collector does not start then.
 */
export function readCollector(text: string): { config: CollectorConfig | undefined; problems: CollectorProblem[] } {
  const problems: CollectorProblem[] = [];
  const warn = (line: number, message: string): void => void problems.push({ line, message, isWarning: true });
  const wrong: ConfigProblem[] = [];
  let node: YamlNode | undefined;
  let data: ReturnType<typeof asRecord>;
  try {
    node = parseDocument(text);
    data = asRecord(readYaml(text));
  } catch (problem) {
    if (!(problem instanceof YamlError)) throw problem;
    const line = Number(/line (\d+)/.exec(problem.message)?.[1] ?? 1);
    return { config: undefined, problems: [{ line, message: problem.message, isWarning: false }] };
  }
  if (!node) return { config: undefined, problems: [{ line: 1, message: 'The file is empty.', isWarning: false }] };
  for (const { rule, path, message, remedy } of collectorProblems(data)) {
    // The Collector starts whatever the order of processors is.
    const isWarning = rule === 'conflict' && path.at(0) === 'service';
    problems.push({ line: lineAt(node, path), message: `${message} ${remedy}`, isWarning });
  }
  const fields = new Fields(node, wrong, 'collector.yaml');
  const receivers = readReceivers(fields.map('receivers'), warn);
  const processors = readAll(fields.map('processors'), 'processor', PROCESSORS, warn);
  const exporters = readAll(fields.map('exporters'), 'exporter', EXPORTERS, warn);
  if (fields.has('connectors')) fields.say('The Collector of this lab has no connectors.', fields.lineOf('connectors'));
  if (!fields.has('service')) fields.say('"service" is missing: no pipeline is begun without it.');
  const pipelines = Object.entries(asRecord(asRecord(data.service).pipelines))
    .filter(([id]) => typeOf(id) === 'traces')
    .map(([id, value]): PipelineConfig => {
      const { receivers: from, processors: through, exporters: to } = asRecord(value);
      const order = asTexts(through);
      const batch = order.findIndex((name) => typeOf(name) === 'batch');
      const late = batch < 0 ? undefined : order.slice(batch + 1).find((name) => BEFORE_BATCH.test(name));
      if (late !== undefined && node)
        warn(
          lineAt(node, ['service', 'pipelines', id, 'processors']),
          `"${late}" stands behind "${order[batch]}". Put batch last: what is dropped or changed later has been gathered in vain.`,
        );
      return { id, receivers: asTexts(from), processors: order, exporters: asTexts(to) };
    });
  problems.push(...wrong.map((one) => ({ ...one, isWarning: false })));
  const sorted = problems.sort((one, other) => one.line - other.line);
  if (sorted.some(({ isWarning }) => !isWarning)) return { config: undefined, problems: sorted };
  return { config: { receivers, processors, exporters, pipelines }, problems: sorted };
}
