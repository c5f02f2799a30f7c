import type { Fields } from '../../../metrics/config/fields.ts';
import type { Agenda } from '../agenda.ts';
import { durationOf } from '../duration.ts';
import type { MakeProcessor, Spans } from '../parts.ts';

interface Sizes {
  /** From so many spans on a batch is sent at once. */
  least: number;
  /** No batch is greater; 0 if it may be. */
  most: number;
  /** After so many milliseconds it is sent, however small; 0 sends at once. */
  wait: number;
}

/** Gathers spans to batches: until there are enough, or until the first of them has waited long enough. */
export class Batcher {
  readonly #agenda: Agenda;
  readonly #sizes: Sizes;
  readonly #send: (spans: Spans) => void;
  #spans: Spans = [];
  #cancel: (() => void) | undefined;

  constructor(agenda: Agenda, sizes: Sizes, send: (spans: Spans) => void) {
    this.#agenda = agenda;
    this.#sizes = sizes;
    this.#send = send;
  }

  add(spans: Spans): void {
    this.#spans = [...this.#spans, ...spans];
    const { least, wait } = this.#sizes;
    if (wait === 0 || this.#spans.length >= least) this.#flush();
    else this.#cancel ??= this.#agenda.after(wait, () => this.#flush());
  }

  #flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const all = this.#spans;
    this.#spans = [];
    const size = this.#sizes.most || all.length;
    for (let at = 0; at < all.length; at += size) this.#send(all.slice(at, at + size));
  }
}

/** The processor `batch`. @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/processor/batchprocessor/README.md as of 21 August 2026 */
export function readBatch(fields: Fields): MakeProcessor {
  const least = fields.number('send_batch_size') ?? 8192;
  const most = fields.number('send_batch_max_size') ?? 0;
  const wait = durationOf(fields, 'timeout', 200);
  fields.finish('the processor batch', ['metadata_keys', 'metadata_cardinality_limit']);
  if (most > 0 && most < least)
    fields.say('send_batch_max_size must be greater or equal to send_batch_size', fields.lineOf('send_batch_max_size'));
  return ({ agenda, next, hold }) => {
    const batcher = new Batcher(agenda, { least, most, wait }, (spans) => {
      hold(-spans.length);
      next(spans);
    });
    return (spans) => {
      hold(spans.length);
      batcher.add(spans);
    };
  };
}
