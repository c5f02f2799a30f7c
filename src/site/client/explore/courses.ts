/** What happens in explorable figures: loaded by the worker of the practice cluster. */
import type { Course } from '../../../lab/figures/frame.ts';
import { isLive, models } from '../../../lab/figures/index.ts';
import type { Settings } from '../../../lab/figures/settings.ts';
import type { FigureAsk } from '../practice/protocol.ts';

/** The figures of the page in which what has happened counts. */
const open = new Map<number, (settings: Settings) => Promise<Course>>();

/** One question after the other: a figure goes on from where the last one has left it. */
let last: Promise<unknown> = Promise.resolve();

/** What happens in a figure with its settings. */
export function courseOf(ask: FigureAsk): Promise<Course> {
  const course = last.then(() => answer(ask));
  last = course.catch(() => undefined);
  return course;
}

async function answer({ id, figure, settings, isNew }: FigureAsk): Promise<Course> {
  const model = models[figure];
  if (!isLive(model)) return model.run(settings);
  const change = open.get(id);
  if (change && !isNew) return change(settings);
  const begun = await model.begin(settings);
  open.set(id, begun.change);
  return begun.course;
}
