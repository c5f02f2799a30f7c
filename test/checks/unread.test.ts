import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/checks/check.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { place } from '../helpers/example.ts';
import { paths, readTiny, withChange } from '../helpers/fixture.ts';

const CODE = 'code, commands and sessions of lessons whose text cannot be shown yet (mend that first)';
const PROSE = 'prose, spelling, terms and quiz of lessons whose text cannot be shown yet (mend that first)';

const unclosed = (text: string): string => `${text}\n<Callout kind="note">\n\n\`\`\`json\n{"a": 1,}\n\`\`\`\n`;

/** What is wrong with some files, and what could not be told of them. */
function report(files: ContentFiles): { rules: string[]; unverified: string[] } {
  const { findings, unverified } = checkReport(files, { today: '2026-06-01' });
  return {
    rules: findings.map(({ rule, file }) => `${rule} ${file}`),
    unverified: unverified.map(({ what, where }) => `${where} ${what}`),
  };
}

describe('a lesson that cannot be parsed', () => {
  test('is said not to be verified, code and prose, and nothing else is guessed', () => {
    const before = report(readTiny());
    const { rules, unverified } = report(withChange(paths.cleat, unclosed));
    expect(rules.filter((one) => !before.rules.includes(one))).toEqual([`lesson/syntax ${paths.cleat}`]);
    expect(unverified.filter((one) => !before.unverified.includes(one))).toEqual([
      `${paths.cleat}:1 ${CODE}`,
      `${paths.cleat}:1 ${PROSE}`,
    ]);
  });

  test('has files that are verified by themselves', () => {
    const { rules } = report(
      place('files/a.json', '{"a": 1,}\n', place('text', '<Callout kind="note">\n').files).files,
    );
    expect(rules).toEqual([
      expect.stringMatching(/^code\/json .*\/files\/a\.json$/),
      expect.stringMatching(/^lesson\/syntax .*\/lesson\.mdx$/),
    ]);
  });

  test('is not said to lack what may stand where nobody can see it', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: one\nspec:\n  containers:\n    - name: web\n      image: registry.example.com/web:1\n      envFrom:\n        - configMapRef:\n            name: settings\n';
    const rules = (files: ContentFiles): string[] =>
      report(place('files/pod.yaml', text, files).files).rules.filter((rule) => rule.startsWith('manifest/'));
    expect(rules(place('files/a.txt', 'x\n').files)).toHaveLength(1);
    expect(rules(place('text', '<Callout kind="note">\n').files)).toEqual([]);
  });

  test('needs its exceptions, for all that is known', () => {
    const excepted = place(
      'frontmatter',
      'exceptions:\n  - {rule: code/json, reason: It is shown as it was sent.}\n',
    ).files;
    expect(report(excepted).rules).toEqual([expect.stringMatching(/^exception\/not-needed /)]);
    expect(report(place('text', '<Callout kind="note">\n', excepted).files).rules).toEqual([
      expect.stringMatching(/^lesson\/syntax /),
    ]);
  });
});

test('data that cannot be read is said not to be verified', () => {
  const { unverified } = report(withChange(paths.bowlineQuiz, (text) => `${text}\n\t- [\n`));
  expect(unverified).toContain(`${paths.bowlineQuiz}:1 ${CODE}`);
});
