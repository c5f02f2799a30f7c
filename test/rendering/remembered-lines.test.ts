import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import javascript from '@shikijs/langs/javascript';
import shellscript from '@shikijs/langs/shellscript';
import yaml from '@shikijs/langs/yaml';
import { createCssVariablesTheme, createHighlighterCoreSync, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { beforeAll, describe, expect, test } from 'vitest';
import { rememberLines } from '../../src/rendering/remembered-lines.ts';

const LANGUAGES = { yaml, bash: shellscript, js: javascript };
type Language = keyof typeof LANGUAGES;

const highlighter = (): HighlighterCore =>
  createHighlighterCoreSync({
    themes: [createCssVariablesTheme({ name: 'roles' })],
    langs: Object.values(LANGUAGES).flat(),
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });

const colored = (by: HighlighterCore, code: string, lang: Language): unknown =>
  by.codeToTokensBase(code, { lang, theme: 'roles', tokenizeTimeLimit: 0 });

/** Code in which the same lines stand in other surroundings: in texts of several lines, in comments, after what is not closed. */
const TRICKY: readonly (readonly [Language, string])[] = [
  ['yaml', 'a: |\n  b: "c"\n  # no comment\nb: "c"\n# a comment'],
  ['yaml', 'b: "c"\na: >-\n  b: "c"\n\n  b: "c"\nc: &d [b, "c"]\n---\nb: "c"'],
  ['yaml', 'a: "not closed\n  b: c\n  d"\nb: c\nd'],
  ['bash', 'cat <<\'END\'\necho $HOME\nEND\necho $HOME\necho "\necho $HOME\n"'],
  ['bash', 'cat <<OTHER\necho $HOME\nEND\nOTHER\necho $HOME'],
  ['js', '/*\nconst a = 1;\n*/\nconst a = 1;\nconst b = `\nconst a = 1;\n`;\nconst a = 1;'],
];

/** Every manifest of lessons. */
const manifests = (): (readonly [Language, string])[] =>
  readdirSync('content', { recursive: true, encoding: 'utf8' })
    .filter((path) => /[/\\]files[/\\].*\.yaml$/.test(path))
    .map((path) => ['yaml', readFileSync(join('content', path), 'utf8')]);

describe('a grammar that remembers lines', () => {
  let plain: HighlighterCore;
  beforeAll(() => {
    plain = highlighter();
  });

  test('colors as one that does not, in whatever order, and again', () => {
    const remembering = highlighter();
    for (const language of Object.keys(LANGUAGES)) rememberLines(remembering.getLanguage(language));
    const blocks = [...TRICKY, ...manifests()];
    expect(blocks.length).toBeGreaterThan(100);
    for (const order of [blocks, [...blocks].reverse(), blocks])
      for (const [language, code] of order)
        expect(colored(remembering, code, language), code).toEqual(colored(plain, code, language));
  });

  test('forgets what would be too much, and colors on', () => {
    const forgetful = highlighter();
    rememberLines(forgetful.getLanguage('yaml'), 3);
    for (const [language, code] of TRICKY.filter(([name]) => name === 'yaml'))
      expect(colored(forgetful, code, language), code).toEqual(colored(plain, code, language));
  });
});
