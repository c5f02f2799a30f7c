import { dataFile, type Lesson } from '../../curriculum/model.ts';
import { dataOf } from '../../curriculum/text/data.ts';
import { checkedValues } from '../../curriculum/text/fence-options.ts';
import type { RuleName } from '../../findings/catalog.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { jsonpathProblems } from '../../languages/jsonpath.ts';
import { manifestCelProblems } from '../../languages/manifest-cel.ts';
import { topKeys } from '../../languages/monitoring/kinds.ts';
import { type CodeProblem, placeAt } from '../../languages/problem.ts';
import { codeRule, languageProblems } from '../../languages/problems.ts';
import { moduleProblems } from '../../languages/python-modules.ts';
import {
  etcdEnvironmentProblems,
  runtimeTomlProblems,
  runtimeYamlProblems,
} from '../../languages/runtime-configuration.ts';
import { tomlMistake } from '../../languages/toml.ts';
import { yamlMistakes } from '../../languages/yaml.ts';
import { claimedBy, claimsOf, isYaml, SHELLS } from '../claims.ts';
import { validAfterAll } from '../on-purpose.ts';
import { readPart } from '../part.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { placeInFile, type Snippet, snippetsOf } from '../snippets.ts';

const WHY = 'A learner who copies it gets an error instead of what the lesson says.';

/** What the first line of a file says if its code is wrong, and is meant to be. */
const ON_PURPOSE = /^\s*(?:#|\/\/|\/\*|--).*\binvalid on purpose\b/i;

/** Languages in which a line of commands may stand. */
const WITH_COMMANDS: ReadonlySet<string> = new Set([...SHELLS, 'terminal']);

function isOnPurpose({ options, origin, text }: Snippet): boolean {
  return options.has('invalid') || (origin === 'file' && ON_PURPOSE.test(text));
}

/** Whether wrong code can be told from right code by its syntax alone: YAML that is wrong may be good YAML. */
function isDecidable({ language }: Snippet): boolean {
  return !/^ya?ml$/.test(language);
}

function toFindings(rule: RuleName, snippet: Snippet, problems: readonly CodeProblem[]): Finding[] {
  return problems.map(({ line, column, message, remedy }) =>
    finding(rule, snippet.file, placeInFile(snippet, { line, column }), { message, why: WHY, remedy }),
  );
}

/** Findings of a snippet's problems; if it is wrong on purpose, that it is right after all. */
export function judgeCode(rule: RuleName, snippet: Snippet, problems: readonly CodeProblem[]): Finding[] {
  if (!isOnPurpose(snippet)) return toFindings(rule, snippet, problems);
  if (problems.length > 0 || !isDecidable(snippet)) return [];
  return [
    finding(
      'code/valid-after-all',
      snippet.file,
      placeInFile(snippet, { line: 1, column: 1 }),
      validAfterAll(
        'The code is said to be invalid on purpose, but it is valid.',
        snippet.origin === 'file' ? 'words' : 'option',
      ),
    ),
  ];
}

/** What of configuration of container runtimes, crictl and etcd their programs do not know. */
function runtimeProblems({ language, text }: Snippet): CodeProblem[] {
  if (language === 'toml') return tomlMistake(text) ? [] : runtimeTomlProblems(text);
  if (isYaml({ language })) return runtimeYamlProblems(text, topKeys(text));
  return [];
}

/** Names of a lesson's own Python modules, and of those that it installs. */
function ownModules(lesson: Lesson): ReadonlySet<string> {
  const files = [...lesson.files.values()].map(({ name }) => /([\w-]+)(?:\.py|\/__init__\.py)$/.exec(name)?.[1]);
  const installed = snippetsOf(lesson).flatMap(({ text }) =>
    [...text.matchAll(/\bpip3?\s+install\s+([^\n;&|]+)/g)].flatMap(([, list = '']) => list.split(/\s+/)),
  );
  return new Set(
    [
      ...files,
      ...installed.map((name) =>
        name
          .replace(/[=<>~[].*/, '')
          .replaceAll('-', '_')
          .toLowerCase(),
      ),
    ].filter((name) => name !== undefined),
  );
}

/** Misspelled modules of Python, and what of Python and Go only a toolchain could tell. */
function toolchainFindings(lesson: Lesson, code: readonly Snippet[], notVerified: LessonUnderCheck['notVerified']) {
  const own = ownModules(lesson);
  return code.flatMap((snippet) => {
    const where = `${snippet.file}:${snippet.firstLine}`;
    if (snippet.language === 'go' && !isOnPurpose(snippet))
      notVerified('types and imports of Go (only its syntax is read here)', where);
    if (!/^py(?:thon)?$/.test(snippet.language) || isOnPurpose(snippet)) return [];
    const { problems, unknown } = moduleProblems(snippet.text, own);
    for (const name of new Set(unknown)) notVerified(`the Python module ${name} (it is none of Python's own)`, where);
    return toFindings('code/python', snippet, problems);
  });
}

/** Whether code is to be run, too; src/checks/programs/ does it. */
export function isRun({ language, options }: Snippet): boolean {
  return options.get('checked') === 'run' && checkedValues(language).includes('run');
}

/** What is wrong with the CEL in manifests. */
function celFindings(snippet: Snippet): Finding[] {
  return isOnPurpose(snippet) ? [] : toFindings('code/cel', snippet, manifestCelProblems(snippet.text));
}

function snippetFindings(snippet: Snippet, notVerified: LessonUnderCheck['notVerified']): Finding[] {
  const rule = codeRule(snippet.language);
  if (rule === undefined) return [];
  // What is run may be wrong only when it runs.
  if (isRun(snippet) && isOnPurpose(snippet)) return [];
  const compile = snippet.options.get('checked') === 'compile';
  // In Python and JavaScript dots mean something; JSON with something left out is no JSON that anybody could use.
  const { text, leftOut } =
    /^(?:ya?ml|go)$/.test(snippet.language) && snippet.origin !== 'file'
      ? readPart(snippet)
      : { text: snippet.text, leftOut: undefined };
  const problems = languageProblems(snippet.language, text, { whole: snippet.origin === 'file', compile });
  if (leftOut === undefined || !isYaml(snippet)) return judgeCode(rule, snippet, problems);
  const after = problems.filter(({ line }) => line >= leftOut - 1);
  const [first] = after;
  if (first)
    notVerified(
      'YAML of which so much was left out that nothing can read it any more',
      `${snippet.file}:${placeInFile(snippet, first).line}`,
    );
  return judgeCode(
    rule,
    snippet,
    problems.filter((problem) => !after.includes(problem)),
  );
}

/** `jsonpath='…'` and `'jsonpath=…'`: a template in single quotes, which the shell leaves as it is. */
const TEMPLATE = /(?:jsonpath(?:-as-json)?='([^'\n]*)'|'jsonpath(?:-as-json)?=([^'\n]*)')(?=[\s)=|;"&>`]|$)/dg;

/** Mistakes in the JSONPath that commands in a text are given. Templates with `…` are shortened, and passed over. */
function commandProblems(text: string): CodeProblem[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(TEMPLATE)].flatMap((match) => {
      const template = match[1] ?? match[2] ?? '';
      const start = (match.indices?.[1] ?? match.indices?.[2])?.[0] ?? 0;
      if (/…|\.\.\.|\\"/.test(template)) return [];
      return jsonpathProblems(template).map(({ column, message, remedy }) => ({
        line: index + 1,
        column: start + column,
        message,
        remedy,
      }));
    }),
  );
}

/** Mistakes in JSONPath in the commands by which a lab is checked. */
function labFindings(lesson: Lesson): Finding[] {
  const file = dataFile(lesson, 'lab.yaml');
  const source = lesson.sources['lab.yaml'] ?? '';
  return (dataOf(file, source) ?? [])
    .filter(({ key }) => key === 'run')
    .flatMap(({ value, piece }) =>
      commandProblems(value).map(({ line, column, message, remedy }) => {
        const before = value.split('\n').slice(0, line - 1);
        const offset = before.reduce((sum, { length }) => sum + length + 1, column - 1);
        const place = placeAt(source, piece().at(offset));
        return finding('code/jsonpath', file, place, { message, why: WHY, remedy });
      }),
    );
}

/** Mistakes in JSONPath in the commands of a lesson: those it shows, and those by which its lab is checked. */
function commandFindings(lesson: Lesson, snippets: readonly Snippet[]): Finding[] {
  const shown = snippets
    .filter((snippet) => WITH_COMMANDS.has(snippet.language) && !isOnPurpose(snippet))
    .flatMap((snippet) => toFindings('code/jsonpath', snippet, commandProblems(snippet.text)));
  return [...shown, ...labFindings(lesson)];
}

/** YAML with double braces that is none before something has been put in. */
function isTemplate(snippet: Snippet): boolean {
  return isYaml(snippet) && snippet.text.includes('{{') && yamlMistakes(snippet.text).length > 0;
}

/**
 * Reports code that its language does not allow, in fences, in files and in texts of commands; what nothing verifies is
 * listed with the reason. Code that says checked="run" is only parsed here.
 */
function checkCode({ lesson, notVerified }: LessonUnderCheck): Finding[] {
  for (const [{ file, firstLine }, claim] of claimsOf(lesson)) {
    if ('unverified' in claim) notVerified(claim.unverified, `${file}:${firstLine}`);
  }
  const code = claimedBy(lesson, 'code');
  for (const { file, firstLine } of code.filter(isTemplate)) {
    notVerified(
      'YAML with double braces (it becomes YAML only when something has been put in)',
      `${file}:${firstLine}`,
    );
  }
  return [
    ...code.flatMap((snippet) => snippetFindings(snippet, notVerified)),
    ...claimedBy(lesson, 'manifests').flatMap(celFindings),
    ...code.flatMap((snippet) =>
      isOnPurpose(snippet) ? [] : toFindings('code/configuration', snippet, runtimeProblems(snippet)),
    ),
    ...claimedBy(lesson, 'shell').flatMap((snippet) =>
      isOnPurpose(snippet) ? [] : toFindings('code/configuration', snippet, etcdEnvironmentProblems(snippet.text)),
    ),
    ...toolchainFindings(lesson, code, notVerified),
    ...commandFindings(lesson, snippetsOf(lesson)),
  ];
}

/** Languages allow the code that is shown. */
export const code = defineRule({
  names: [
    'code/cel',
    'code/configuration',
    'code/dockerfile',
    'code/go',
    'code/javascript',
    'code/json',
    'code/jsonpath',
    'code/promql',
    'code/python',
    'code/toml',
    'code/typescript',
    'code/valid-after-all',
    'code/yaml',
  ],
  needs: 'lesson',
  check: checkCode,
});
