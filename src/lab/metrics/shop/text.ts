/** Labels of a sample. */
export type Pairs = Readonly<Record<string, string>>;
export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary';

const escaped = (value: string): string =>
  !/[\\"\n]/.test(value) ? value : value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

/** A number as the text format writes it. */
export function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

/** Texts of labels that are the same at each scrape. */
const texts = new WeakMap<Pairs, string>();

function labelsText(pairs: Pairs): string {
  const known = texts.get(pairs);
  if (known !== undefined) return known;
  const all = Object.entries(pairs);
  const text = all.length === 0 ? '' : `{${all.map(([name, value]) => `${name}="${escaped(value)}"`).join(',')}}`;
  texts.set(pairs, text);
  return text;
}

/** What a program tells of itself on /metrics, written in the text format. */
export class ExpositionText {
  private readonly lines: string[] = [];

  /** A metric with its samples: those that are not named otherwise have its name. */
  metric(name: string, type: MetricType, help: string, samples: readonly (readonly [Pairs, number, string?])[]): this {
    this.lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    for (const [pairs, value, ending = ''] of samples)
      this.lines.push(`${name}${ending}${labelsText(pairs)} ${numberText(value)}`);
    return this;
  }

  /** A metric with one sample that has no labels. */
  one(name: string, type: MetricType, help: string, value: number): this {
    return this.metric(name, type, help, [[{}, value]]);
  }

  toString(): string {
    return `${this.lines.join('\n')}\n`;
  }
}
