import type { Evaluation } from '../evaluate/evaluation.ts';
import type { GridSeries } from '../evaluate/grid.ts';
import { select } from '../evaluate/selection.ts';
import { Labels, NAME } from '../labels.ts';
import { Matcher } from '../matchers.ts';
import { childrenOf, type Node, type Shift } from '../parse/ast.ts';
import { QueryError } from '../problem.ts';
import { type PromqlImplementation, parameterOf } from './function.ts';

/** Labels by which a series finds those that describe it. Prometheus has them fixed. */
const IDENTIFYING: readonly string[] = ['instance', 'job'];
const TARGET_INFO = new Matcher(NAME, '=', 'target_info');

/** Conditions on names of metrics that describe others: without one that chooses, all names that end in _info. */
function nameMatchers(all: readonly Matcher[]): readonly Matcher[] {
  const named = all.filter(({ name }) => name === NAME);
  if (named.length === 0) return [TARGET_INFO];
  const chooses = named.some(({ operator }) => operator === '=' || operator === '=~');
  return chooses ? named : [new Matcher(NAME, '=~', '.+_info'), ...named];
}

/** How the first selector below a node is moved in time, with the subqueries that it stands in. */
function shiftOf(
  evaluation: Evaluation,
  node: Node,
  outer: readonly Shift[] = [],
): { at?: number; offset: number } | undefined {
  if (node.kind === 'selector') {
    let offset = 0;
    for (const shift of [node, ...outer]) {
      const own = evaluation.shift(shift);
      offset += own.offset;
      if (own.at !== undefined) return { at: own.at, offset };
    }
    return { offset };
  }
  const inside = node.kind === 'subquery' ? [node, ...outer] : outer;
  for (const child of childrenOf(node)) {
    const found = shiftOf(evaluation, child, inside);
    if (found) return found;
  }
  return undefined;
}

/** A series that describes others, with its values and when they were taken. */
interface Describing {
  labels: Labels;
  times: GridSeries;
}

/** Series that describe others, at the times that the first parameter looks at. */
function describing(evaluation: Evaluation, node: Node, matchers: readonly Matcher[]): Describing[] {
  const shift = shiftOf(evaluation, node) ?? { offset: 0 };
  const offset = { kind: 'seconds', value: shift.offset / 1000, place: node.place } as const;
  const selector = {
    kind: 'selector',
    type: 'vector',
    place: node.place,
    name: '',
    matchers,
    offset,
    ...(shift.at === undefined ? {} : { at: shift.at }),
  } as const;
  const values = new Map(select(evaluation, selector).map((series) => [series.labels.key, series]));
  return select(evaluation, selector, true).map((times) => {
    for (let index = 0; index < evaluation.steps.count; index++)
      if (values.get(times.labels.key)?.histogram(index))
        throw new QueryError(`this should be an info metric, with float samples: ${times.labels.toString()}`);
    return { labels: times.labels, times };
  });
}

/** Describing series of one step: by name and by the labels that identify, the one that was taken last. */
function latest(all: readonly Describing[], index: number): Map<string, Describing> {
  const found = new Map<string, Describing>();
  for (const one of all) {
    const time = one.times.get(index);
    if (typeof time !== 'number') continue;
    const key = `${one.labels.get(NAME)} ${one.labels.only(IDENTIFYING).key}`;
    const before = found.get(key);
    const known = before?.times.get(index);
    if (before && known === time)
      throw new QueryError(
        `found duplicate series for info metric: existing ${before.labels.toString()} @ ${time * 1000}, new ${one.labels.toString()} @ ${time * 1000}`,
      );
    if (typeof known !== 'number' || known < time) found.set(key, one);
  }
  return found;
}

/** Labels of describing series that a series gets: those that are asked for, and that it does not have. */
function added(labels: Labels, found: readonly Describing[], asked: readonly Matcher[]): Map<string, string> {
  const all = new Map<string, string>();
  for (const { labels: described } of found)
    for (const [name, value] of described.pairs()) {
      if (name === NAME || (asked.length > 0 && !asked.some((matcher) => matcher.name === name))) continue;
      const before = all.get(name);
      if (before !== undefined && before !== value) throw new QueryError(`conflicting label: ${name}`);
      if (labels.get(name) === '') all.set(name, value);
    }
  return all;
}

/** info(): labels of series that describe others, such as target_info, added to those. Source: promql/info.go. */
const info: PromqlImplementation = (evaluation, call) => {
  const node = parameterOf(call, 0);
  const selector = call.parameters.length > 1 ? parameterOf(call, 1) : undefined;
  const matchers = selector?.kind === 'selector' ? selector.matchers : [];
  const names = nameMatchers(matchers);
  const asked = matchers.filter(({ name }) => name !== NAME);
  const all = evaluation.vector(node);
  const isDescribing = (labels: Labels): boolean => names.every((matcher) => matcher.accepts(labels.get(NAME)));
  const identified = all.filter(
    ({ labels }) => !isDescribing(labels) && IDENTIFYING.some((name) => labels.get(name) !== ''),
  );
  const infos =
    identified.length === 0
      ? []
      : describing(evaluation, node, [...names, ...asked]).filter(({ labels }) => identifies(labels, identified));
  const metrics = [...new Set(infos.map(({ labels }) => labels.get(NAME)))];
  const needsMatch = asked.some((matcher) => !matcher.accepts(''));
  const results = new Map<string, GridSeries>();
  for (let index = 0; index < evaluation.steps.count; index++) {
    const byKey = all.length === 0 ? new Map<string, Describing>() : latest(infos, index);
    for (const series of all) {
      const value = series.get(index);
      if (value === undefined) continue;
      const { labels } = series;
      const found = isDescribing(labels)
        ? []
        : metrics.flatMap((metric) => byKey.get(`${metric} ${labels.only(IDENTIFYING).key}`) ?? []);
      if (found.length === 0 && needsMatch && !isDescribing(labels)) continue;
      const own = Labels.of([...labels.pairs(), ...added(labels, found, asked)]);
      const result = results.get(own.key) ?? evaluation.series(own, series.dropName);
      if (result.get(index) !== undefined) throw new QueryError('vector cannot contain metrics with the same labelset');
      result.set(index, value);
      results.set(own.key, result);
    }
  }
  return [...results.values()];
};

/** Whether a describing series has values of identifying labels that some series has. */
function identifies(labels: Labels, identified: readonly GridSeries[]): boolean {
  return IDENTIFYING.every((name) => {
    const values = identified.map((series) => series.labels.get(name)).filter((value) => value !== '');
    return values.length === 0 || values.includes(labels.get(name));
  });
}

export const INFO: readonly (readonly [string, PromqlImplementation])[] = [['info', info]];
