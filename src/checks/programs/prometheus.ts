import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import type { Lesson } from '../../curriculum/model.ts';
import type { RuleName } from '../../findings/catalog.ts';
import { asRecord } from '../../kubernetes/data.ts';
import { validAfterAll } from '../on-purpose.ts';
import { placeInFile, type Snippet, snippetsOf } from '../snippets.ts';
import { filesAsInput, withLessonFolder } from './folder.ts';
import { readsOnlyBeside } from './inside.ts';
import { LESSON } from './jail/words.ts';
import { type ProgramName, runProgram } from './program.ts';
import { type Problem, type Programs, type Result, START, type Task } from './task.ts';

/** A kind of file that Prometheus or Alertmanager reads, and what tells whether it is right. */
interface Kind {
  name: string;
  rule: RuleName;
  program: ProgramName;
  words: readonly string[];
  /** Whether a document is of this kind, by its keys. */
  is(keys: ReadonlySet<string>): boolean;
}

const has =
  (...names: string[]) =>
  (keys: ReadonlySet<string>): boolean =>
    names.every((name) => keys.has(name));

const KINDS: readonly Kind[] = [
  {
    name: 'unit tests of rules',
    rule: 'prometheus/rule-test',
    program: 'promtool',
    words: ['test', 'rules'],
    is: has('tests', 'rule_files'),
  },
  {
    name: 'rules',
    rule: 'prometheus/rules',
    program: 'promtool',
    words: ['check', 'rules'],
    is: (keys) => keys.has('groups') && keys.size === 1,
  },
  {
    name: 'configuration of Prometheus',
    rule: 'prometheus/configuration',
    program: 'promtool',
    words: ['check', 'config', '--syntax-only'],
    is: (keys) => keys.has('scrape_configs') || has('global', 'rule_files')(keys),
  },
  {
    name: 'configuration of Alertmanager',
    rule: 'alertmanager/configuration',
    program: 'amtool',
    words: ['check-config'],
    is: has('route', 'receivers'),
  },
];

/** A file for one of the tools, and of what kind it is. */
interface Piece {
  kind: Kind;
  text: string;
  /** Whether its lines are those of the snippet. */
  whole: boolean;
}

/** What of a snippet the tools can judge: a file of theirs, or the rules within objects of the Prometheus Operator. */
function piecesOf(text: string): Piece[] {
  let documents: unknown[];
  try {
    documents = parseAllDocuments(text, { logLevel: 'error' }).map((document) => document.toJS() as unknown);
  } catch {
    // The rules of manifests and of YAML say what is wrong with it.
    return [];
  }
  return documents.flatMap((data): Piece[] => {
    const object = asRecord(data);
    const keys = new Set(Object.keys(object));
    if (keys.has('apiVersion')) {
      const { groups } = asRecord(object.spec);
      const [, rules] = KINDS;
      return object.kind === 'PrometheusRule' && groups !== undefined && rules
        ? [{ kind: rules, text: stringify({ groups }), whole: false }]
        : [];
    }
    const kind = documents.length === 1 ? KINDS.find(({ is }) => is(keys)) : undefined;
    return kind ? [{ kind, text, whole: true }] : [];
  });
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

async function verify(
  snippet: Snippet,
  { kind, text: shown, whole }: Piece,
  lesson: Lesson,
  programs: Programs,
): Promise<Result> {
  const path = programs.get(kind.program)?.path ?? '';
  if (!readsOnlyBeside(shown)) {
    return { problems: [], unverified: [{ what: 'configuration that reads files elsewhere', place: START }] };
  }
  return withLessonFolder(lesson, async (folder) => {
    const name = 'shown-in-the-lesson.yml';
    writeFileSync(join(folder, name), shown);
    const { status, output: said, why } = await runProgram(path, [...kind.words, name], { root: folder });
    if (status === undefined) {
      const what = `files with which ${kind.program} ${why}`;
      return { problems: [], unverified: [{ what, place: START }], momentary: true };
    }
    const output = said.replace(DISCOVERY, '');
    if (output !== said && !/\bline \d+:/.test(output)) {
      const what = 'ways of finding targets that promtool was built without here';
      return { problems: [], unverified: [{ what, place: START }] };
    }
    const wrong = status !== 0;
    const onPurpose = snippet.options.has('invalid');
    if (wrong === onPurpose) return { problems: [], unverified: [] };
    const { line, text } = readMessage(output.replaceAll(`${LESSON}/`, ''), name);
    const problem: Problem = onPurpose
      ? {
          rule: 'code/valid-after-all',
          place: START,
          ...validAfterAll(
            `The ${kind.name} is said to be invalid on purpose, but ${kind.program} finds nothing wrong.`,
            'option',
          ),
        }
      : {
          rule: kind.rule,
          place: { line: whole ? line : 1, column: 1 },
          message: `${kind.program} finds a mistake in the ${kind.name}: ${text}`,
          why: 'A learner who loads it gets this error instead of what the lesson promises.',
          remedy: `Correct it; "${[kind.program, ...kind.words].join(' ')}" checks it on your machine.`,
        };
    return { problems: [problem], unverified: [] };
  });
}

/** Configuration, rules and unit tests of Prometheus, and configuration of Alertmanager, through their own tools. */
export function prometheusTasks(lesson: Lesson): Task[] {
  return snippetsOf(lesson)
    .filter(({ language }) => language === 'yaml')
    .flatMap((snippet) =>
      piecesOf(snippet.text).map(
        (piece): Task => ({
          kind: piece.kind.rule,
          needs: [piece.kind.program],
          file: snippet.file,
          line: snippet.firstLine,
          inputs: [piece.text, String(snippet.options.has('invalid')), filesAsInput(lesson)],
          verify: (programs) => verify(snippet, piece, lesson, programs),
          locate: (place) => placeInFile(snippet, place),
        }),
      ),
    );
}
