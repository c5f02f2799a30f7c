import { parseDuration, parseNumber, unquote } from '../parse/literals.ts';
import { ParseError } from '../problem.ts';
import { HistogramError } from './histogram-notation.ts';
import { NotationError, type NotedSeries, parseSeries } from './series-notation.ts';

/** What a line of "expect" wants: that something of a kind was said, and if so, what. */
export interface Expectation {
  kind: 'ordered' | 'fail' | 'warn' | 'no_warn' | 'info' | 'no_info';
  message?: string;
  expression?: RegExp;
  /** Whether the command itself says it in the old way, as in eval_fail. */
  isOld?: boolean;
}

/** Times in milliseconds. */
export interface TimeRange {
  start: number;
  end: number;
  step: number;
}

export interface LoadCommand {
  kind: 'load';
  line: number;
  step: number;
  withNative: boolean;
  series: NotedSeries[];
}

export interface EvalCommand {
  kind: 'eval';
  line: number;
  query: string;
  /** When an instant query is evaluated; a range query has a range. */
  at?: number;
  range?: TimeRange;
  expectations: Expectation[];
  /** Times of the values that an instant query of a range vector is to have. */
  vectorRange?: TimeRange;
  text?: string;
  scalar?: number;
  series: NotedSeries[];
}

export type Command = LoadCommand | EvalCommand | { kind: 'clear'; line: number };

/** A line of a test that cannot be read. @param line from 1 */
export class LineError extends Error {
  override name = 'LineError';
  readonly line: number;
  /** The command that it belongs to: its first word, and all of its first line. */
  command: { word: string; line: number; text: string } | undefined;
  /** Whether it asks for an experiment of Prometheus that is not supported here. */
  readonly isUnsupported: boolean;

  constructor(line: number, message: string, isUnsupported = false) {
    super(message);
    this.line = line;
    this.isUnsupported = isUnsupported;
  }
}

const INSTANT = /^eval(?:_(fail|warn|ordered|info))?\s+instant\s+(?:at\s+(.+?)\s+)?(.+)$/;
const RANGE = /^eval(?:_(fail|warn|info))?\s+range\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+?)\s+(.+)$/;
const EXPECT = /^expect\s+(ordered|fail|warn|no_warn|info|no_info)(?:\s+(regex|msg):(.+))?$/;
const VECTOR_RANGE = /^expect range vector\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+)$/;

/** A line that can only begin a command. */
const BEGINS = /^(?:eval(?:_\w+)?\s+(?:instant|range)\s|load(?:_with_nhcb)?\s+\d+(?:ms|[smhdwy])$|clear$)/;

/** Reads the commands of a test; what cannot be read is given beside them, and the rest goes on. */
export class CommandReader {
  private readonly lines: string[];
  private at = 0;
  readonly commands: Command[] = [];
  readonly problems: LineError[] = [];

  constructor(text: string) {
    this.lines = text.split('\n').map((line) => {
      const trimmed = line.trim();
      return trimmed.startsWith('#') ? '' : trimmed;
    });
  }

  read(): this {
    while (this.at < this.lines.length) {
      const line = this.at + 1;
      try {
        this.command();
      } catch (problem) {
        if (!(problem instanceof LineError)) throw problem;
        const text = this.lines[line - 1] ?? '';
        problem.command = { word: (text.split(/[\s_]/, 1)[0] ?? '').toLowerCase(), line, text };
        this.problems.push(problem);
        // The rest of a command that cannot be read is passed over.
        for (const _ of this.block());
      }
    }
    return this;
  }

  private command(): void {
    const line = this.at + 1;
    const text = this.lines[this.at++] ?? '';
    if (text === '') return;
    const word = (text.split(/\s+/, 1)[0] ?? '').toLowerCase();
    if (word === 'clear') this.commands.push({ kind: 'clear', line });
    else if (word.startsWith('load')) this.load(text, line);
    else if (word.startsWith('eval')) this.eval(text, line);
    else throw new LineError(line, `"${text}" is no command: a test has load, clear and eval.`);
  }

  /** Lines up to the next empty one, with their numbers. */
  private *block(): Generator<{ text: string; line: number }> {
    while (this.at < this.lines.length && this.lines[this.at] !== '') {
      if (BEGINS.test(this.lines[this.at] ?? '')) {
        const reason = 'Commands are divided by empty lines: put one before this line.';
        this.problems.push(new LineError(this.at + 1, reason));
        return;
      }
      this.at++;
      yield { text: this.lines[this.at - 1] ?? '', line: this.at };
    }
  }

  private load(text: string, line: number): void {
    const found = /^load(?:_(with_nhcb))?\s+(.+?)$/.exec(text);
    if (!found) throw new LineError(line, 'invalid load command. (load[_with_nhcb] <step:duration>)');
    const command: LoadCommand = {
      kind: 'load',
      line,
      step: duration(found[2] ?? '', line),
      withNative: found[1] !== undefined,
      series: [],
    };
    for (const { text: series, line: at } of this.block()) {
      if (/^\S+@st\s/.test(series))
        throw new LineError(
          at,
          'Start timestamps (@st) are an experiment of Prometheus, and not supported here.',
          true,
        );
      command.series.push(noted(series, at));
    }
    this.commands.push(command);
  }

  private eval(text: string, line: number): void {
    const command = begun(text, line);
    for (const { text: part, line: at } of this.block()) if (!this.expectation(command, part, at)) break;
    this.commands.push(command);
  }

  /** Adds a line below "eval" to what is expected; false if it was the last one. */
  private expectation(command: EvalCommand, text: string, line: number): boolean {
    const old = /^expected_fail_(message|regexp)\s+(.+)$/.exec(text);
    if (old) {
      command.expectations.push(matching('fail', old[1] === 'message' ? 'msg' : 'regex', old[2] ?? '', line));
      return false;
    }
    if (text.startsWith('expect range vector')) {
      const [, from, to = '', step = ''] = VECTOR_RANGE.exec(text) ?? [];
      if (from === undefined) throw new LineError(line, `invalid range vector definition "${text}"`);
      command.vectorRange = rangeOf(from, to, step, line);
    } else if (text.startsWith('expect string')) {
      const string = unquote(text.slice('expect string'.length).trim());
      if (string === undefined)
        throw new LineError(line, 'expected string literal not valid - check that it is quoted');
      command.text = string;
    } else if (text.split(' ', 1)[0] === 'expect') {
      const [, kind, how, what = ''] = EXPECT.exec(text) ?? [];
      if (kind === undefined)
        throw new LineError(line, 'invalid expect statement, must match `expect <type> <match_type>: <string>` format');
      command.expectations.push(matching(kind as Expectation['kind'], how, what, line));
      const wrong = contradiction(command.expectations.flatMap(({ kind: one, isOld }) => (isOld ? [] : [one])));
      if (wrong !== undefined) throw new LineError(line, wrong);
    } else {
      const number = /^[+-]?(?:\d|\.|inf|nan)/i.test(text) ? parseNumber(text) : undefined;
      if (number !== undefined) {
        command.scalar = number;
        return false;
      }
      const series = noted(text, line);
      if (series.values.length === 0) throw new LineError(line, `"${text}" has no value.`);
      if (series.values.length > 1 && command.at !== undefined && !command.vectorRange)
        throw new LineError(
          line,
          "An instant query gives one value for each series; write 'expect range vector' before the series of a range vector.",
        );
      command.series.push(series);
    }
    return true;
  }
}

/** What cannot be expected together. */
function contradiction(kinds: readonly Expectation['kind'][]): string | undefined {
  for (const kind of ['info', 'warn'] as const)
    if (kinds.includes(kind) && kinds.includes(`no_${kind}`))
      return `invalid expect lines, ${kind} and no_${kind} cannot be used together`;
  const failures = kinds.filter((kind) => kind === 'fail').length;
  return failures > 1 ? 'invalid expect lines, multiple expect fail lines are not allowed' : undefined;
}

function begun(text: string, line: number): EvalCommand {
  const range = RANGE.exec(text);
  const instant = INSTANT.exec(text);
  if (!range && !instant) {
    const wanted = "'eval instant [at <time>] <query>' or 'eval range from <from> to <to> step <step> <query>'";
    throw new LineError(line, `invalid evaluation command. Must be either ${wanted}`);
  }
  const kind = (instant ?? range)?.[1] as 'fail' | 'warn' | 'info' | 'ordered' | undefined;
  const expectations: Expectation[] = kind === undefined ? [] : [{ kind, isOld: true }];
  if (instant) {
    const [, , at = '0', query = ''] = instant;
    return { kind: 'eval', line, query, at: duration(at, line), expectations, series: [] };
  }
  const [, , from = '', to = '', step = '', query = ''] = range ?? [];
  return { kind: 'eval', line, query, range: rangeOf(from, to, step, line), expectations, series: [] };
}

function duration(text: string, line: number): number {
  const seconds = parseDuration(text);
  if (seconds === undefined) throw new LineError(line, `"${text}" is no duration; write one such as 5m or 1h30m.`);
  return Math.round(seconds * 1000);
}

function rangeOf(from: string, to: string, step: string, line: number): TimeRange {
  const range = { start: duration(from, line), end: duration(to, line), step: duration(step, line) };
  if (range.end < range.start)
    throw new LineError(line, `invalid test definition, end timestamp (${to}) is before start timestamp (${from})`);
  return range;
}

function matching(kind: Expectation['kind'], how: string | undefined, what: string, line: number): Expectation {
  if (how === undefined) return { kind };
  if (how === 'msg') return { kind, message: what.trim() };
  try {
    return { kind, expression: new RegExp(what.trim()) };
  } catch {
    throw new LineError(line, `invalid regex ${what.trim()} for ${kind}`);
  }
}

function noted(text: string, line: number): NotedSeries {
  try {
    return parseSeries(text);
  } catch (problem) {
    const isOurs = [NotationError, HistogramError, ParseError].some((kind) => problem instanceof kind);
    if (isOurs && problem instanceof Error) throw new LineError(line, problem.message);
    throw problem;
  }
}
