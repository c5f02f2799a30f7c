import { GoTemplate, type TemplateDialect } from '../../kubectl/print/template.ts';
import { FUNCTIONS } from '../../kubectl/print/template-functions.ts';
import type { Sample } from '../promql/engine.ts';
import { histogramNotation } from '../promql/histogram/print.ts';
import type { Labels } from '../promql/labels.ts';
import { parseDuration } from '../promql/parse/literals.ts';
import { compileExpression, expand } from '../promql/regular-expression.ts';
import { humanize, humanize1024, humanizeDuration, humanizePercentage, humanizeTimestamp } from './humanize.ts';
import { COMPARISONS, Float, isTrue, LabelMap, print, printf, shown, toNumber } from './template-values.ts';

/** What a template of an alert is expanded with. */
export interface TemplateContext {
  /** Name of the template in errors. */
  name: string;
  labels: Labels;
  value: Sample['value'];
  /** Milliseconds. */
  time: number;
  externalLabels?: Labels;
  externalURL?: string;
  /** What a query gives at that time. */
  query(query: string): Sample[];
}

/** A sample in a template. */
interface TemplateSample {
  Labels: LabelMap;
  Value: unknown;
}

/** What Prometheus puts before each template. */
const BEFORE =
  '{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}';

const templateValue = (value: Sample['value']): unknown =>
  typeof value === 'number' ? new Float(value) : histogramNotation(value);

/** A text for the query of a URL. Source: QueryEscape of Go's net/url. */
function queryEscape(text: unknown): string {
  const escaped = encodeURIComponent(shown(text)).replaceAll('%20', '+');
  return escaped.replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The type of what a template is expanded with, as Go names it. */
const DATA_TYPE =
  'struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }';

const human = (write: (value: number) => string) => (value: unknown) => write(toNumber(value));

/** What a function of Go says of a value that it does not take. */
function wrongType(expected: string, value: unknown): Error {
  const type = value instanceof Float ? 'float64' : typeof value === 'number' ? 'int' : typeof value;
  return new Error(`wrong type for value; expected ${expected}; got ${type}`);
}

function isSample(value: unknown): value is TemplateSample {
  return typeof value === 'object' && value !== null && 'Labels' in value && value.Labels instanceof LabelMap;
}

function sampleOf(value: unknown): TemplateSample {
  if (!isSample(value)) throw wrongType('*template.sample', value);
  return value;
}

function samplesOf(value: unknown): TemplateSample[] {
  if (!Array.isArray(value) || !value.every(isSample)) throw wrongType('template.queryResult', value);
  return value;
}

/** Functions that say so if they get more or fewer values than they take; those with "..." take any number. */
function counted(functions: TemplateDialect['functions']): TemplateDialect['functions'] {
  const wrapped = Object.entries(functions).map(([name, work]) => {
    const checked = (...values: unknown[]): unknown => {
      if (values.length !== work.length)
        throw new Error(`wrong number of args for ${name}: want ${work.length} got ${values.length}`);
      return work(...values);
    };
    return [name, checked] as const;
  });
  return Object.fromEntries(wrapped);
}

function title(text: string): string {
  return text.replace(
    /(^|[^\p{L}\p{N}'_])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

function hostOf(text: string): { host: string; port: string } | undefined {
  const [, bracketed, host, port] = /^(?:\[([^\]]*)\]|([^:[\]]*)):([^:]*)$/.exec(text) ?? [];
  return port === undefined ? undefined : { host: bracketed ?? host ?? '', port };
}

function stripDomain(text: string): string {
  const split = hostOf(text);
  const host = split?.host ?? text;
  if (/^\d+(?:\.\d+){3}$/.test(host) || host.includes(':')) return text;
  const [first = ''] = host.split('.');
  return split && split.port !== '' ? `${first}:${split.port}` : first;
}

/** A regular expression of Go that may match anywhere. */
function anywhere(pattern: string): RegExp {
  const { source, flags } = compileExpression(pattern);
  return new RegExp(source.replace(/^\^/, '').replace(/\$$/, ''), `${flags.replace('s', '')}g`);
}

/** @param current gives what the template is expanded with at that moment */
function functionsOf(current: () => TemplateContext): TemplateDialect['functions'] {
  const externalURL = (): string => current().externalURL ?? '';
  const { and: _, or: __, exists: ___, base64decode: ____, ...standard } = FUNCTIONS;
  return {
    ...standard,
    ...COMPARISONS,
    and: (...values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
    or: (...values) => values.find(isTrue) ?? values.at(-1),
    not: (value) => !isTrue(value),
    print,
    println: (...values) => `${values.map(shown).join(' ')}\n`,
    printf,
    args: (...values) => Object.fromEntries(values.map((value, index) => [`arg${index}`, value])),
    urlquery: (...values) => queryEscape(print(...values)),
    ...counted({
      query: (query) =>
        current()
          .query(String(query))
          .map(
            ({ labels, value }): TemplateSample => ({
              Labels: new LabelMap(labels.pairs()),
              Value: templateValue(value),
            }),
          ),
      first: (samples) => {
        const [first] = samplesOf(samples);
        if (!first) throw new Error('first() called on vector with no elements');
        return first;
      },
      label: (name, sample) => sampleOf(sample).Labels[String(name)] ?? '',
      value: (sample) => sampleOf(sample).Value,
      strvalue: (sample) => sampleOf(sample).Labels.__value__ ?? '',
      sortByLabel: (name, samples) => {
        const key = ({ Labels }: TemplateSample): string => Labels[String(name)] ?? '';
        return [...samplesOf(samples)].sort((one, other) =>
          key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0,
        );
      },
      reReplaceAll: (pattern, replacement, text) => {
        const expression = anywhere(String(pattern));
        return String(text).replace(expression, (...parts) => {
          const groups = typeof parts.at(-1) === 'object' ? (parts.at(-1) as Record<string, string>) : undefined;
          const captures = parts.slice(0, groups ? -3 : -2) as string[];
          return expand(
            String(replacement),
            Object.assign(captures, { groups, index: 0, input: '' }) as unknown as RegExpExecArray,
          );
        });
      },
      match: (pattern, text) => anywhere(String(pattern)).test(String(text)),
      title: (text) => title(String(text)),
      toUpper: (text) => String(text).toUpperCase(),
      toLower: (text) => String(text).toLowerCase(),
      safeHtml: (text) => text,
      stripPort: (text) => hostOf(String(text))?.host ?? text,
      stripDomain: (text) => stripDomain(String(text)),
      graphLink: (query) => `/graph?g0.expr=${queryEscape(query)}&g0.tab=0`,
      tableLink: (query) => `/graph?g0.expr=${queryEscape(query)}&g0.tab=1`,
      urlQueryEscape: queryEscape,
      humanize: human(humanize),
      humanize1024: human(humanize1024),
      humanizeDuration: human(humanizeDuration),
      humanizePercentage: human(humanizePercentage),
      humanizeTimestamp: human(humanizeTimestamp),
      toTime: human(humanizeTimestamp),
      toDuration: human((value) => humanizeDuration(value).replaceAll(' ', '')),
      now: () => new Float(current().time / 1000),
      parseDuration: (text) => {
        const seconds = parseDuration(String(text).replace(/^-/, ''));
        if (seconds === undefined) throw new Error(`not a valid duration string: ${JSON.stringify(text)}`);
        return new Float(String(text).startsWith('-') ? -seconds : seconds);
      },
      externalURL,
      pathPrefix: () => (URL.canParse(externalURL()) ? new URL(externalURL()).pathname.replace(/\/$/, '') : ''),
    }),
  };
}

/** A template that was read, and can be expanded again and again. */
class AlertTemplate {
  private readonly template: GoTemplate;
  private context: TemplateContext | undefined;

  /** @throws Error in the words of text/template */
  constructor(text: string) {
    const current = (): TemplateContext => {
      if (!this.context) throw new Error('A template is only expanded with something.');
      return this.context;
    };
    this.template = new GoTemplate(BEFORE + text, false, {
      functions: functionsOf(current),
      shown,
      isTrue,
      number: (value, written) => (/[.eE]/.test(written) ? new Float(value) : value),
      missing: (map, name) =>
        map instanceof LabelMap ? '' : new Error(`can't evaluate field ${name} in type ${DATA_TYPE}`),
    });
  }

  /** @throws Error in the words of text/template */
  expand(context: TemplateContext): string {
    this.context = context;
    return this.template.run({
      Labels: new LabelMap(context.labels.pairs()),
      ExternalLabels: new LabelMap(context.externalLabels?.pairs() ?? []),
      ExternalURL: context.externalURL ?? '',
      Value: templateValue(context.value),
    });
  }
}

/** Templates that were read lately, by their texts: each is expanded for many alerts. */
const lately = new Map<string, AlertTemplate>();
const MOST = 200;

function read(text: string): AlertTemplate {
  const known = lately.get(text);
  if (known) return known;
  const template = new AlertTemplate(text);
  if (lately.size >= MOST) lately.clear();
  lately.set(text, template);
  return template;
}

/** The words of an error with the name of the template. */
function words(problem: unknown, name: string): string {
  const { message } = problem as Error;
  return message
    .replaceAll('template: output:', () => `template: ${name}:`)
    .replaceAll('executing "output"', () => `executing "${name}"`);
}

/** Why a template cannot be read, as Prometheus says it; undefined if it can. */
export function templateProblem(text: string, name: string): string | undefined {
  try {
    read(text);
    return undefined;
  } catch (problem) {
    return words(problem, name);
  }
}

/** A text with what its template stands for; if that fails, what is wrong, in the same words and place as Prometheus writes it. */
export function expandTemplate(text: string, context: TemplateContext): string {
  if (!text.includes('{{')) return text;
  const { name } = context;
  let template: AlertTemplate;
  try {
    template = read(text);
  } catch (problem) {
    return `<error expanding template: error parsing template ${name}: ${words(problem, name)}>`;
  }
  try {
    return template.expand(context);
  } catch (problem) {
    return `<error expanding template: error executing template ${name}: ${words(problem, name)}>`;
  }
}
