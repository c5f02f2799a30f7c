import words from 'virtual:record-words';
import { formatMinutes } from '../../../curriculum/durations.ts';
import type { WorkRecord } from '../../../curriculum/record/work-record.ts';
import { fill, make } from '../practice/dom.ts';

const count = (done: number, total: number): string => fill(words.recordCount, { done, total });
const fact = (name: string, value: string | undefined): HTMLElement | undefined =>
  value ? make('div', {}, make('dt', {}, name), make('dd', {}, value)) : undefined;

/** A record as people read it: what it comes to, and lesson by lesson. */
export function recordView({ name, date, course, totals, lessons }: WorkRecord): HTMLElement {
  const { items, tasks } = totals;
  const head = [words.recordLesson, words.recordDone, words.recordTasksShort, words.recordItemsShort];
  const rows = lessons.map((lesson) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, lesson.title),
      make('td', {}, lesson.completed ?? '–'),
      make('td', {}, lesson.tasks.total > 0 ? count(lesson.tasks.done, lesson.tasks.total) : '–'),
      make('td', {}, lesson.items.total > 0 ? count(lesson.items.right, lesson.items.total) : '–'),
    ),
  );
  return make(
    'div',
    {},
    make(
      'dl',
      { className: 'facts' },
      fact(words.recordLearner, name),
      fact(words.recordCourse, course.title),
      fact(words.recordVersion, course.version),
      fact(words.recordDate, date),
      fact(words.recordLessons, count(totals.lessons.done, totals.lessons.total)),
      fact(words.recordTasks, tasks.total > 0 ? count(tasks.done, tasks.total) : undefined),
      fact(words.recordItems, items.total > 0 ? count(items.right, items.total) : undefined),
      fact(words.recordFirst, items.total > 0 ? String(items.firstTry) : undefined),
      fact(words.recordHours, formatMinutes(totals.estimatedMinutes)),
    ),
    make('p', {}, words.recordHoursAbout),
    make(
      'div',
      { class: 'record-lessons', role: 'region', tabindex: '0', 'aria-label': words.recordLessons },
      make(
        'table',
        {},
        make('thead', {}, make('tr', {}, ...head.map((text) => make('th', { scope: 'col' }, text)))),
        make('tbody', {}, ...rows),
      ),
    ),
  );
}
