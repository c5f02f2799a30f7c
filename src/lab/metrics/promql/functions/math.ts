import { FLOAT, timeOf } from '../evaluate/grid.ts';
import { larger, smaller } from '../sums.ts';
import { mapFloats, ofFloats, type PromqlImplementation, parameterOf, single } from './function.ts';

/** Go's logarithms of negative numbers are NaN, as JavaScript's; only the names differ. */
const OF_NUMBERS: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  exp: Math.exp,
  sqrt: Math.sqrt,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  rad: (value) => (value * Math.PI) / 180,
  deg: (value) => (value * 180) / Math.PI,
  sgn: (value) => (value < 0 ? -1 : value > 0 ? 1 : value),
};

function clampBetween(hasLeast: boolean, hasMost: boolean): PromqlImplementation {
  return (evaluation, call) => {
    const vector = evaluation.vector(parameterOf(call, 0));
    const least = hasLeast ? evaluation.scalar(parameterOf(call, 1)) : undefined;
    const most = hasMost ? evaluation.scalar(parameterOf(call, hasLeast ? 2 : 1)) : undefined;
    const lower = (index: number): number => least?.[index] ?? Number.NEGATIVE_INFINITY;
    const upper = (index: number): number => most?.[index] ?? Number.POSITIVE_INFINITY;
    for (const series of vector)
      for (let index = 0; index < evaluation.steps.count; index++) if (upper(index) < lower(index)) series.clear(index);
    return mapFloats(evaluation, vector, (value, index) => larger(lower(index), smaller(upper(index), value)));
  };
}

const round: PromqlImplementation = (evaluation, call) => {
  const vector = evaluation.vector(parameterOf(call, 0));
  const nearest = call.parameters.length > 1 ? evaluation.scalar(parameterOf(call, 1)) : undefined;
  return mapFloats(evaluation, vector, (value, index) => {
    const inverse = 1 / (nearest?.[index] ?? 1);
    return Math.floor(value * inverse + 0.5) / inverse;
  });
};

const toScalar: PromqlImplementation = (evaluation, call) => {
  const vector = evaluation.vector(parameterOf(call, 0));
  return single(evaluation, (index) => {
    const floats = vector.filter(({ kinds }) => kinds[index] === FLOAT);
    return floats.length === 1 ? (floats[0]?.values[index] ?? Number.NaN) : Number.NaN;
  });
};

const ofTwo =
  (make: (one: number, other: number) => number): PromqlImplementation =>
  (evaluation, call) => {
    const [one, other] = [0, 1].map((index) => evaluation.scalar(parameterOf(call, index)));
    return single(evaluation, (index) => make(one?.[index] ?? Number.NaN, other?.[index] ?? Number.NaN));
  };

/** Functions of numbers, and those that make scalars. Source of all: promql/functions.go. */
export const MATH: readonly (readonly [string, PromqlImplementation])[] = [
  ...Object.entries(OF_NUMBERS).map(([name, make]) => [name, ofFloats(make)] as const),
  ['clamp', clampBetween(true, true)],
  ['clamp_min', clampBetween(true, false)],
  ['clamp_max', clampBetween(false, true)],
  ['round', round],
  ['scalar', toScalar],
  ['max_of', ofTwo(larger)],
  ['min_of', ofTwo(smaller)],
  ['pi', (evaluation) => single(evaluation, () => Math.PI)],
  ['time', (evaluation) => single(evaluation, (index) => timeOf(evaluation.steps, index) / 1000)],
  ['start', (evaluation) => single(evaluation, () => evaluation.context.times.start / 1000)],
  ['end', (evaluation) => single(evaluation, () => evaluation.context.times.end / 1000)],
  [
    'range',
    (evaluation) => {
      const { start, end } = evaluation.context.times;
      return single(evaluation, () => (end - start) / 1000);
    },
  ],
  [
    'step',
    (evaluation) => {
      const { start, end, step } = evaluation.context.times;
      return single(evaluation, () => (start === end ? 0 : step / 1000));
    },
  ],
  [
    'vector',
    (evaluation, call) => {
      const values = evaluation.scalar(parameterOf(call, 0));
      return single(evaluation, (index) => values[index] ?? Number.NaN);
    },
  ],
];
