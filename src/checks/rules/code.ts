import { dataFile, type Lesson } from '../../curriculum/model.ts';
import { dataOf } from '../../curriculum/text/data.ts';
import { checkedValues } from '../../curriculum/text/fence-options.ts';
import type { RuleName } from '../../findings/catalog.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { jsonpathProblems } from '../../languages/jsonpath.ts';
import { manifestCelProblems } from '../../languages/manifest-cel.ts';
import { type CodeProblem, placeAt } from '../../languages/problem.ts';
import { codeRule, languageProblems } from '../../languages/problems.ts';
import { validAfterAll } from '../on-purpose.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { placeInFile, type Snippet, snippetsOf } from '../snippets.ts';
import { SHELLS } from '../typed-commands.ts';

const WHY = 'A learner who copies it gets an error instead of what the lesson says.';

/** What the first line of a file says if its code is wrong, and is meant to be. */
const ON_PURPOSE = /^\s*(?:#|\/\/|\/\*|--).*\binvalid on purpose\b/i;

/** Languages in which a line of commands may stand. */
const WITH_COMMANDS: ReadonlySet<string> = new Set([...SHELLS, 'zsh', 'terminal']);

function isOnPurpose({ options, origin, text }: Snippet): boolean {
  return options.has('invalid') || (origin === 'file' && ON_PURPOSE.test(text));
}

/** Whether another rule looks at a snippet, or must: manifests, and the templates of Helm. */
function isElsewhere({ language, text, file }: Snippet): boolean {
  if (!/^ya?ml$/.test(language)) return false;
  return /^(apiVersion|kind):/m.test(text) || (/\/templates\//.test(file) && text.includes('{{'));
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

/** Whether code is to be run, too; src/checks/programs/ does it. */
export function isRun({ language, options }: Snippet): boolean {
  return options.get('checked') === 'run' && checkedValues(language).includes('run');
}

function snippetFindings(snippet: Snippet): Finding[] {
  const rule = codeRule(snippet.language);
  if (rule === undefined) return [];
  if (isElsewhere(snippet)) {
    return isOnPurpose(snippet) ? [] : toFindings('code/cel', snippet, manifestCelProblems(snippet.text));
  }
  // What is run may be wrong only when it runs.
  if (isRun(snippet) && isOnPurpose(snippet)) return [];
  const compile = snippet.options.get('checked') === 'compile';
  return judgeCode(
    rule,
    snippet,
    languageProblems(snippet.language, snippet.text, { whole: snippet.origin === 'file', compile }),
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

/** Languages whose text is not code, and those that programs verify (see src/checks/programs/). */
const NOT_CODE: ReadonlySet<string> = new Set([
  ...WITH_COMMANDS,
  'text',
  'txt',
  'plain',
  'mermaid',
  'markdown',
  'md',
  '',
]);

/** Code in languages that nothing verifies. */
function unreadCode(snippets: readonly Snippet[]): Snippet[] {
  return snippets.filter(
    ({ language, file }) => codeRule(language) === undefined && !NOT_CODE.has(language) && !file.endsWith('.svg'),
  );
}

/**
 * Reports code that its language does not allow, in fences and in files; of languages that nothing verifies it says
 * nothing. Code that says checked="run" is only parsed here.
 */
function checkCode({ lesson, notVerified }: LessonUnderCheck): Finding[] {
  const snippets = snippetsOf(lesson);
  for (const { language, file, firstLine } of unreadCode(snippets)) {
    notVerified(`code in ${language} (nothing here can read it)`, `${file}:${firstLine}`);
  }
  return [...snippets.flatMap(snippetFindings), ...commandFindings(lesson, snippets)];
}

/** Languages allow the code that is shown. */
export const code = defineRule({
  names: [
    'code/cel',
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
