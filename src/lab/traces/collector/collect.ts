import type { SpanRecord } from '../run.ts';
import { Agenda } from './agenda.ts';
import { type CollectorConfig, type PipelineConfig, readCollector } from './config.ts';
import type { Backend } from './exporter.ts';
import type { CollectorOutcome, Counter, Stage } from './outcome.ts';
import type { Spans } from './parts.ts';

/** Spans that a service has sent, and when, in milliseconds of the run. */
export interface Sent {
  at: number;
  spans: Spans;
}

const MOST_LOG = 500;

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type Open = Mutable<Stage> & { dropped: { count: number; why: string }[] };

/** The Collector while spans go through it. */
class Collector {
  readonly #config: CollectorConfig;
  readonly #agenda = new Agenda();
  readonly #counters = new Map<string, Mutable<Counter>>();
  readonly #log: string[] = [];
  readonly #exported = new Map<string, SpanRecord[]>();
  #held = 0;

  constructor(config: CollectorConfig) {
    this.#config = config;
  }

  run(sent: readonly Sent[], backend: Backend): Omit<CollectorOutcome, 'problems'> {
    const { pipelines } = this.#config;
    const senders = this.#senders(backend);
    const begun = pipelines.map((pipeline) => this.#begin(pipeline, senders));
    for (const { at, spans } of sent)
      this.#agenda.at(at, () => {
        for (const { receive } of begun) receive(spans);
      });
    this.#agenda.run();
    return {
      pipelines: pipelines.map(({ id }, index) => ({ id, stages: begun[index]?.stages ?? [] })),
      exported: Object.fromEntries(this.#exported),
      counters: [...this.#counters.values()],
      log: this.#log,
    };
  }

  #count(name: string, component: string, by: number): void {
    const key = `${name} ${component}`;
    const counter = this.#counters.get(key) ?? { name, component, value: 0 };
    counter.value += by;
    this.#counters.set(key, counter);
  }

  #say(text: string): void {
    if (this.#log.length < MOST_LOG) this.#log.push(`${(this.#agenda.now / 1000).toFixed(3)}s ${text}`);
    else if (this.#log.length === MOST_LOG) this.#log.push('…');
  }

  /** Exporters: each is there once, however many pipelines lead to it. Given the stage of the pipeline from which spans come. */
  #senders(backend: Backend): Map<string, (spans: Spans, stage: Open) => void> {
    const used = new Set(this.#config.pipelines.flatMap(({ exporters }) => exporters));
    return new Map(
      [...this.#config.exporters]
        .filter(([id]) => used.has(id))
        .map(([id, make]) => {
          const arrived: SpanRecord[] = [];
          this.#exported.set(id, arrived);
          /** In which pipeline a span came here last. */
          const stages = new Map<SpanRecord, Open>();
          const send = make({
            agenda: this.#agenda,
            backend,
            arrived: (spans) => {
              arrived.push(...spans);
              for (const span of spans) this.#passed(stages.get(span));
            },
            drop: (spans, why) => {
              for (const span of spans) drop(stages.get(span), 1, why);
            },
            count: (name, by) => this.#count(name, id, by),
            hold: (by) => {
              this.#held += by;
            },
            log: (text) => this.#say(`${text} (${id})`),
          });
          return [
            id,
            (spans: Spans, stage: Open): void => {
              // A span of its own for each pipeline, so that it is known from where it came.
              const own = spans.map((span) => ({ ...span }));
              for (const span of own) stages.set(span, stage);
              stage.input += own.length;
              send(own);
            },
          ] as const;
        }),
    );
  }

  #passed(stage: Open | undefined): void {
    if (stage) stage.output++;
  }

  #begin(
    { receivers, processors, exporters }: PipelineConfig,
    senders: ReadonlyMap<string, (spans: Spans, stage: Open) => void>,
  ): { receive: (spans: Spans) => void; stages: Stage[] } {
    const receiver = receivers.find((id) => this.#config.receivers.has(id));
    const first = stageOf(receivers.join(', '), 'receiver');
    const last = exporters.map((id) => stageOf(id, 'exporter'));
    let next = (spans: Spans): void => {
      for (const stage of last) senders.get(stage.id)?.(spans, stage);
    };
    const stages = processors.map((id) => stageOf(id, 'processor'));
    for (const stage of [...stages].reverse()) next = this.#processor(stage, next);
    const receive = (spans: Spans): void => {
      if (receiver === undefined) return;
      first.input += spans.length;
      const before = stages[0]?.dropped.reduce((sum, { count }) => sum + count, 0) ?? 0;
      const isGuarded = /^memory_limiter(\/|$)/.test(stages[0]?.id ?? '');
      first.output += spans.length;
      next(spans);
      const refused = isGuarded ? (stages[0]?.dropped.reduce((sum, { count }) => sum + count, 0) ?? 0) - before : 0;
      if (refused > 0) this.#count('otelcol_receiver_refused_spans', receiver, refused);
      this.#count('otelcol_receiver_accepted_spans', receiver, spans.length - refused);
    };
    return { receive, stages: [first, ...stages, ...last] };
  }

  #processor(stage: Open, next: (spans: Spans) => void): (spans: Spans) => void {
    const { id } = stage;
    const processor = this.#config.processors.get(id)?.({
      agenda: this.#agenda,
      next: (spans) => {
        stage.output += spans.length;
        this.#count('otelcol_processor_outgoing_items', id, spans.length);
        if (spans.length > 0) next(spans);
      },
      drop: (spans, why) => drop(stage, spans.length, why),
      count: (name, by) => this.#count(name, id, by),
      hold: (by) => {
        this.#held += by;
      },
      held: () => this.#held,
    });
    return (spans) => {
      stage.input += spans.length;
      this.#count('otelcol_processor_incoming_items', id, spans.length);
      processor?.(spans);
    };
  }
}

const stageOf = (id: string, kind: Stage['kind']): Open => ({ id, kind, input: 0, output: 0, dropped: [] });

function drop(stage: Open | undefined, count: number, why: string): void {
  const same = stage?.dropped.find((one) => one.why === why);
  if (same) same.count += count;
  else stage?.dropped.push({ count, why });
}

/** Whether anybody listens to OTLP over HTTP with a collector.yaml: it starts, and a pipeline for traces begins there. */
export function listens(text: string): boolean {
  const { config } = readCollector(text);
  return config?.pipelines.some(({ receivers }) => receivers.some((id) => config.receivers.has(id))) ?? false;
}

/**
 * What a Collector does with spans: those that services have sent go through the pipelines that collector.yaml describes, until all of them have
 * arrived behind an exporter or are dropped.
 * @param text of collector.yaml @param backend what is the matter with the places to which it sends
 */
export function collect(text: string, sent: readonly Sent[], backend: Backend): CollectorOutcome {
  const { config, problems } = readCollector(text);
  if (!config) return { problems, pipelines: [], exported: {}, counters: [], log: [] };
  return { problems, ...new Collector(config).run(sent, backend) };
}
