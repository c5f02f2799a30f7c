import { sourceDigest } from '../../cli/source-digest.ts';
import type { Course, HandsOnForm, Lesson } from '../../curriculum/model.ts';
import { dataFile } from '../../curriculum/model.ts';
import type { Lab, LabSession } from '../../curriculum/schema/lab.ts';
import type { LabStart } from '../../curriculum/schema/lab-cluster.ts';
import { contextsOf, isPlayed, startFiles } from '../../curriculum/schema/lab-start.ts';
import { readYaml } from '../../findings/yaml.ts';
import type { LabSource } from '../../lab-host/begin.ts';
import { imagesDigest, imagesOf } from '../../lab-host/declared-images.ts';
import { monitoringFiles } from '../../lab-host/monitoring/lab-data.ts';
import { filesWithoutMarkers } from '../../rendering/region.ts';
import { filesAsInput } from '../programs/folder.ts';
import { differenceFrom } from '../programs/session-task.ts';
import { type Problem, type Result, START, type Task } from '../programs/task.ts';
import { exchangesOf } from '../sessions.ts';
import type { Answer, Asked } from './worker.ts';
import { askPractice } from './workers.ts';

const WHY: Readonly<Record<string, string>> = {
  'exam/form-score': 'Learners would get a score that says nothing about what they can do.',
  'lab/alternative': 'A learner who has done it right is told that it is wrong.',
  'lab/condition': 'A task with it can never be done, or is done whatever somebody does.',
  'lab/done-at-start': 'A learner is told that it is done, and has learned nothing.',
  'lab/hint': 'A learner who is stuck looks for something that does not exist.',
  'lab/mistake': 'A learner who has not understood it is told that it is done.',
  'lab/solution': 'A learner who does exactly what the solution says is told that it is wrong.',
  'lab/start': 'Nobody can begin the lab in the page.',
  'lab/unknown-image': 'Its Pods would do nothing, and the tasks of the lab could not be done.',
};

/** What is said of a whole lab or session. */
interface Whole {
  rule: 'lab/start' | 'session/output';
  what: string;
}

/** What the practice cluster cannot tell is said at the beginning of the file, and hides nothing else. */
async function ask(asked: Asked, { rule, what }: Whole, problemsOf: (answer: Answer) => Problem[]): Promise<Result> {
  const answer = await askPractice(asked);
  if (answer !== undefined && answer.kind !== 'failure') {
    // On a machine that has much to do, a step may take longer than it is waited for: this is not remembered.
    const momentary = answer.kind === 'lab' && answer.isStuck;
    return { problems: problemsOf(answer), unverified: [], momentary };
  }
  const message =
    answer === undefined
      ? `The practice cluster does not get to the end of ${what}.`
      : `The practice cluster has failed at ${what}: ${answer.message.split('\n')[0]}`;
  const why = 'Nobody can tell whether what the lesson says is true, and a learner cannot try it.';
  const remedy = 'Let every command end by itself, and look for what is unusual in its files and programs.';
  return { problems: [{ rule, place: START, message, why, remedy }], unverified: [], momentary: true };
}

/** Everything in a lesson that the practice cluster can tell: its lab is tried as its author says that it goes, and its sessions are played. */
export function labTasks(lesson: Lesson, courses: readonly Course[]): Task[] {
  const { lab } = lesson;
  if (!lab) return [];
  const source = async (): Promise<LabSource> => {
    // What makes images is only loaded where a lab is tried: mostly the result is remembered.
    const { courseImages } = await import('../../lab-host/images.ts');
    return {
      lab,
      files: filesWithoutMarkers(lesson.files),
      images: await courseImages(imagesOf(lab), courses),
    };
  };
  /** What names files or contexts that are not there has been reported, and cannot begin. */
  const canBegin = (start: LabStart | undefined): boolean =>
    !start || startFiles(start).every((name) => lesson.files.has(name));
  const canBeJudged = (start: LabStart): boolean =>
    contextsNamed(lab).every((context) => contextsOf(start).includes(context));
  const inputs = [filesAsInput(lesson), imagesDigest(imagesOf(lab), courses)];
  const played = lab.sessions
    .filter((session) => isPlayed(session) && canBegin(session.cluster ?? lab.cluster))
    .flatMap((session) => sessionTask(lesson, lab, session, source, inputs));
  const isTraced = lab.tracing?.files.every((name) => lesson.files.has(name)) === true;
  return [
    ...(lab.cluster && canBegin(lab.cluster) && canBeJudged(lab.cluster)
      ? [trialTask(lesson, lab, source, inputs)]
      : []),
    ...(lab.monitoring && monitoringFiles(lab).every((name) => lesson.files.has(name))
      ? [monitoringTask(lesson, lab)]
      : []),
    ...(isTraced ? [tracingTask(lesson, lab, inputs)] : []),
    ...played,
  ];
}

/** The contexts that conditions of a lab name. */
const contextsNamed = ({ tasks }: Lab): string[] =>
  tasks.flatMap(({ check }) =>
    check.kind !== 'conditions' ? [] : check.conditions.flatMap((one) => ('context' in one ? (one.context ?? []) : [])),
  );

/** A form of a hands-on practice exam, tried as a lab, and graded: with nothing done, and with all of its solutions. */
export function formTasks({ path, source: text, lab, files }: HandsOnForm, courses: readonly Course[]): Task[] {
  const isThere = startFiles(lab.cluster).every((name) => files.has(name));
  const contexts = contextsOf(lab.cluster);
  if (!isThere || !contextsNamed(lab).every((context) => contexts.includes(context))) return [];
  const inputs = [
    JSON.stringify([...files.values()].map((file) => [file.name, file.text])),
    imagesDigest(imagesOf(lab), courses),
  ];
  const task = triedTask({ file: path, text, effort: waysIn(lab) }, inputs, async () => {
    const { courseImages } = await import('../../lab-host/images.ts');
    const images = await courseImages(imagesOf(lab), courses);
    return { kind: 'form', source: { lab, files: filesWithoutMarkers(files), images } };
  });
  return [task];
}

/** Where a lab stands, and how many ways are gone in it. */
interface Place {
  file: string;
  text: string;
  effort: number;
}

const placeOf = (lesson: Lesson, lab: Lab): Place => ({
  file: dataFile(lesson, 'lab.yaml'),
  text: lesson.sources['lab.yaml'] ?? '',
  effort: waysIn(lab),
});

/** A lab on monitoring, tried in a small Prometheus. */
const monitoringTask = (lesson: Lesson, lab: Lab): Task =>
  triedTask(placeOf(lesson, lab), [filesAsInput(lesson)], async () => ({
    kind: 'monitoring',
    source: { lesson: lesson.id, lab, files: filesWithoutMarkers(lesson.files) },
  }));

/** The trial of a lab on tracing also depends on the packages that its code imports. */
function tracingTask(lesson: Lesson, lab: Lab, inputs: readonly string[]): Task {
  const source = { lesson: lesson.id, lab, files: filesWithoutMarkers(lesson.files) };
  return triedTask(placeOf(lesson, lab), [...inputs, sourceDigest(['package-lock.json'])], async () => ({
    kind: 'tracing',
    source,
  }));
}

/** A lab in the practice cluster, tried there. */
const trialTask = (lesson: Lesson, lab: Lab, source: () => Promise<LabSource>, inputs: readonly string[]): Task =>
  triedTask(placeOf(lesson, lab), inputs, async () => ({ kind: 'lab', source: await source() }));

/** Ways that are gone in a lab: the solution of each task, and the others that it lists. */
const waysIn = ({ tasks }: Pick<Lab, 'tasks'>): number =>
  tasks.reduce((sum, { alternatives, mistakes }) => sum + 1 + alternatives.length + mistakes.length, 0);

function triedTask({ file, text, effort }: Place, inputs: readonly string[], asked: () => Promise<Asked>): Task {
  const yaml = readYaml(file, text);
  return {
    kind: 'lab',
    needs: [],
    isSimulated: true,
    effort,
    file,
    line: 1,
    inputs: [text, ...inputs],
    verify: async () =>
      ask(await asked(), { rule: 'lab/start', what: 'this lab' }, (answer) =>
        answer.kind !== 'lab'
          ? []
          : answer.problems.map(({ rule, path, message, remedy }) => {
              return { rule, place: yaml.place(path), message, remedy, why: WHY[rule] ?? '' };
            }),
      ),
    locate: (place) => place,
  };
}

function sessionTask(
  lesson: Lesson,
  lab: Lab,
  session: LabSession,
  source: () => Promise<LabSource>,
  inputs: readonly string[],
): Task[] {
  const shown = lesson.files.get(session.file);
  if (!shown) return [];
  const exchanges = exchangesOf(shown);
  const remedy = `"npm run lab -- --lesson ${lesson.id} --session ${session.file}" prints what comes out; write ... for what varies.`;
  const cannot = (message: string): Problem => ({
    rule: 'session/output',
    place: START,
    message: `The session cannot begin in the practice cluster: ${message}`,
    why: 'A learner cannot try what the lesson shows, and nobody knows whether it is still true.',
    remedy: `Correct what ${dataFile(lesson, 'lab.yaml')} says under "sessions".`,
  });
  return [
    {
      kind: 'played session',
      needs: [],
      isSimulated: true,
      file: shown.path,
      line: 1,
      inputs: [JSON.stringify([session, lab.cluster]), session.file, ...inputs],
      verify: async () =>
        ask(
          { kind: 'session', source: await source(), session, commands: exchanges.map(({ command }) => command) },
          { rule: 'session/output', what: 'this session' },
          (answer) => {
            if (answer.kind === 'no start') return [cannot(answer.message)];
            const printed = answer.kind === 'session' ? answer.printed : [];
            return exchanges.flatMap((exchange, index) => differenceFrom(exchange, printed[index] ?? '', remedy));
          },
        ),
      locate: (place) => place,
    },
  ];
}
