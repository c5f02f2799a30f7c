import { timeOf } from '../evaluate/grid.ts';
import { select } from '../evaluate/selection.ts';
import { mapFloats, type PromqlImplementation, parameterOf, single } from './function.ts';

const DAY_MS = 86_400_000;

/** Parts of a date in UTC. A time that JavaScript's dates do not reach has none. */
const PARTS: Readonly<Record<string, (date: Date) => number>> = {
  minute: (date) => date.getUTCMinutes(),
  hour: (date) => date.getUTCHours(),
  day_of_week: (date) => date.getUTCDay(),
  day_of_month: (date) => date.getUTCDate(),
  day_of_year: (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1,
  days_in_month: (date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  month: (date) => date.getUTCMonth() + 1,
  year: (date) => date.getUTCFullYear(),
};

function partOf(part: (date: Date) => number): PromqlImplementation {
  return (evaluation, call) => {
    const { steps } = evaluation;
    if (call.parameters.length === 0)
      return single(evaluation, (index) => part(new Date(Math.trunc(timeOf(steps, index) / 1000) * 1000)));
    const vector = evaluation.vector(parameterOf(call, 0));
    return mapFloats(evaluation, vector, (value) => part(new Date(Math.trunc(value) * 1000)));
  };
}

/** When samples were taken: of a selector its samples' own times, of anything else the time of the step. */
const timestamp: PromqlImplementation = (evaluation, call) => {
  const parameter = parameterOf(call, 0);
  if (parameter.kind === 'selector') return evaluation.nameless(select(evaluation, parameter, true));
  const all = evaluation.vector(parameter);
  for (const series of all)
    for (let index = 0; index < evaluation.steps.count; index++)
      if (series.get(index) !== undefined) series.setFloat(index, timeOf(evaluation.steps, index) / 1000);
  return evaluation.nameless(all);
};

export const DATES: readonly (readonly [string, PromqlImplementation])[] = [
  ...Object.entries(PARTS).map(([name, part]) => [name, partOf(part)] as const),
  ['timestamp', timestamp],
];
