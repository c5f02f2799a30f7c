import { quote } from '../promql/format.ts';
import { readComment } from './comment-line.ts';
import type { ExposedSample, Exposition, ExpositionFormat } from './exposition.ts';
import type { LineMemory } from './line-memory.ts';
import { LineError, SampleLine } from './sample-line.ts';

const TYPES: Readonly<Record<ExpositionFormat, readonly string[]>> = {
  text: ['counter', 'gauge', 'histogram', 'summary', 'untyped'],
  openmetrics: ['counter', 'gauge', 'histogram', 'gaugehistogram', 'summary', 'info', 'stateset', 'unknown'],
};

/** Endings of the samples of a metric, by its type. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  histogram: ['_bucket', '_count', '_sum'],
  gaugehistogram: ['_bucket', '_gcount', '_gsum'],
  summary: ['_count', '_sum'],
  counter: ['_total', '_created'],
  info: ['_info'],
};

/** Reads an exposition line by line. */
export class ExpositionReader {
  private readonly lines: string[];
  private readonly format: ExpositionFormat;
  private readonly memory: LineMemory | undefined;
  private readonly result: Exposition = { samples: [], metadata: new Map(), problems: [], complaints: [] };
  /** Names of metrics of which a sample was read. */
  private readonly sampled = new Set<string>();
  private end: number | undefined;

  /** @param memory of the texts before this one, if there were any */
  constructor(text: string, format: ExpositionFormat, memory?: LineMemory) {
    this.format = format;
    this.memory = memory;
    this.lines = text.split('\n');
    if (this.lines.at(-1) === '') this.lines.pop();
    else if (text !== '' && format === 'text')
      this.complain(this.lines.length, 'The last line does not end. Put a line break behind it.');
  }

  read(): Exposition {
    this.lines.forEach((text, index) => {
      try {
        this.line(text, index + 1);
      } catch (problem) {
        if (!(problem instanceof LineError)) throw problem;
        this.result.problems.push({ line: index + 1, message: problem.message });
      }
    });
    this.memory?.end(this.lines.length);
    if (this.format === 'openmetrics' && this.end === undefined)
      this.result.problems.push({
        line: Math.max(1, this.lines.length),
        message:
          'The text does not end with "# EOF". OpenMetrics wants this line, so that a text that was cut off is noticed.',
      });
    return this.result;
  }

  private complain(line: number, message: string): void {
    this.result.complaints.push({ line, message });
  }

  private line(text: string, line: number): void {
    if (this.end !== undefined) throw new LineError('There is text behind "# EOF". Nothing may stand there.');
    const isOpen = this.format === 'openmetrics';
    if (isOpen && text === '# EOF') {
      this.end = line;
      return;
    }
    const bare = text.startsWith(' ') || text.startsWith('\t') ? text.replace(/^[ \t]+/, '') : text;
    if (bare === '') {
      if (isOpen) throw new LineError('The line is empty. OpenMetrics has no empty lines.');
      return;
    }
    if (bare.startsWith('#')) this.comment(bare, line);
    else this.sample(text, line);
  }

  private comment(text: string, line: number): void {
    const isOpen = this.format === 'openmetrics';
    const read = this.memory ? this.memory.comment(text, line - 1) : readComment(text);
    if (read === undefined || (read.kind === 'UNIT' && !isOpen)) {
      if (isOpen) throw new LineError('OpenMetrics has no comments but "# HELP", "# TYPE", "# UNIT" and "# EOF".');
      if (/^#(?:HELP|TYPE)[ \t]/.test(text))
        this.complain(
          line,
          'There is no space behind "#", so that Prometheus takes the line for a comment. Put one there.',
        );
      return;
    }
    const { kind, rest, name, said } = read;
    if (name === undefined)
      throw new LineError(`Behind "# ${kind}" the name of a metric is missing, or is none: ${quote(rest)}.`);
    const known = this.result.metadata.get(name) ?? {};
    this.result.metadata.set(name, known);
    if (kind === 'HELP') {
      if (known.help) this.again(kind, name, line);
      known.help = said.replace(/\\([\\n"])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
    } else if (kind === 'UNIT') known.unit = said;
    else this.type(name, said, known, line);
  }

  private type(name: string, type: string, known: { type?: string }, line: number): void {
    const types = TYPES[this.format];
    if (!types.includes(type))
      throw new LineError(`${quote(type)} is no type of metrics. Write one of: ${types.join(', ')}.`);
    if (known.type !== undefined) this.again('TYPE', name, line);
    const names = [name, ...(ENDINGS[type] ?? []).map((ending) => name + ending)];
    if (names.some((one) => this.sampled.has(one)))
      this.complain(line, `The type of ${name} comes behind its samples. Put this line before them.`);
    known.type = type;
  }

  private again(kind: string, name: string, line: number): void {
    this.complain(line, `This is the second "# ${kind}" of ${name}. Keep one of them.`);
  }

  private sample(text: string, line: number): void {
    const { memory, format } = this;
    const read = memory ? memory.sample(text, format, line - 1) : new SampleLine(text, format).read();
    for (const message of read.complaints) this.complain(line, message);
    this.sampled.add(read.name);
    const { labels, empties, value, time } = read;
    const sample: ExposedSample = { line, labels, value };
    if (empties) sample.empties = empties;
    if (time !== undefined) sample.time = time;
    this.result.samples.push(sample);
  }
}
