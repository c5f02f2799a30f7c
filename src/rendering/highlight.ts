import css from '@shikijs/langs/css';
import docker from '@shikijs/langs/docker';
import go from '@shikijs/langs/go';
import http from '@shikijs/langs/http';
import ini from '@shikijs/langs/ini';
import javascript from '@shikijs/langs/javascript';
import json from '@shikijs/langs/json';
import jsonc from '@shikijs/langs/jsonc';
import jsonl from '@shikijs/langs/jsonl';
import python from '@shikijs/langs/python';
import shellscript from '@shikijs/langs/shellscript';
import toml from '@shikijs/langs/toml';
import typescript from '@shikijs/langs/typescript';
import xml from '@shikijs/langs/xml';
import yaml from '@shikijs/langs/yaml';
import {
  createCssVariablesTheme,
  createHighlighterCoreSync,
  type HighlighterCore,
  type LanguageRegistration,
} from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { escapeHtml } from '../strings/html.ts';
import { diffLines } from './diff-lines.ts';
import type { MadeBefore } from './made-before.ts';
import { rememberLines } from './remembered-lines.ts';

const LANGUAGES: LanguageRegistration[] = [
  css,
  docker,
  go,
  http,
  ini,
  javascript,
  json,
  jsonc,
  jsonl,
  python,
  shellscript,
  toml,
  typescript,
  xml,
  yaml,
].flat();

/** Languages that are shown as they are. */
const PLAIN = new Set(['text', 'txt', 'console', 'powershell', 'terminal', 'cel', 'jsonpath', 'promql', 'diff']);

/** Other names that authors use. */
const ALIASES: Readonly<Record<string, string>> = {
  containerfile: 'docker',
  conf: 'ini',
  gomod: 'text',
  env: 'ini',
  patch: 'diff',
};

/**
 * One class per color role instead of an inline style per token: the page stays small, both color schemes share one
 * tokenising pass, and a strict Content-Security-Policy holds. Punctuation and plain text keep the color of the block.
 */
const ROLES: Readonly<Record<string, string>> = {
  'var(--t-token-constant)': 'n',
  'var(--t-token-string)': 's',
  'var(--t-token-string-expression)': 's',
  'var(--t-token-comment)': 'c',
  'var(--t-token-keyword)': 'k',
  'var(--t-token-parameter)': 'v',
  'var(--t-token-function)': 'f',
  'var(--t-token-link)': 's',
};

const THEME = createCssVariablesTheme({ name: 'roles', variablePrefix: '--t-' });
let highlighter: HighlighterCore | undefined;

const remembering = new Set<string>();

/** What colors code in a language, and remembers its lines. */
function highlighterOf(language: string): HighlighterCore {
  highlighter ??= createHighlighterCoreSync({
    themes: [THEME],
    langs: LANGUAGES,
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  const grammar = highlighter.getLanguage(language);
  if (!remembering.has(grammar.name)) rememberLines(grammar);
  remembering.add(grammar.name);
  return highlighter;
}

const COLORED = new Set(LANGUAGES.flatMap(({ name, aliases = [] }) => [name, ...aliases]));

/** Whether code in this language can be colored, or is known to need no colors. */
export function knowsLanguage(language: string): boolean {
  return PLAIN.has(language) || Object.hasOwn(ALIASES, language) || COLORED.has(language);
}

/** Names of languages that authors may use. */
export function languageNames(): string[] {
  return [...PLAIN, ...Object.keys(ALIASES), ...COLORED].sort();
}

/** Each line of the code as HTML, as it is. */
export function plainLines(code: string): string[] {
  return code.split('\n').map(escapeHtml);
}

/** Lines of HTML by language and code. */
let colored: MadeBefore | undefined;

/** Has code be taken from where it was kept, and kept there: Shiki compiles its patterns first, which takes longer than coloring a lesson. */
export function colorFrom(kept: MadeBefore | undefined): void {
  colored = kept;
}

/** Each line of the code as HTML, colored by role classes; an unknown language comes as plain text. */
export function highlightLines(code: string, language: string): string[] {
  const name = (Object.hasOwn(ALIASES, language) ? ALIASES[language] : undefined) ?? language;
  if (name === 'diff') return diffLines(code);
  if (PLAIN.has(name) || !COLORED.has(name)) return plainLines(code);
  const text = `${name}\0${code}`;
  const known = colored?.read(text);
  if (known !== undefined) return known.split('\n');
  const lines = colorLines(code, name);
  colored?.keep(text, lines.join('\n'));
  return lines;
}

function colorLines(code: string, name: string): string[] {
  return (
    highlighterOf(name)
      // Without a limit of time: a line that took too long would lose its colors on a machine that has much else to do.
      .codeToTokensBase(code, { lang: name, theme: 'roles', tokenizeTimeLimit: 0 })
      .map((line) => {
        let html = '';
        let run = '';
        let role: string | undefined;
        const flush = (): void => {
          if (run) html += role ? `<i class="${role}">${escapeHtml(run)}</i>` : escapeHtml(run);
          run = '';
        };
        for (const token of line) {
          const next = token.content.trim() === '' ? role : ROLES[token.color ?? ''];
          if (next !== role) flush();
          role = next;
          run += token.content;
        }
        flush();
        return html;
      })
  );
}
