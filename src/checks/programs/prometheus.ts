import { writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import type { Lesson } from '../../curriculum/model.ts';
import type { RuleName } from '../../findings/catalog.ts';
import { asRecord } from '../../kubernetes/data.ts';
import type { ObjectProblem } from '../../kubernetes/object-problem.ts';
import { readManifests } from '../../kubernetes/yaml-documents.ts';
import { configurationProblems } from '../../languages/monitoring/configuration.ts';
import { type PrometheusKind, prometheusKind } from '../../languages/monitoring/kinds.ts';
import { ruleTestProblems } from '../../languages/monitoring/rule-tests.ts';
import { rulesProblems } from '../../languages/monitoring/rules.ts';
import { foreignBytes, targetProblems } from '../../languages/monitoring/targets.ts';
import { claimedBy } from '../claims.ts';
import { INVALID_MANIFEST, validAfterAll } from '../on-purpose.ts';
import { placeInFile, type Snippet } from '../snippets.ts';
import { filesAsInput, withLessonFolder } from './folder.ts';
import { readsOnlyBelow } from './inside.ts';
import { LESSON } from './jail/words.ts';
import { writtenInLab } from './lab-files.ts';
import { runProgram } from './program.ts';
import type { ProgramName } from './program-names.ts';
import { type Problem, type Programs, type Result, START, type Task } from './task.ts';

/** A kind of file that Prometheus or Alertmanager reads, and what tells whether it is right. */
interface Kind {
  name: string;
  rule: RuleName;
  /** The tool that judges it; none where the reference alone does. */
  program: ProgramName | undefined;
  words: readonly string[];
}

const KINDS: Readonly<Record<PrometheusKind, Kind>> = {
  'rule-test': {
    name: 'unit tests of rules',
    rule: 'prometheus/rule-test',
    program: 'promtool',
    words: ['test', 'rules'],
  },
  rules: { name: 'rules', rule: 'prometheus/rules', program: 'promtool', words: ['check', 'rules'] },
  configuration: {
    name: 'configuration of Prometheus',
    rule: 'prometheus/configuration',
    program: 'promtool',
    words: ['check', 'config', '--syntax-only'],
  },
  targets: {
    name: 'groups of targets for Prometheus',
    rule: 'prometheus/configuration',
    program: undefined,
    words: [],
  },
  alertmanager: {
    name: 'configuration of Alertmanager',
    rule: 'alertmanager/configuration',
    program: 'amtool',
    words: ['check-config'],
  },
};

/** A file for one of the tools, and of what kind it is. */
interface Piece {
  kind: Kind;
  text: string;
  /** Whether its lines are those of the snippet. */
  whole: boolean;
}

/** What of a manifest the tools can judge: the rules within objects of the Prometheus Operator. */
function rulesWithin(text: string): Piece[] {
  if (!text.includes('PrometheusRule')) return [];
  let documents: unknown[];
  try {
    documents = parseAllDocuments(text, { logLevel: 'error' }).map((document) => document.toJS() as unknown);
  } catch {
    // The rules of manifests say what is wrong with it.
    return [];
  }
  return documents.flatMap((data): Piece[] => {
    const object = asRecord(data);
    const { groups } = asRecord(object.spec);
    return object.kind === 'PrometheusRule' && groups !== undefined
      ? [{ kind: KINDS.rules, text: stringify({ groups }), whole: false }]
      : [];
  });
}

function piecesOf(lesson: Lesson): [Snippet, Piece][] {
  return [
    ...claimedBy(lesson, 'prometheus').flatMap((snippet): [Snippet, Piece][] => {
      const kind = prometheusKind(snippet.text);
      return kind ? [[snippet, { kind: KINDS[kind], text: snippet.text, whole: true }]] : [];
    }),
    ...writtenInLab(lesson).flatMap((snippet): [Snippet, Piece][] => {
      const kind = prometheusKind(snippet.text);
      // Tests need the rules of the learner's folder: the trial of the lab runs them.
      return kind && kind !== 'rule-test' ? [[snippet, { kind: KINDS[kind], text: snippet.text, whole: true }]] : [];
    }),
    ...claimedBy(lesson, 'manifests').flatMap((snippet) =>
      rulesWithin(snippet.text).map((piece): [Snippet, Piece] => [snippet, piece]),
    ),
  ];
}

/** Ways of finding targets that a promtool may have been built without, as Debian's is. Source: configuration of Prometheus. */
const DISCOVERY =
  /^\s*line \d+: field (?:aws|azure|consul|digitalocean|dns|docker|dockerswarm|ec2|ecs|eureka|gce|hetzner|ionos|kubernetes|kuma|lightsail|linode|marathon|msk|nerve|nomad|openstack|outscale|ovhcloud|puppetdb|scaleway|serverset|stackit|triton|uyuni|vultr)_sd_configs not found\b.*$/gm;

/** Line that a message of promtool or amtool names, and the message without the path of the file. */
function readMessage(output: string, name: string): { line: number; text: string } {
  const lines = output
    .split('\n')
    .map((line) =>
      line
        .replaceAll(name, 'the file')
        .replace(/^.*\bFAILED:\s*/, '')
        .trim(),
    )
    .filter((line) => line !== '' && !/^(Checking|Unit Testing|SUCCESS|amtool: error|Found:|- )/.test(line));
  // What a failed test expected and what it got go over several lines.
  const text = lines.slice(0, 8).join(' ');
  const line = Number(/\bline (\d+)/.exec(text)?.[1] ?? /the file: (\d+):\d+/.exec(text)?.[1] ?? 1);
  return { line, text: text.replace(/^(parsing YAML file )?the file:( \d+:\d+:)? /, '') };
}

/** The version of a program, as far as it says one. */
function versionOf(programs: Programs, name: ProgramName): [major: number, minor: number] {
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(programs.get(name)?.version ?? '') ?? [];
  return [Number(major), Number(minor)];
}

/** Whether the tool of this machine is older than what lessons are written for: it knows less than they may show. */
function isOld(programs: Programs, program: ProgramName): boolean {
  const [major, minor] = versionOf(programs, program);
  return program === 'promtool' ? major < 3 : major === 0 && minor < 28;
}

/** What newer versions know and older ones refuse: fields, names in UTF-8, values of tests. */
const NEWER =
  /field \S+ not found in type|could not parse expression|parse error|is not a valid (?:label|metric) name|invalid (?:label|recording rule|annotation) name|unknown function/;

/** Ranges of time, whose first moment Prometheus 3 leaves out: tests of rules that have some give other values in version 2. */
const RANGE = /\[\s*\d+(?:ms|[smhdwy])/;

/** Whether a message of an old tool is one that newer ones may not give. */
function isOpen(kind: Kind, output: string, texts: readonly string[]): boolean {
  if (NEWER.test(output)) return true;
  return kind.rule === 'prometheus/rule-test' && texts.some((text) => RANGE.test(text));
}

/** What the references of Prometheus tell without a tool. */
const JUDGES: ReadonlyMap<Kind, (value: unknown) => ObjectProblem[]> = new Map([
  [KINDS.configuration, configurationProblems],
  [KINDS.rules, (value: unknown) => rulesProblems(value)],
  [KINDS['rule-test'], ruleTestProblems],
  [KINDS.targets, (value: unknown) => targetProblems(value)],
]);

/** What can be told without a tool, with its place. */
function ownProblems({ kind, text, whole }: Piece): Problem[] {
  const judge = whole ? JUDGES.get(kind) : undefined;
  if (!judge) return [];
  const bytes = foreignBytes(text).map(
    (line): Problem => ({
      rule: kind.rule,
      place: { line, column: 1 },
      message: 'These bytes are no text in UTF-8, and Prometheus takes nothing else as a name or a value.',
      why: WHY,
      remedy: 'Write the text itself, without "!!binary".',
    }),
  );
  if (bytes.length > 0) return bytes;
  return readManifests(text).flatMap(({ value, errors, place }) => {
    if (errors.length > 0) return [];
    return judge(value).map(({ path, message, remedy }) => ({
      rule: kind.rule,
      place: place(path),
      message,
      why: WHY,
      remedy,
    }));
  });
}

const WHY = 'A learner who loads it gets this error instead of what the lesson promises.';

/** What the tool of this machine says: problems, or why nothing can be told. */
async function toolResult(
  snippet: Snippet,
  { kind, text, whole }: Piece,
  program: ProgramName,
  lesson: Lesson,
  programs: Programs,
): Promise<Result> {
  const nothing = (what: string, momentary = false): Result => ({
    problems: [],
    unverified: [{ what, place: START }],
    momentary,
  });
  if (!readsOnlyBelow(text, folderOf(snippet, lesson))) return nothing('configuration that reads files elsewhere');
  return withLessonFolder(lesson, async (root) => {
    const name = 'shown-in-the-lesson.yml';
    // Paths in it are relative to where it stands.
    const folder = join(root, folderOf(snippet, lesson));
    writeFileSync(join(folder, name), text);
    const path = programs.get(program)?.path ?? '';
    const { status, output: said, why } = await runProgram(path, [...kind.words, name], { root, folder });
    if (status === undefined) return nothing(`files with which ${program} ${why}`, true);
    const output = said.replace(DISCOVERY, '');
    if (output !== said && !/\bline \d+:/.test(output)) {
      return nothing('ways of finding targets that promtool was built without here');
    }
    if (status === 0) return { problems: [], unverified: [] };
    if (
      isOld(programs, program) &&
      isOpen(kind, output, [text, ...[...lesson.files.values()].map((file) => file.text)])
    ) {
      const version = versionOf(programs, program).join('.');
      return nothing(`what ${program} ${version} may be too old to know (${kind.name})`);
    }
    const { line, text: message } = readMessage(output.replaceAll(`${LESSON}/`, ''), name);
    const problem: Problem = {
      rule: kind.rule,
      place: { line: whole ? line : 1, column: 1 },
      message: `${program} finds a mistake in the ${kind.name}: ${message}`,
      why: WHY,
      remedy: `Correct it; "${[program, ...kind.words].join(' ')}" checks it on your machine.`,
    };
    return { problems: [problem], unverified: [] };
  });
}

/** Folder of the lesson's files in which a snippet stands; that of the lesson itself for fences. */
function folderOf({ file, origin }: Snippet, lesson: Lesson): string {
  const known = origin === 'file' ? [...lesson.files.values()].find(({ path }) => path === file) : undefined;
  return known === undefined ? '.' : posix.dirname(known.name);
}

/** Whether a file tests rules that learners write in the lab: the lesson does not have them, and the trial of the lab runs it. */
function isOfLearners({ file }: Snippet, { lab, files }: Lesson): boolean {
  return (lab?.tasks ?? []).some(
    ({ check }) =>
      check.kind === 'monitoring' &&
      check.conditions.some((one) => one.kind === 'rule-tests' && files.get(one.tests)?.path === file),
  );
}

async function verify(snippet: Snippet, piece: Piece, lesson: Lesson, programs: Programs): Promise<Result> {
  const own = ownProblems(piece);
  // Of rules within an object the rule of manifests speaks, at their lines.
  const isSaid = !piece.whole && readManifests(piece.text).some(({ value }) => rulesProblems(value).length > 0);
  if (isSaid) return { problems: [], unverified: [] };
  // What is known already is not said twice.
  const { problems, unverified, momentary } =
    own.length > 0 || piece.kind.program === undefined || isOfLearners(snippet, lesson)
      ? { problems: own, unverified: [] }
      : await toolResult(snippet, piece, piece.kind.program, lesson, programs);
  const rest = momentary === undefined ? {} : { momentary };
  const onPurpose =
    snippet.options.has('invalid') || (snippet.origin === 'file' && INVALID_MANIFEST.test(snippet.text));
  if (!onPurpose) return { problems, unverified, ...rest };
  if (problems.length > 0 || unverified.length > 0) return { problems: [], unverified, ...rest };
  const message = `The ${piece.kind.name} is said to be invalid on purpose, but ${piece.kind.program ?? 'its reference'} finds nothing wrong.`;
  const mark = snippet.origin === 'file' ? 'words' : 'option';
  return {
    problems: [{ rule: 'code/valid-after-all', place: START, ...validAfterAll(message, mark) }],
    unverified: [],
  };
}

/** Configuration, rules and unit tests of Prometheus, and configuration of Alertmanager: by their references, and through their own tools. */
export function prometheusTasks(lesson: Lesson): Task[] {
  return piecesOf(lesson).map(
    ([snippet, piece]): Task => ({
      kind: piece.kind.rule,
      needs: piece.kind.program === undefined ? [] : [piece.kind.program],
      file: snippet.file,
      line: snippet.firstLine,
      inputs: [
        piece.text,
        snippet.origin,
        folderOf(snippet, lesson),
        String(snippet.options.has('invalid')),
        filesAsInput(lesson),
      ],
      verify: (programs) => verify(snippet, piece, lesson, programs),
      locate: (place) => placeInFile(snippet, place),
    }),
  );
}
