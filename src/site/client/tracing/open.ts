/** Opens the lab on tracing of a lesson beside its text. Loaded with the first click on its button. */

import type { TracingLab } from '../../../lab/traces/attempt.ts';
import looks from '../../styles/tracing.css?url';
import { BASE } from '../every-page/storage.ts';
import { lessonId } from '../lesson-parts.ts';
import { loadSheet } from '../load-sheet.ts';
import { TracingPanel } from './lab.ts';

let panel: Promise<TracingPanel> | undefined;

async function load(title: string): Promise<TracingPanel> {
  const [answer] = await Promise.all([fetch(`${BASE}lessons/${lessonId}/tracing.json`), loadSheet(looks)]);
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return new TracingPanel((await answer.json()) as TracingLab, title);
}

/** Opens the lab, or brings it back as it is. @param opener gets the focus back when it is closed. @throws if it cannot be loaded */
export async function openTracing(opener: HTMLElement): Promise<void> {
  panel ??= load(opener.dataset.tracing ?? '');
  try {
    await panel;
  } catch (problem) {
    panel = undefined;
    throw problem;
  }
  await (await panel).open(opener);
}
