import { didYouMean } from '../findings/suggest.ts';
import { dataFile, type Lesson } from './model.ts';
import type { Reader } from './reader.ts';
import type { Lab } from './schema/lab.ts';
import type { LabStart } from './schema/lab-cluster.ts';
import { FIRST_CONTEXT } from './schema/lab-context.ts';
import { contextsOf, statesOf } from './schema/lab-start.ts';

/** A lab with its folder: that of a lesson, or a form of a practice exam. */
export interface LabFolder {
  /** What has its files, as messages call it. */
  owner: 'lesson' | 'form';
  folder: string;
  /** Path of the YAML in which the lab stands. */
  file: string;
  lab: Lab;
  /** What is in `files/`, by its name there. */
  files: ReadonlyMap<string, unknown>;
}

/** Reports what a lab names and the lesson does not have: files, objectives, tasks, sessions. */
export function checkLabReferences(reader: Reader, lesson: Lesson): void {
  const { lab, folder, files } = lesson;
  if (!lab) return;
  const own: LabFolder = { owner: 'lesson', folder, file: dataFile(lesson, 'lab.yaml'), lab, files };
  checkStart(reader, own, lab.cluster, ['cluster']);
  checkTracing(reader, own);
  lab.sessions.forEach(({ cluster }, index) => {
    checkStart(reader, own, cluster, ['sessions', index, 'cluster']);
  });
  checkMonitoring(reader, own);
  checkTasks(reader, lesson);
  checkContexts(reader, own);
  checkSessions(reader, lesson);
}

/** What is said of a file that a lab names and its folder does not have. */
interface Missing {
  /** What it is there for, before its name. */
  said: string;
  why: string;
}

const AT_START = 'The lab begins with a file';

/** Gives what reports a file at a place of the YAML of a lab if its folder does not have it. */
function unknownFiles(reader: Reader, { owner, folder, file, files }: LabFolder, { said, why }: Missing) {
  const known = [...files.keys()];
  return (name: string, path: readonly PropertyKey[]): void => {
    if (known.includes(name) || reader.unread.has(`${folder}/files/${name}`)) return;
    reader.report('lab/unknown-file', file, reader.place(file, path), {
      message: `${said} "${name}" that the ${owner} does not have.${didYouMean(name, known)}`,
      why,
      remedy: `Correct the name, or add ${folder}/files/${name}.`,
    });
  };
}

/** Reports files of the state in which a lab or a session begins that its folder does not have. */
export function checkStart(
  reader: Reader,
  folder: LabFolder,
  start: LabStart | undefined,
  path: readonly PropertyKey[],
): void {
  if (!start) return;
  const report = unknownFiles(reader, folder, {
    said: AT_START,
    why: 'The practice cluster could not be brought into the state in which the lab begins, nor could anybody\u2019s own.',
  });
  for (const [index, name] of start.files.entries()) report(name, [...path, 'files', index]);
  for (const [number, state] of statesOf(start).entries()) {
    const at = number === 0 ? path : [...path, 'further', number - 1];
    for (const key of ['apply', 'faults'] as const)
      for (const [index, name] of state[key].entries()) report(name, [...at, key, index]);
    for (const [group, { of }] of state.drawn.entries())
      for (const [index, name] of of.entries()) report(name, [...at, 'drawn', group, 'of', index]);
  }
}

/** Reports files that a lab on monitoring names and the lesson does not have. */
function checkMonitoring(reader: Reader, folder: LabFolder): void {
  const { lab } = folder;
  const report = unknownFiles(reader, folder, {
    said: 'The lab names a file',
    why: 'Without it the lab cannot begin, or nobody can tell whether its tasks are done.',
  });
  for (const [index, name] of lab.monitoring?.files.entries() ?? []) report(name, ['monitoring', 'files', index]);
  lab.tasks.forEach(({ check }, index) => {
    if (check.kind !== 'monitoring') return;
    check.conditions.forEach((condition, number) => {
      const at = ['tasks', index, 'check', 'conditions', number];
      if (condition.kind === 'rule-tests') report(condition.tests, [...at, 'tests']);
      if (condition.kind !== 'own-tests') return;
      for (const [position, name] of condition.catches.entries()) report(name, [...at, 'catches', position]);
    });
  });
}

/** Reports files of a lab on tracing that the lesson does not have. */
function checkTracing(reader: Reader, folder: LabFolder): void {
  const report = unknownFiles(reader, folder, { said: AT_START, why: 'Learners would find it empty.' });
  for (const [index, name] of folder.lab.tracing?.files.entries() ?? []) report(name, ['tracing', 'files', index]);
}

/** Reports conditions about a cluster that the lab does not have. */
export function checkContexts(reader: Reader, { file, lab }: LabFolder): void {
  const known = lab.cluster ? contextsOf(lab.cluster) : [FIRST_CONTEXT];
  lab.tasks.forEach(({ id, check }, index) => {
    if (check.kind !== 'conditions') return;
    check.conditions.forEach((condition, position) => {
      if (!('context' in condition) || condition.context === undefined || known.includes(condition.context)) return;
      const path = ['tasks', index, 'check', 'conditions', position, 'context'];
      reader.report('lab/unknown-context', file, reader.place(file, path), {
        message: `Task "${id}": no cluster of the lab has the context "${condition.context}".${didYouMean(condition.context, known)}`,
        why: 'The condition is about nothing: nobody could ever do the task, here or on a machine of one\u2019s own.',
        remedy: `Use one of: ${known.join(', ')}; or add the cluster to "further" of the lab\u2019s "cluster".`,
      });
    });
  });
}

function checkTasks(reader: Reader, lesson: Lesson): void {
  const file = dataFile(lesson, 'lab.yaml');
  const known = lesson.objectives.map(({ id }) => id);
  const tasks = lesson.lab?.tasks ?? [];
  tasks.forEach((task, index) => {
    task.objectives.forEach((objective, position) => {
      if (known.includes(objective)) return;
      reader.report('lab/unknown-objective', file, reader.place(file, ['tasks', index, 'objectives', position]), {
        message: `Task "${task.id}": the lesson has no objective "${objective}".${didYouMean(objective, known)}`,
        why: 'Whether every objective is practiced is computed from it.',
        remedy: `Use one of: ${known.join(', ')}.`,
      });
    });
    const earlier = tasks.slice(0, index).map(({ id }) => id);
    task.after.forEach((id, position) => {
      if (earlier.includes(id)) return;
      reader.report('lab/unknown-task', file, reader.place(file, ['tasks', index, 'after', position]), {
        message: `Task "${task.id}" begins with the result of "${id}", which is no task before it.${didYouMean(id, earlier)}`,
        why: 'What comes before a task is solved before its other ways are tried.',
        remedy: earlier.length === 0 ? 'Leave out "after".' : `Use tasks before it: ${earlier.join(', ')}.`,
      });
    });
  });
}

function checkSessions(reader: Reader, lesson: Lesson): void {
  const file = dataFile(lesson, 'lab.yaml');
  const known = [...lesson.files.keys()];
  const sessions = lesson.lab?.sessions ?? [];
  sessions.forEach(({ file: name }, index) => {
    const isTwice = sessions.findIndex((other) => other.file === name) < index;
    if (!isTwice && (known.includes(name) || reader.unread.has(`${lesson.folder}/files/${name}`))) return;
    reader.report('lab/session', file, reader.place(file, ['sessions', index, 'file']), {
      message: isTwice
        ? `The session "${name}" is listed twice.`
        : `The lesson has no session "${name}" in files/.${didYouMean(name, known)}`,
      why: 'The practice cluster plays the sessions that the lesson shows, each from one state.',
      remedy: isTwice ? 'Keep one of the two.' : 'Correct the name, or leave the entry out.',
    });
  });
}
