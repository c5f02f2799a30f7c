/** Opens the practice cluster of a lab, or of a session, beside the text of its lesson. Loaded with the first click on such a button. */

import { BASE } from '../every-page/storage.ts';
import { lessonId } from '../lesson-parts.ts';
import { Lab } from './lab.ts';
import { loadLooks } from './looks.ts';
import type { Opened } from './opened.ts';
import { idOf } from './reopen.ts';
import { SessionPane } from './session-pane.ts';
import { TasksPane } from './tasks-pane.ts';

const labs = new Map<string, Lab>();

/** What a button opens. */
function openedBy(opener: HTMLElement): Opened {
  const { practice: title = '', session } = opener.dataset;
  const folder = `${BASE}lessons/${lessonId}/`;
  const figure = opener.closest('figure');
  const isSession = session !== undefined && figure !== null;
  return {
    id: idOf(opener),
    title,
    data: isSession ? `${folder}sessions/${session}.json` : `${folder}practice.json`,
    programs: `${folder}programs.json`,
    guide: (options) =>
      isSession ? new SessionPane(figure, options) : new TasksPane({ lesson: lessonId, ...options }),
  };
}

/** Opens what a button opens, or brings it back as it is; another one makes way. @param opener gets the focus back when it is closed. @throws if it cannot be loaded */
export async function openLab(opener: HTMLElement): Promise<void> {
  await loadLooks();
  const id = idOf(opener);
  const lab = labs.get(id) ?? new Lab(openedBy(opener));
  labs.set(id, lab);
  for (const other of labs.values()) if (other !== lab) other.leave();
  lab.open(opener);
}
