import './storage-notice.ts';
import './search.ts';
import './theme-choice.ts';
import { watchProgress } from './storage.ts';

/** Waypoints show how far the learner is; without script they stay hollow. */
const waypoints = document.querySelectorAll<HTMLElement>('.route > [data-lesson]');
if (waypoints.length > 0) {
  watchProgress(({ lessons }) => {
    for (const waypoint of waypoints) {
      const lesson = lessons[waypoint.dataset.lesson ?? ''];
      if (lesson) waypoint.dataset.state = lesson.completed ? 'completed' : 'visited';
      else delete waypoint.dataset.state;
    }
  });
}
