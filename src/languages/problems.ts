/**
 * In this room: parsers and judges of code in lessons, tables of commands, and the grammar of the shell; no line of it
 * starts a process.
 */

import type { RuleName } from '../findings/catalog.ts';
import { celProblems } from './cel.ts';
import { compileProblems } from './compile-typescript.ts';
import { dockerfileProblems } from './dockerfile.ts';
import { goProblems } from './go.ts';
import { javascriptProblems } from './javascript.ts';
import { jsonProblems } from './json.ts';
import { jsonpathProblems } from './jsonpath.ts';
import type { CodeProblem } from './problem.ts';
import { promqlProblems } from './promql/problems.ts';
import { pythonProblems } from './python.ts';
import { tomlProblems } from './toml.ts';
import { yamlProblems } from './yaml.ts';

/** How a piece of code is to be looked at. */
export interface CodeOptions {
  /** Whether it is a whole file rather than a part of one. */
  whole?: boolean;
  /** Whether TypeScript is to be compiled, too; it takes a second. */
  compile?: boolean;
}

interface Language {
  /** The rule that speaks of it. */
  rule: RuleName;
  problems(text: string, whole: boolean, compile: boolean): CodeProblem[];
}

const json = (comments: boolean): Language => ({
  rule: 'code/json',
  problems: (text, whole) => jsonProblems(text, { comments, whole }),
});
const toml: Language = { rule: 'code/toml', problems: tomlProblems };
const yaml: Language = { rule: 'code/yaml', problems: yamlProblems };
const javascript: Language = {
  rule: 'code/javascript',
  problems: (text, whole) => javascriptProblems(text, 'js', whole),
};
const typescript: Language = {
  rule: 'code/typescript',
  problems: (text, whole, compile) => (compile ? compileProblems(text) : javascriptProblems(text, 'ts', whole)),
};
const go: Language = { rule: 'code/go', problems: goProblems };
const python: Language = { rule: 'code/python', problems: pythonProblems };
const dockerfile: Language = { rule: 'code/dockerfile', problems: dockerfileProblems };
const promql: Language = { rule: 'code/promql', problems: promqlProblems };
const cel: Language = { rule: 'code/cel', problems: celProblems };
const jsonpath: Language = { rule: 'code/jsonpath', problems: jsonpathProblems };

/** Names that authors write behind the backticks. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  json: json(false),
  jsonc: json(true),
  jsonl: { rule: 'code/json', problems: (text) => jsonProblems(text, { comments: false, whole: false }) },
  toml,
  yaml,
  yml: yaml,
  js: javascript,
  mjs: javascript,
  cjs: javascript,
  javascript,
  ts: typescript,
  mts: typescript,
  cts: typescript,
  typescript,
  go,
  py: python,
  python,
  docker: dockerfile,
  dockerfile,
  containerfile: dockerfile,
  promql,
  cel,
  jsonpath,
};

/** Names of the languages whose code is verified; code in others is shown unseen. */
export const VERIFIED_LANGUAGES: ReadonlySet<string> = new Set(Object.keys(LANGUAGES));

/** The rule that speaks of a language, such as `code/json`; undefined if nothing verifies it. */
export function codeRule(language: string): RuleName | undefined {
  return VERIFIED_LANGUAGES.has(language) ? LANGUAGES[language]?.rule : undefined;
}

/** What is wrong with code, in a language by one of the names above; nothing is said of other languages. */
export function languageProblems(
  language: string,
  text: string,
  { whole = false, compile = false }: CodeOptions = {},
): CodeProblem[] {
  if (!VERIFIED_LANGUAGES.has(language) || text.trim() === '') return [];
  try {
    return LANGUAGES[language]?.problems(text, whole, compile) ?? [];
  } catch (problem) {
    // Brackets are nested deeper than the parser can follow: whether they are right is not known.
    if (problem instanceof RangeError) return [];
    throw problem;
  }
}
