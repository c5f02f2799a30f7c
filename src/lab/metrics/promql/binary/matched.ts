import type { Evaluation } from '../evaluate/evaluation.ts';
import { type GridSeries, NONE } from '../evaluate/grid.ts';
import type { Histogram } from '../histogram/histogram.ts';
import type { Labels } from '../labels.ts';
import type { BinaryNode, Matching } from '../parse/ast.ts';
import { QueryError } from '../problem.ts';
import { Operation } from './operate.ts';

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '^', 'atan2']);

/** Labels that a result has. Source: resultMetric. */
function resultLabels(many: Labels, one: Labels, node: BinaryNode, dropsName: boolean): Labels {
  const { cardinality, on, labels, include } = node.matching;
  let result = dropsName || ARITHMETIC.has(node.operator) ? many.withoutMetadata() : many;
  if (cardinality === 'one-to-one') result = on ? result.only(labels) : result.without(labels);
  for (const name of include) result = result.with(name, one.get(name));
  return result;
}

/** A side of the operation: its series, and the number of the group that each is matched by. */
interface Side {
  series: readonly GridSeries[];
  groups: Int32Array;
}

/** Two series that found each other, or one and what stands in for the other. The index of what is missing is -1. */
interface Pair {
  group: number;
  many: number;
  one: number;
}

/** Operations between two vectors in which each series of one side finds one of the other. Source: VectorBinop. */
class Match {
  private readonly evaluation: Evaluation;
  private readonly node: BinaryNode;
  private readonly matching: Matching;
  /** Whether the side of the one is on the left. */
  private readonly isSwapped: boolean;
  private readonly operation: Operation;
  private readonly groupNumbers = new Map<string, number>();
  private readonly results = new Map<string, GridSeries>();
  /** Results by the pair of series that they come from. */
  private readonly byPair = new Map<number, GridSeries>();
  private readonly many: Side;
  private readonly one: Side;
  /** By group, the index of the series of the one that has a value at the current step, or -1. */
  private readonly found: Int32Array;
  /** By group, how many results there are at the current step. */
  private readonly taken: Int32Array;
  /** Groups and labels of results at the current step, by which a second one is noticed. */
  private readonly seen = new Set<string>();

  constructor(evaluation: Evaluation, node: BinaryNode) {
    this.evaluation = evaluation;
    this.node = node;
    this.matching = node.matching;
    this.isSwapped = node.matching.cardinality === 'one-to-many';
    this.operation = new Operation(evaluation, node.operator, node.place);
    const left = this.side(evaluation.vector(node.left));
    const right = this.side(evaluation.vector(node.right));
    [this.many, this.one] = this.isSwapped ? [right, left] : [left, right];
    this.found = new Int32Array(this.groupNumbers.size);
    this.taken = new Int32Array(this.groupNumbers.size);
  }

  private side(series: readonly GridSeries[]): Side {
    const { on, labels } = this.matching;
    const groups = series.map((one) => {
      const { key } = one.labels.signature(on, labels);
      const known = this.groupNumbers.get(key) ?? this.groupNumbers.size;
      this.groupNumbers.set(key, known);
      return known;
    });
    return { series, groups: Int32Array.from(groups) };
  }

  run(): GridSeries[] {
    // Prometheus does not swap what stands in along with the sides: fill_right is for the side of the one, always.
    const { fillLeft: fillMany, fillRight: fillOne } = this.matching;
    const hasFill = fillOne !== undefined || fillMany !== undefined;
    for (let index = 0; index < this.evaluation.steps.count; index++) {
      // Two of the one are no error where nothing could match them.
      const hasMany = this.many.series.some(({ kinds }) => kinds[index] !== NONE);
      if (!hasMany && !hasFill) continue;
      this.findOnes(index);
      this.taken.fill(0);
      this.seen.clear();
      const { series, groups } = this.many;
      for (let many = 0; many < series.length; many++) {
        const value = (series[many] as GridSeries).get(index);
        if (value === undefined) continue;
        const group = groups[many] as number;
        const one = this.found[group] as number;
        const other = one >= 0 ? this.one.series[one]?.get(index) : fillOne;
        if (other !== undefined) this.put(index, { group, many, one }, value, other);
      }
      if (fillMany !== undefined) this.fillMany(index, fillMany);
    }
    return [...this.results.values()].filter(({ isEmpty }) => !isEmpty);
  }

  /** Notes the series of the side of the one that has a value, by group. @throws QueryError if there are two */
  private findOnes(index: number): void {
    const { series, groups } = this.one;
    this.found.fill(-1);
    for (let at = 0; at < series.length; at++) {
      const one = series[at] as GridSeries;
      if (one.kinds[index] === NONE) continue;
      const group = groups[at] as number;
      const before = this.found[group] as number;
      if (before >= 0) this.twoOnes(one.labels, (series[before] as GridSeries).labels);
      this.found[group] = at;
    }
  }

  private twoOnes(one: Labels, other: Labels): never {
    const group = this.matchLabels(one).toString();
    const side = this.isSwapped ? 'left' : 'right';
    const names = [one.toString(), other.toString()].sort().join(', ');
    throw new QueryError(
      `found duplicate series for the match group ${group} on the ${side} hand-side of the operation: [${names}];many-to-many matching not allowed: matching labels must be unique on one side`,
    );
  }

  private matchLabels(labels: Labels): Labels {
    return labels.signature(this.matching.on, this.matching.labels);
  }

  /** Results of series of the side of the one that nothing matched. */
  private fillMany(index: number, fill: number): void {
    this.found.forEach((one, group) => {
      const value = one < 0 || this.taken[group] ? undefined : this.one.series[one]?.get(index);
      if (value !== undefined) this.put(index, { group, many: -1, one }, fill, value);
    });
  }

  private put(index: number, pair: Pair, manyValue: number | Histogram, oneValue: number | Histogram): void {
    const [left, right] = this.isSwapped ? [oneValue, manyValue] : [manyValue, oneValue];
    const outcome = this.operation.apply(left, right);
    if (!outcome) return;
    const result = this.resultOf(pair);
    this.take(pair.group, result);
    const { returnsBool } = this.node;
    if (!outcome.keeps && !returnsBool) return;
    if (result.kinds[index] !== NONE) throw new QueryError('vector cannot contain metrics with the same labelset');
    if (returnsBool) result.setFloat(index, outcome.keeps ? 1 : 0);
    else result.set(index, outcome.value);
  }

  /** Notes that a group has a result at this step. @throws QueryError if it may not have one more */
  private take(group: number, { labels }: GridSeries): void {
    const isOneToOne = this.matching.cardinality === 'one-to-one';
    if (isOneToOne && this.taken[group])
      throw new QueryError(
        'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)',
      );
    this.taken[group] = 1;
    if (isOneToOne) return;
    const key = `${group} ${labels.key}`;
    if (this.seen.has(key))
      throw new QueryError('multiple matches for labels: grouping labels must ensure unique matches');
    this.seen.add(key);
  }

  private resultOf({ many, one }: Pair): GridSeries {
    const pair = (many + 1) * (this.one.series.length + 1) + one + 1;
    const known = this.byPair.get(pair);
    if (known) return known;
    const [manyLabels, oneLabels] = [this.many.series[many]?.labels, this.one.series[one]?.labels];
    // What stands in for a series has the labels that it is matched by.
    const present = manyLabels ?? oneLabels;
    if (!present) throw new Error('A pair has at least one series.');
    const matching = this.matchLabels(present);
    const { delayedNameRemoval } = this.evaluation.context.options;
    const dropsName = this.node.returnsBool && !delayedNameRemoval;
    const labels = resultLabels(manyLabels ?? matching, oneLabels ?? matching, this.node, dropsName);
    const same = this.results.get(labels.key) ?? this.evaluation.series(labels, this.node.returnsBool);
    this.results.set(labels.key, same);
    this.byPair.set(pair, same);
    return same;
  }
}

export function matched(evaluation: Evaluation, node: BinaryNode): GridSeries[] {
  return new Match(evaluation, node).run();
}
