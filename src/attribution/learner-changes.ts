import { countCovered } from '../curriculum/coverage.ts';
import { formatMinutes, totalMinutes } from '../curriculum/durations.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import { buildManifest, type Manifest } from './manifest.ts';
import type { Published } from './published.ts';
import { compareManifests } from './release-notes.ts';

/** A curriculum with the files that it was read from. */
export interface Snapshot {
  curriculum: Published;
  files: ContentFiles;
}

/** The lessons in the form in which releases are compared. */
function asManifest({ curriculum, files }: Snapshot): Manifest {
  return buildManifest(curriculum, files, { version: '', released: '' }, undefined);
}

const sum = (lessons: Iterable<Lesson>): number =>
  [...lessons].reduce((total, { minutes }) => total + totalMinutes(minutes), 0);

const quizItems = (lessons: Iterable<Lesson>): number =>
  [...lessons].reduce((total, { quiz }) => total + quiz.length, 0);

/** "12" if nothing has changed, else "12 → 14". */
function arrow<T extends string | number>(before: T, after: T): string {
  return before === after ? String(after) : `${before} → ${after}`;
}

/** Text from content in Markdown that is posted: no mention, no link, no HTML of a stranger works in it. */
function inert(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+!|@~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function lessonLines(before: Snapshot, after: Snapshot): string[] {
  const changes = compareManifests(asManifest(before), asManifest(after));
  const lesson = (id: string): Lesson | undefined =>
    after.curriculum.lessons.get(id) ?? before.curriculum.lessons.get(id);
  const named = (id: string): string => `${inert(lesson(id)?.title ?? id)} (\`${id}\`)`;
  const minutes = (id: string): string => {
    const [old, now] = [before.curriculum.lessons.get(id), after.curriculum.lessons.get(id)];
    const [from, to] = [old, now].map((one) => (one ? totalMinutes(one.minutes) : 0));
    return `${arrow(from ?? 0, to ?? 0)} min`;
  };
  return [
    ...changes.added.map(
      (id) => `- New: ${named(id)}, ${formatMinutes(totalMinutes(lesson(id)?.minutes ?? { reading: 0, lab: 0 }))}`,
    ),
    ...changes.changed.map((id) => `- Changed: ${named(id)}, ${minutes(id)}`),
    ...changes.renamed.map(([from, to]) => `- Renamed: ${named(to)}, formerly \`${from}\``),
    ...changes.moved.map((id) => `- Moved: ${named(id)}`),
    ...changes.removed.map((id) => `- Removed: ${named(id)}`),
  ];
}

function coverageLines(before: Published, after: Published): string[] {
  return after.exams.flatMap((exam) => {
    const old = before.exams.find(({ id }) => id === exam.id);
    const was = old ? countCovered(old, before.competencies).covered : 0;
    const now = countCovered(exam, after.competencies);
    if (was === now.covered) return [];
    return [`| ${exam.id} | ${arrow(was, now.covered)} of ${now.total} |`];
  });
}

/** What a change means for learners, in Markdown: lessons, minutes, quiz items, coverage of exams. */
export function learnerChanges(before: Snapshot, after: Snapshot): string {
  const lessons = lessonLines(before, after);
  const [old, now] = [before.curriculum.lessons, after.curriculum.lessons];
  const rows = [
    `| Lessons | ${arrow(old.size, now.size)} |`,
    `| Time to learn | ${arrow(formatMinutes(sum(old.values())), formatMinutes(sum(now.values())))} |`,
    `| Quiz items | ${arrow(quizItems(old.values()), quizItems(now.values()))} |`,
    ...coverageLines(before.curriculum, after.curriculum),
  ];
  const list = lessons.length > 0 ? lessons.join('\n') : 'No lesson changes for learners.';
  return `## What changes for learners\n\n${list}\n\n| | |\n|---|---|\n${rows.join('\n')}\n`;
}
