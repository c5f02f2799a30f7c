/** Opens the practice cluster of a lab beside the text of its lesson. Loaded with the first click on its button. */

import looks from '../../styles/practice.css?url';
import { BASE } from '../every-page/storage.ts';
import { lessonId } from '../lesson-parts.ts';
import { Lab } from './lab.ts';

let lab: Promise<Lab> | undefined;

function load(title: string): Promise<Lab> {
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: looks });
  return new Promise((done, fail) => {
    sheet.onload = () => done(new Lab(lessonId, title, `${BASE}lessons/${lessonId}/practice.json`));
    sheet.onerror = () => fail(new Error(looks));
    document.head.append(sheet);
  });
}

/** Opens the lab, or brings it back as it is. @param opener gets the focus back when the lab is closed. @throws if it cannot be loaded */
export async function openLab(opener: HTMLElement): Promise<void> {
  lab ??= load(opener.dataset.practice ?? '');
  try {
    (await lab).open(opener);
  } catch (problem) {
    lab = undefined;
    throw problem;
  }
}
