import type { SpanRecord } from '../run.ts';
import type { Agenda } from './agenda.ts';

export type Spans = readonly SpanRecord[];

/** What a processor has around it. */
export interface ProcessorIo {
  agenda: Agenda;
  /** Passes spans on. */
  next: (spans: Spans) => void;
  /** Spans go no further. */
  drop: (spans: Spans, why: string) => void;
  /** Counts up a counter of its own. */
  count: (name: string, by: number) => void;
  /** So many spans are held back; fewer, if it is negative. */
  hold: (by: number) => void;
  /** Spans that the whole Collector holds now. */
  held: () => number;
}

/** A processor of a pipeline: takes spans, and passes on what it likes when it likes. */
export type Processor = (spans: Spans) => void;

/** Makes a processor of its settings; each pipeline has its own. */
export type MakeProcessor = (io: ProcessorIo) => Processor;
