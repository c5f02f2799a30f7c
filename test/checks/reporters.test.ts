import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/checks/check.ts';
import { reporters } from '../../src/checks/reporters/index.ts';
import { finding } from '../../src/findings/finding.ts';
import { paths, textOf, withChange } from '../helpers/fixture.ts';

const findings = [
  finding(
    'link/unknown-lesson',
    'content/a b.mdx',
    { line: 3, column: 7 },
    { message: 'No: 100%, really\nnot.', why: 'Why, then?', remedy: 'Do it.' },
  ),
  finding('watch/due', 'content/c.mdx', undefined, { message: 'Old.', why: 'Old.', remedy: 'Look.' }),
];
const print = (format: string): string => reporters[format]?.(findings) ?? '';

describe('findings', () => {
  test('become annotations on a pull request', () => {
    expect(print('github').split('\n')).toEqual([
      '::error file=content/a b.mdx,line=3,col=7,title=link/unknown-lesson::No: 100%25, really%0Anot.%0AWhy: Why, then?%0ADo: Do it.',
      '::warning file=content/c.mdx,line=1,col=1,title=watch/due::Old.%0AWhy: Old.%0ADo: Look.',
    ]);
  });

  test('reach a terminal without what it would obey', () => {
    const hostile = finding('lesson/syntax', 'x', undefined, {
      message: 'A\u001b]52;c;eA==\u0007title',
      why: 'W',
      remedy: 'R',
    });
    expect(reporters.text?.([hostile])).toContain('A\ufffd]52;c;eA==\ufffdtitle');
  });

  test('become JSON', () => {
    expect(JSON.parse(print('json'))).toEqual({ format: 1, errors: 1, warnings: 1, findings });
  });

  test('become SARIF with a rule and a place each', () => {
    const [run] = (
      JSON.parse(print('sarif')) as { runs: { results: unknown[]; tool: { driver: { rules: { id: string }[] } } }[] }
    ).runs;
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['link/unknown-lesson', 'watch/due']);
    expect(run?.results[0]).toMatchObject({
      ruleId: 'link/unknown-lesson',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'content/a%20b.mdx' },
            region: { startLine: 3, startColumn: 7 },
          },
        },
      ],
    });
  });
});

test('many findings are grouped by their rules, with why and what to do once', () => {
  const many = Array.from({ length: 169 }, (_, index) =>
    finding(
      index % 2 === 0 ? 'link/text' : 'manifest/port',
      'content/a.mdx',
      { line: index + 1, column: 1 },
      {
        message: `Wrong ${index}.`,
        why: 'Nobody can follow it.',
        remedy: index % 2 === 0 ? 'Do it.' : `Do ${index}.`,
      },
    ),
  );
  const report = reporters.text?.(many) ?? '';
  expect(report.split('\n').length).toBeLessThan(185);
  expect(report.match(/Nobody can follow it/g)).toHaveLength(2);
  expect(report).toContain('link/text  error, 85 times');
  expect(report).toContain('  content/a.mdx:2:1  Wrong 1. Do 1.');
  expect(report).toContain('169 errors, 0 warnings');
});

describe('a report', () => {
  test('names what it could not verify', () => {
    const session = '\n```terminal ran="real-cluster"\n$ ctr images ls\n...\n```\n';
    const report = checkReport(
      withChange(paths.cleat, (text) => text + session),
      { prose: false },
    );
    expect(report.editions.map(({ forge }) => forge)).toEqual(['https://forge.example/tiny/harbor']);
    expect(report).toMatchObject({
      findings: [],
      unverified: [
        {
          what: 'commands of ctr (there is no table of them)',
          where: `${paths.cleat}:${textOf(paths.cleat).split('\n').length + 2}`,
        },
      ],
      rules: 'https://tiny.example/contribute/rules/',
    });
    const newer = checkReport(
      withChange(paths.versions, (text) => `${text.trimEnd()}\n  kubectl: "1.99.0"\n`),
      { prose: false },
    );
    expect(newer.unverified).toEqual([
      { what: 'kubectl 1.99.0 (what is shown is checked against 1.36.3)', where: 'content/versions.yaml:1' },
    ]);
  });
});
