import { NAME } from '../promql/labels.ts';
import type { ExposedSample, Exposition, ExpositionProblem } from './exposition.ts';

/** Units in names, each with the base unit that is to be used. Source: promlint/validations of client_golang. */
const UNITS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['amperes', 'bytes', 'celsius', 'grams', 'joules', 'kelvin', 'meters', 'metres', 'seconds', 'volts'].map((unit) => [
      unit,
      unit,
    ]),
  ),
  minutes: 'seconds',
  hours: 'seconds',
  days: 'seconds',
  weeks: 'seconds',
  kelvins: 'kelvin',
  fahrenheit: 'celsius',
  rankine: 'celsius',
  inches: 'meters',
  yards: 'meters',
  miles: 'meters',
  bits: 'bytes',
  calories: 'joules',
  pounds: 'grams',
  ounces: 'grams',
};
const PREFIXES = /^(?:pico|nano|micro|milli|centi|deci|deca|hecto|kilo|kibi|mega|mibi|giga|gibi|tera|tebi|peta|pebi)/;
const ABBREVIATIONS = ['s', 'ms', 'us', 'ns', 'sec', 'b', 'kb', 'mb', 'gb', 'tb', 'pb', 'm', 'h', 'd'];
const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];

/** A metric with its samples. */
interface Family {
  name: string;
  type: string;
  help: string | undefined;
  line: number;
  samples: ExposedSample[];
}

function familiesOf({ samples, metadata }: Exposition): Family[] {
  const families = new Map<string, Family>();
  for (const sample of samples) {
    const sampled = sample.labels.get(NAME);
    const base = sampled.replace(/_(?:bucket|sum|count)$/, '');
    const type = metadata.get(base)?.type;
    const name = type === 'histogram' || (type === 'summary' && !sampled.endsWith('_bucket')) ? base : sampled;
    const { type: own = 'untyped', help } = metadata.get(name) ?? {};
    const family = families.get(name) ?? { name, type: own, help, line: sample.line, samples: [] };
    family.samples.push(sample);
    families.set(name, family);
  }
  return [...families.values()];
}

function unitProblem(name: string): string | undefined {
  for (const part of name.split('_')) {
    const base = UNITS[part] ?? UNITS[part.replace(PREFIXES, '')];
    if (base !== undefined) return part === base ? undefined : `use base unit "${base}" instead of "${part}"`;
  }
  return undefined;
}

function typeProblems({ name, type, samples }: Family): string[] {
  if (type === 'untyped') return [];
  const isHistogram = type === 'histogram';
  const isSummary = type === 'summary';
  const hasLabel = (label: string): boolean => samples.some(({ labels }) => labels.get(label) !== '');
  const both = 'non-histogram and non-summary metrics should not have';
  return [
    type === 'counter' && !name.endsWith('_total') && 'counter metrics should have "_total" suffix',
    type !== 'counter' && name.endsWith('_total') && 'non-counter metrics should not have "_total" suffix',
    !isHistogram && name.endsWith('_bucket') && 'non-histogram metrics should not have "_bucket" suffix',
    !(isHistogram || isSummary) && name.endsWith('_count') && `${both} "_count" suffix`,
    !(isHistogram || isSummary) && name.endsWith('_sum') && `${both} "_sum" suffix`,
    !isHistogram && hasLabel('le') && 'non-histogram metrics should not have "le" label',
    !isSummary && hasLabel('quantile') && 'non-summary metrics should not have "quantile" label',
  ].filter((text) => text !== false);
}

function nameProblems({ name, samples }: Family): string[] {
  const lower = name.toLowerCase();
  const has = (part: string): boolean => lower.includes(`_${part}_`) || lower.endsWith(`_${part}`);
  const camel = /[a-z][A-Z]/;
  return [
    ...TYPES.filter(has).map((type) => `metric name should not include type '${type}'`),
    name.includes(':') && "metric names should not contain ':'",
    camel.test(name) && "metric names should be written in 'snake_case' not 'camelCase'",
    samples.some(({ labels }) => labels.names.some((label) => camel.test(label))) &&
      "label names should be written in 'snake_case' not 'camelCase'",
    ABBREVIATIONS.some(has) && 'metric names should not contain abbreviated units',
  ].filter((text) => text !== false);
}

/**
 * What "promtool check metrics" finds in an exposition that parses, in its words; each at the first line of its metric.
 * Source: prometheus/testutil/promlint of client_golang.
 */
export function lintExposition(exposition: Exposition): ExpositionProblem[] {
  return familiesOf(exposition).flatMap((family) => {
    const unit = unitProblem(family.name);
    return [
      ...(family.help === undefined ? ['no help text'] : []),
      ...(unit === undefined ? [] : [unit]),
      ...typeProblems(family),
      ...nameProblems(family),
    ].map((text) => ({ line: family.line, message: `${family.name} ${text}` }));
  });
}

/** Everything that is to be mended in a text that somebody exposes: what cannot be read, and what promtool finds. */
export function expositionProblems(exposition: Exposition, isOpenMetrics: boolean): ExpositionProblem[] {
  const { problems, complaints } = exposition;
  // The names of OpenMetrics follow other rules, and promtool reads none of it.
  const found = [...problems, ...complaints, ...(isOpenMetrics ? [] : lintExposition(exposition))];
  return found.sort((one, other) => one.line - other.line);
}
