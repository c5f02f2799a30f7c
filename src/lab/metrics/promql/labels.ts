import { quote } from './format.ts';

/** The label that carries the name of a metric. */
export const NAME = '__name__';
/** Labels that say what a metric is; operations that make something else of it drop them. Source: schema.IsMetadataLabel. */
const METADATA: ReadonlySet<string> = new Set([NAME, '__type__', '__unit__']);

/** The labels of a series: sorted by name, without empty values, never changed. */
export class Labels {
  static readonly EMPTY = new Labels([], []);
  readonly names: readonly string[];
  readonly values: readonly string[];
  private known: string | undefined;
  private nameless: Labels | undefined;

  /** @param names sorted, each with its value at the same index */
  private constructor(names: readonly string[], values: readonly string[]) {
    this.names = names;
    this.values = values;
  }

  /** Labels of pairs in any order; a later pair of the same name replaces an earlier one, and empty values are left out. */
  static of(pairs: Iterable<readonly [string, string]>): Labels {
    const map = new Map(pairs);
    const names = [...map.keys()].filter((name) => map.get(name) !== '').sort();
    if (names.length === 0) return Labels.EMPTY;
    return new Labels(
      names,
      names.map((name) => map.get(name) ?? ''),
    );
  }

  /** A text that two series have in common exactly if their labels are the same. */
  get key(): string {
    this.known ??= this.names.map((name, index) => `${name}\u0001${this.values[index]}`).join('\u0002');
    return this.known;
  }

  /** The value of a label; an empty text if it is not there. */
  get(name: string): string {
    const index = this.names.indexOf(name);
    return index < 0 ? '' : (this.values[index] ?? '');
  }

  pairs(): [string, string][] {
    return this.names.map((name, index) => [name, this.values[index] ?? '']);
  }

  private filtered(keep: (name: string) => boolean): Labels {
    if (this.names.every(keep)) return this;
    return Labels.of(this.pairs().filter(([name]) => keep(name)));
  }

  only(names: readonly string[]): Labels {
    return this.filtered((name) => names.includes(name));
  }

  without(names: readonly string[]): Labels {
    return this.filtered((name) => !names.includes(name));
  }

  /** Labels without the name of the metric, its type and its unit. */
  withoutMetadata(): Labels {
    this.nameless ??= this.filtered((name) => !METADATA.has(name));
    return this.nameless;
  }

  /** Labels with one set, or removed if the value is empty. */
  with(name: string, value: string): Labels {
    return Labels.of([...this.pairs(), [name, value]]);
  }

  /** What decides whether two series match: the labels `on`, or all but those and the name. */
  signature(on: boolean, names: readonly string[]): Labels {
    return on ? this.only(names) : this.without([NAME, ...names]);
  }

  /** The labels in braces, such as {__name__="up", job="shop"}. */
  toString(): string {
    return `{${this.pairs()
      .map(([name, value]) => `${printName(name)}=${quote(value)}`)
      .join(', ')}}`;
  }

  /** The labels as selectors write them, such as up{job="shop"}. Source: model.Metric.String of prometheus/common. */
  toMetric(): string {
    const name = this.get(NAME);
    const rest = this.without([NAME]);
    const isLegacy = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name);
    if (name === '' || isLegacy) return rest.names.length === 0 && name !== '' ? name : `${name}${rest.toString()}`;
    return `{${[quote(name), ...(rest.names.length > 0 ? [rest.toString().slice(1, -1)] : [])].join(', ')}}`;
  }
}

function printName(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : quote(name);
}

/** Orders labels as results are ordered: by name, then value, label by label; fewer come first. Source: labels.Compare. */
export function compareLabels(one: Labels, other: Labels): number {
  const shared = Math.min(one.names.length, other.names.length);
  for (let index = 0; index < shared; index++) {
    const names = compareText(one.names[index] ?? '', other.names[index] ?? '');
    if (names !== 0) return names;
    const values = compareText(one.values[index] ?? '', other.values[index] ?? '');
    if (values !== 0) return values;
  }
  return one.names.length - other.names.length;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Whether a text may be the name of a label: since Prometheus 3, any text that is valid UTF-8 and not empty. */
export function isLabelName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !name.includes('\ufffd');
}
