/** Types of PromQL's values: an instant vector, a range vector, a scalar, a string. */
export type PromqlType = 'vector' | 'range' | 'scalar' | 'string';

/** What a function takes and gives. */
export interface PromqlFunction {
  takes: readonly PromqlType[];
  /** How many more than all of `takes` but the last there may be; 0 if exactly all, -1 if any number. */
  variadic: number;
  gives: PromqlType;
}

const LETTERS: Readonly<Record<string, PromqlType>> = { v: 'vector', m: 'range', s: 'scalar', t: 'string' };

/**
 * What functions take (v instant vector, m range vector, s scalar, t string), how many more, and what they give; the experimental
 * ones included. Source: https://prometheus.io/docs/prometheus/latest/querying/functions/ of Prometheus 3, November 2026.
 */
const TABLE = `
  v>v: abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count histogram_sum
    histogram_stddev histogram_stdvar ln log10 log2 rad sgn sin sinh sort sort_desc sqrt start_timestamp tan tanh timestamp
  m>v: absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate
    last_over_time mad_over_time max_over_time min_over_time ts_of_first_over_time ts_of_max_over_time ts_of_min_over_time
    ts_of_last_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time
  v1>v: days_in_month day_of_month day_of_week day_of_year hour minute month year
  >s: end pi range start step time
  vss>v: clamp
  vs>v: clamp_max clamp_min
  vs1>v: round
  ssv>v: histogram_fraction
  sv>v: histogram_quantile
  vtss9>v: histogram_quantiles
  mss>v: double_exponential_smoothing
  vv1>v: info
  vtttt>v: label_replace
  vttt-1>v: label_join
  ss>s: max_of min_of
  ms>v: predict_linear
  sm>v: quantile_over_time
  v>s: scalar
  vt-1>v: sort_by_label sort_by_label_desc
  s>v: vector
`;

const typesOf = (letters: string): PromqlType[] => [...letters].flatMap((letter) => LETTERS[letter] ?? []);

/** Functions of PromQL by name. */
export const FUNCTIONS: ReadonlyMap<string, PromqlFunction> = new Map(
  [...TABLE.matchAll(/^ {2}([vmst]*)(-?\d+)?>([vs]): ([^>]*?)(?=\n {2}[vmst\d-]*>|\n*$(?![\s\S]))/gm)].flatMap(
    ([, takes = '', variadic = '0', gives = 'v', names = '']) =>
      names
        .trim()
        .split(/\s+/)
        .map((name): [string, PromqlFunction] => [
          name,
          { takes: typesOf(takes), variadic: Number(variadic), gives: typesOf(gives)[0] ?? 'vector' },
        ]),
  ),
);
