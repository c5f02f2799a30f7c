import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explainedRules, readExplanations } from '../../src/checks/explanation.ts';
import { rules } from '../../src/checks/rules/index.ts';
import { catalog, isRule, ruleNames } from '../../src/findings/catalog.ts';
import { groups } from '../../src/findings/groups.ts';
import { codeRule, VERIFIED_LANGUAGES } from '../../src/languages/problems.ts';
import { findingsOf } from '../helpers/example.ts';

const explanations = readExplanations();

/** Names of rules that stand in the source, written out. */
function rulesInSource(): string[] {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src', 'scripts'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => /\.ts$/.test(path) && !/findings\/catalog\.ts$/.test(path) && existsSync(path));
  const named = new RegExp(`['"\`]((?:${Object.keys(groups).join('|')})/[a-z][a-z-]+)['"\`]`, 'g');
  return [
    ...new Set(files.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(named)].map(([, rule = '']) => rule))),
  ];
}

test('every rule of the catalog has a page, and every page a rule', () => {
  expect(explainedRules()).toEqual(ruleNames);
});

test('every rule that the source names is in the catalog, and every rule of the catalog is used', () => {
  const named = rulesInSource().filter((rule) => !/^(image\/(png|jpeg|svg|x-icon|webp|gif|avif))$/.test(rule));
  expect(named.filter((rule) => !isRule(rule))).toEqual([]);
  // These names are put together from a group and a kind, and the compiler knows all that can come of it.
  const composed =
    /^(manifest|manifest-style|command)\/|^(structure\/(no-such|unlisted)|reference\/unknown|layer\/unknown)-/;
  expect(ruleNames.filter((rule) => !named.includes(rule) && !composed.test(rule))).toEqual([]);
});

test('what judges prose, and only that, is left out where prose is left unjudged', () => {
  const judged = (needs: 'lesson' | 'prose' | 'curriculum'): string[] => rules[needs].flatMap(({ names }) => names);
  const prose = ruleNames.filter((rule) => catalog[rule].stage === 'prose');
  expect(prose.filter((rule) => ![...judged('prose'), ...judged('curriculum')].includes(rule))).toEqual([]);
  expect(prose.filter((rule) => judged('lesson').includes(rule))).toEqual([]);
});

test('the rule of every language is explained', () => {
  expect([...VERIFIED_LANGUAGES].filter((language) => !explanations.has(codeRule(language) ?? ''))).toEqual([]);
});

test('the workshop has no mistakes', async () => {
  expect(await findingsOf('files/none.txt', 'nothing\n')).toEqual([]);
});

describe.each([...explanations.values()])('$rule', ({ rule, examples, untried }) => {
  test('has an example, or says why it has none', () => {
    expect(examples.length > 0).toBe(untried === undefined);
  });

  test.each(examples)(
    'finds what is wrong in example %#',
    async ({ where, wrong, file, line, message, with: others }) => {
      const found = await findingsOf(where, wrong, others);
      const all = found.filter((finding) => finding.rule === rule);
      const own = all.find((finding) => (file === undefined ? finding.inExample : finding.file.endsWith(file)));
      expect(own && { line: own.line, message: own.message }).toEqual({ line, message });
      expect(found.map((finding) => finding.rule).filter((name) => name !== rule)).toEqual([]);
    },
  );

  test.each(examples)('finds nothing in example %# once it is mended', async ({ where, right, with: others }) => {
    expect(await findingsOf(where, right, others)).toEqual([]);
  });
});
