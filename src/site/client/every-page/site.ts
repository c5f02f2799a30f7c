import './break-words.ts';
import './copy-buttons.ts';
import './prefetch.ts';
import './wrap-lines.ts';
import './scroll-boxes.ts';
import './storage-notice.ts';
import './search.ts';
import './theme-choice.ts';
import { watchProgress } from './storage.ts';

export { keepPages } from './offline.ts';

/** Waypoints show how far the learner is; without script they stay hollow. */
const waypoints = document.querySelectorAll<HTMLElement>('.route > [data-lesson]');
if (waypoints.length > 0) {
  watchProgress(({ lessons }) => {
    for (const waypoint of waypoints) {
      const lesson = lessons[waypoint.dataset.lesson ?? ''];
      const state = lesson && (lesson.completed ? 'completed' : 'visited');
      if (state) waypoint.dataset.state = state;
      else delete waypoint.dataset.state;
      describe(waypoint, state ? (waypoint.parentElement?.dataset[state] ?? '') : '');
    }
  });
}

/** Says in words, for screen readers, what the waypoint shows. */
function describe(waypoint: HTMLElement, words: string): void {
  let note = waypoint.querySelector<HTMLElement>(':scope > .sr-only');
  if (!note) {
    note = document.createElement('span');
    note.className = 'sr-only';
    waypoint.append(note);
  }
  note.textContent = words;
}
