/** The worker in which the practice clusters of explorable figures run. */
import type { Course } from '../../../lab/figures/frame.ts';
import { isLive, models } from '../../../lab/figures/index.ts';
import type { Settings } from '../../../lab/figures/settings.ts';
import type { FigureAsk, FigureTold } from './protocol.ts';

/** The figures of the page in which what has happened counts. */
const open = new Map<number, (settings: Settings) => Promise<Course>>();

/** One question after the other: a figure goes on from where the last one has left it. */
let last: Promise<unknown> = Promise.resolve();

/** Answers what a figure wants to know. What goes wrong the page hears of as of everything in a worker. */
export const hear = ({ data: ask }: MessageEvent<FigureAsk>): void => {
  last = last
    .then(async () => self.postMessage({ number: ask.number, course: await courseOf(ask) } satisfies FigureTold))
    .catch(reportError);
};

async function courseOf({ id, figure, settings, isNew }: FigureAsk): Promise<Course> {
  const model = models[figure];
  if (!isLive(model)) return model.run(settings);
  const change = open.get(id);
  if (change && !isNew) return change(settings);
  const begun = await model.begin(settings);
  open.set(id, begun.change);
  return begun.course;
}
