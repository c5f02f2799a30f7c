import type { Fields } from '../../metrics/config/fields.ts';
import type { Agenda } from './agenda.ts';
import { durationOf } from './duration.ts';
import type { Spans } from './parts.ts';
import { Batcher } from './processors/batch.ts';

/** What is the matter with the place to which an exporter sends. */
export type Backend = 'down' | 'slow' | undefined;

/** How long a backend takes for a request, in milliseconds; one that is slow, and one that is down until it refuses. Numbers of ours. */
const TAKES_MS = { usual: 20, slow: 4_000, down: 5 };

export interface ExporterIo {
  agenda: Agenda;
  backend: Backend;
  /** Spans have arrived. */
  arrived: (spans: Spans) => void;
  drop: (spans: Spans, why: string) => void;
  count: (name: string, by: number) => void;
  hold: (by: number) => void;
  log: (text: string) => void;
}

export type MakeExporter = (io: ExporterIo) => (spans: Spans) => void;

interface Retry {
  isOn: boolean;
  initial: number;
  longest: number;
  multiplier: number;
  /** 0 for ever. */
  elapsed: number;
}

/** @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/exporter/exporterhelper/README.md as of 21 August 2026 */
function readRetry(fields: Fields): Retry {
  const retry = {
    isOn: fields.boolean('enabled') ?? true,
    initial: durationOf(fields, 'initial_interval', 5_000),
    longest: durationOf(fields, 'max_interval', 30_000),
    multiplier: fields.number('multiplier') ?? 1.5,
    elapsed: durationOf(fields, 'max_elapsed_time', 300_000),
  };
  fields.finish('retry_on_failure', ['randomization_factor']);
  return retry;
}

interface Queue {
  isOn: boolean;
  consumers: number;
  size: number;
  sizer: string;
  batch: { least: number; most: number; wait: number } | undefined;
}

function readQueue(fields: Fields): Queue {
  const sizer = fields.text('sizer') ?? 'requests';
  const batch = fields.has('batch') ? fields.map('batch') : undefined;
  const queue: Queue = {
    isOn: fields.boolean('enabled') ?? true,
    consumers: fields.number('num_consumers') ?? 10,
    size: fields.number('queue_size') ?? 1000,
    sizer,
    batch: batch && {
      least: batch.number('min_size') ?? 8192,
      most: batch.number('max_size') ?? 0,
      wait: durationOf(batch, 'flush_timeout', 200),
    },
  };
  batch?.finish('batch of sending_queue', ['sizer', 'partition']);
  fields.finish('sending_queue', ['wait_for_result', 'block_on_overflow', 'storage']);
  if (!['requests', 'items'].includes(sizer))
    fields.say(
      `The Collector of this lab measures queues in requests or items, and not in "${sizer}".`,
      fields.lineOf('sizer'),
    );
  if (queue.size <= 0) fields.say('`queue_size` must be positive', fields.lineOf('queue_size'));
  if (queue.consumers <= 0) fields.say('`num_consumers` must be positive', fields.lineOf('num_consumers'));
  return queue;
}

const secondsText = (milliseconds: number): string => `${Math.round(milliseconds / 100) / 10}s`;

/** Sends batches, some at the same time, each again and again until it has arrived or its time is up; what has no room in the queue is lost. */
class Sender {
  readonly #io: ExporterIo;
  readonly #queue: Queue;
  readonly #retry: Retry;
  readonly #timeout: number;
  readonly #waiting: Spans[] = [];
  readonly #batcher: Batcher | undefined;
  #busy = 0;
  /** Of the queue, with what is being sent: it has room again once that is done. */
  #size = 0;

  constructor(io: ExporterIo, queue: Queue, retry: Retry, timeout: number) {
    this.#io = io;
    this.#queue = queue;
    this.#retry = retry;
    this.#timeout = timeout;
    this.#batcher = queue.batch && new Batcher(io.agenda, queue.batch, (spans) => this.#offer(spans));
  }

  take(spans: Spans): void {
    if (this.#batcher) this.#batcher.add(spans);
    else this.#offer(spans);
  }

  #offer(spans: Spans): void {
    const { count, drop, log, hold } = this.#io;
    const size = this.#sizeOf(spans);
    if (this.#queue.isOn && this.#size + size > this.#queue.size) {
      count('otelcol_exporter_enqueue_failed_spans', spans.length);
      drop(spans, 'the sending queue is full');
      log(
        `error Exporting failed. Rejecting data. {"error": "sending queue is full", "rejected_items": ${spans.length}}`,
      );
      return;
    }
    this.#size += size;
    hold(spans.length);
    this.#waiting.push(spans);
    this.#work();
  }

  #sizeOf(spans: Spans): number {
    return this.#queue.sizer === 'items' ? spans.length : 1;
  }

  #work(): void {
    const consumers = this.#queue.isOn ? this.#queue.consumers : Number.POSITIVE_INFINITY;
    while (this.#busy < consumers) {
      const spans = this.#waiting.shift();
      if (!spans) return;
      this.#busy++;
      this.#send(spans, this.#io.agenda.now, this.#retry.initial);
    }
  }

  #done(spans: Spans): void {
    this.#busy--;
    this.#size -= this.#sizeOf(spans);
    this.#io.hold(-spans.length);
    this.#work();
  }

  #send(spans: Spans, began: number, wait: number): void {
    const { agenda, backend, arrived, count } = this.#io;
    const takes = TAKES_MS[backend ?? 'usual'];
    const isLate = this.#timeout > 0 && takes > this.#timeout;
    agenda.after(isLate ? this.#timeout : takes, () => {
      if (backend !== 'down' && !isLate) {
        count('otelcol_exporter_sent_spans', spans.length);
        arrived(spans);
        this.#done(spans);
      } else this.#failed(spans, began, wait, isLate ? 'context deadline exceeded' : 'connection refused');
    });
  }

  #failed(spans: Spans, began: number, wait: number, error: string): void {
    const { agenda, count, drop, log } = this.#io;
    const { isOn, elapsed, longest, multiplier } = this.#retry;
    if (isOn && (elapsed === 0 || agenda.now + wait <= began + elapsed) && agenda.now < LAST_MS) {
      log(
        `info Exporting failed. Will retry the request after interval. {"error": "${error}", "interval": "${secondsText(wait)}"}`,
      );
      agenda.after(wait, () => this.#send(spans, began, Math.min(longest, wait * multiplier)));
      return;
    }
    count('otelcol_exporter_send_failed_spans', spans.length);
    const why = isOn ? 'no more retries left' : 'sending failed, and nothing is retried';
    drop(spans, `${why}: ${error}`);
    log(`error Exporting failed. Dropping data. {"error": "${why}: ${error}", "dropped_items": ${spans.length}}`);
    this.#done(spans);
  }
}

/** Nobody looks longer, in milliseconds of the run: what is retried for ever is given up then. */
const LAST_MS = 3_600_000;

const CLIENT = [
  'compression',
  'compression_params',
  'headers',
  'tls',
  'auth',
  'encoding',
  'read_buffer_size',
  'write_buffer_size',
  'proxy_url',
  'keepalive',
  'balancer_name',
  'wait_for_ready',
  'max_idle_conns',
  'metrics_endpoint',
  'logs_endpoint',
  'profiles_endpoint',
  'middlewares',
];

/** The exporters `otlp_grpc` and `otlp_http`. @param timeout that the exporter has by itself, in milliseconds */
export function readOtlpExporter(fields: Fields, what: string, timeout: number): MakeExporter {
  const endpoint = fields.text('endpoint') ?? fields.text('traces_endpoint');
  if (!endpoint) fields.say(`The exporter ${what} has no endpoint.`);
  else if (what === 'otlp_http' && !/^https?:\/\//.test(endpoint))
    fields.say(
      `The endpoint "${endpoint}" has no scheme. Write http:// or https:// before it.`,
      fields.lineOf('endpoint'),
    );
  const limit = durationOf(fields, 'timeout', timeout);
  const queue = readQueue(fields.mapOrNone('sending_queue'));
  const retry = readRetry(fields.mapOrNone('retry_on_failure'));
  fields.text('traces_endpoint');
  fields.finish(`the exporter ${what}`, CLIENT);
  return (io) => {
    const sender = new Sender(io, queue, retry, limit);
    io.count('otelcol_exporter_queue_capacity', queue.isOn ? queue.size : 0);
    return (spans) => sender.take(spans);
  };
}

/** The exporter `debug`, which writes to the Collector's own log. @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/exporter/debugexporter/README.md as of 21 August 2026 */
export function readDebugExporter(fields: Fields): MakeExporter {
  const verbosity = fields.text('verbosity') ?? 'basic';
  fields.finish('the exporter debug', [
    'sampling_initial',
    'sampling_thereafter',
    'use_internal_logger',
    'output_paths',
    'sending_queue',
  ]);
  if (!['basic', 'normal', 'detailed'].includes(verbosity))
    fields.say(`verbosity has to be basic, normal or detailed, and not "${verbosity}".`, fields.lineOf('verbosity'));
  return ({ arrived, count, log }) =>
    (spans) => {
      log(
        `info Traces {"resource spans": ${new Set(spans.map(({ service }) => service)).size}, "spans": ${spans.length}}`,
      );
      if (verbosity !== 'basic')
        for (const { name, traceId, spanId, kind, status, attributes } of spans) {
          const pairs = Object.entries(attributes).map(([key, value]) => `${key}=${String(value)}`);
          log(
            `     ${name} ${traceId} ${spanId}${verbosity === 'detailed' ? ` ${kind} ${status.code}` : ''} ${pairs.join(' ')}`,
          );
        }
      count('otelcol_exporter_sent_spans', spans.length);
      arrived(spans);
    };
}
