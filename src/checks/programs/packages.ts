import type { Lesson, LessonFile } from '../../curriculum/model.ts';
import type { RuleName } from '../../findings/catalog.ts';
import type { Place } from '../../findings/finding.ts';
import { customKindsOf } from '../../kubernetes/custom/kinds.ts';
import { asRecord } from '../../kubernetes/data.ts';
import { isCustom, kubernetesProblems } from '../../kubernetes/validate.ts';
import { readManifests } from '../../kubernetes/yaml-documents.ts';
import { INVALID_MANIFEST, validAfterAll } from '../on-purpose.ts';
import { filesAsInput, withLessonFolder } from './folder.ts';
import { refusal } from './inside.ts';
import { LESSON } from './jail/words.ts';
import { runProgram } from './program.ts';
import type { ProgramName } from './program-names.ts';
import { type Problem, type Programs, type Result, START, type Task } from './task.ts';

const WHY = 'A learner who applies it gets this error instead of objects.';

/** A way of packing manifests: the file that marks such a folder, and the commands that must succeed on it. */
interface Packing {
  rule: RuleName;
  program: ProgramName;
  marks: RegExp;
  /** Commands; the last one prints the manifests. The folder is put behind them. */
  commands: readonly (readonly string[])[];
}

const PACKINGS: readonly Packing[] = [
  {
    rule: 'package/kustomize',
    program: 'kubectl',
    marks: /(^|\/)(kustomization\.ya?ml|Kustomization)$/,
    commands: [['kustomize']],
  },
  {
    rule: 'package/helm',
    program: 'helm',
    marks: /(^|\/)Chart\.yaml$/,
    commands: [
      ['lint', '--strict', '--quiet'],
      ['template', 'release'],
    ],
  },
];

/** Failures that say nothing of what a lesson shows. */
const OPEN: readonly { pattern: RegExp; what: string }[] = [
  {
    pattern: /chart directory is missing these dependencies|found in Chart\.yaml, but missing in charts/,
    what: 'charts whose dependencies are not here ("helm dependency update" fetches them)',
  },
  {
    pattern: /execution error at \(|wrong type for value; expected string; got interface/,
    what: 'charts that want values which are only given when they are installed',
  },
];

/** Charts that only have others in them need no templates of their own. */
const NO_TEMPLATES = /templates\/: directory does not exist/;

/** Whether everything that Helm complains of is of one kind. */
function saysOnly(output: string, pattern: RegExp): boolean {
  const complaints = output.split('\n').filter((line) => /^\[(?:WARNING|ERROR)\]/.test(line));
  return complaints.length > 0 && complaints.every((line) => pattern.test(line));
}

/** What is wrong with the objects that a package makes. */
function objectProblems(output: string, { rule }: Packing): Problem[] {
  const documents = readManifests(output);
  const custom = customKindsOf(documents.map(({ value }) => value));
  return documents.flatMap((document) => {
    const object = asRecord(document.value);
    // Custom resources are made for clusters that have their definitions.
    const isForeign =
      isCustom(String(object.apiVersion), String(object.kind)) &&
      !custom.has(`${String(object.apiVersion)} ${String(object.kind)}`);
    if (Object.keys(object).length === 0 || isForeign) return [];
    return kubernetesProblems(object, custom).map(({ message, remedy }) => ({
      rule,
      place: START,
      message: `It makes a ${String(object.kind)} "${String(asRecord(object.metadata).name)}" that Kubernetes does not take: ${message}`,
      why: WHY,
      remedy,
    }));
  });
}

/** Builds a package and says what is wrong with it, or gives why it is not built here. */
async function build(
  packing: Packing,
  mark: LessonFile,
  lesson: Lesson,
  programs: Programs,
): Promise<Problem[] | string> {
  const path = programs.get(packing.program)?.path ?? '';
  // With a dot before it no name of a folder is taken for a flag.
  const inside = mark.name.replace(packing.marks, '').replace(/^(?=-)/, './') || '.';
  return withLessonFolder(lesson, async (folder) => {
    const reason = refusal(packing.program, { root: folder, folder, words: [] });
    if (reason !== undefined) return reason;
    let printed = '';
    for (const words of packing.commands) {
      const command = [...words, inside];
      // What it prints as a warning is no manifest.
      const { status, output, errors = '', why } = await runProgram(path, command, { root: folder, joined: false });
      if (status === undefined) return `packages with which ${packing.program} ${why}`;
      const all = [output, errors].filter(Boolean).join('\n');
      if (status !== 0 && !saysOnly(all, NO_TEMPLATES)) {
        const open = OPEN.find(({ pattern }) => pattern.test(all));
        if (open) return open.what;
        const said = all.replaceAll(LESSON, '').trim().split('\n').slice(0, 4).join(' ');
        return [
          {
            rule: packing.rule,
            place: START,
            message: `"${packing.program} ${command.join(' ')}" fails: ${said}`,
            why: WHY,
            remedy: 'Correct what it names; the command says on your machine whether that was it.',
          },
        ];
      }
      printed = output;
    }
    return objectProblems(printed, packing);
  });
}

async function verify(packing: Packing, mark: LessonFile, lesson: Lesson, programs: Programs): Promise<Result> {
  const problems = await build(packing, mark, lesson, programs);
  if (typeof problems === 'string') {
    return { problems: [], unverified: [{ what: problems, place: START }], momentary: true };
  }
  const onPurpose = INVALID_MANIFEST.test(mark.text);
  if (!onPurpose) return { problems, unverified: [] };
  if (problems.length > 0) return { problems: [], unverified: [] };
  const valid: Problem = {
    rule: 'manifest/valid-after-all',
    place: START,
    ...validAfterAll('The package is said to be invalid on purpose, but it can be built.', 'words'),
  };
  return { problems: [valid], unverified: [] };
}

/** Kustomizations and Helm charts of a lesson: they must build, and what they make must be valid. */
export function packageTasks(lesson: Lesson): Task[] {
  return [...lesson.files.values()].flatMap((file) =>
    PACKINGS.filter(({ marks, program }) => marks.test(file.name) && !isPart(file, program)).map((packing) => ({
      kind: packing.rule,
      needs: [packing.program],
      file: file.path,
      line: 1,
      inputs: [file.name, filesAsInput(lesson)],
      verify: (programs: Programs) => verify(packing, file, lesson, programs),
      locate: (place: Place) => place,
    })),
  );
}

/** Components of Kustomize and charts within charts are built by what they are a part of. */
function isPart({ text, name }: LessonFile, program: ProgramName): boolean {
  return program === 'kubectl' ? /^kind:\s*Component\b/m.test(text) : /(^|\/)charts\/.+\/Chart\.yaml$/.test(name);
}
