import type { MonitoringCondition } from '../../../curriculum/schema/lab-monitoring.ts';
import { expositionProblems } from '../exposition/lint.ts';
import { parseExposition } from '../exposition/parse.ts';
import { NAME } from '../promql/labels.ts';
import { readRuleFile } from '../rules/file.ts';
import type { RuleGroup } from '../rules/rule.ts';
import { readUnitTests } from '../rules/unit-tests/read.ts';
import { runUnitTests } from '../rules/unit-tests/run.ts';
import { matching } from './folder.ts';

/** Files of the lesson, by their names. */
export type Pages = Readonly<Record<string, string>>;
type Of<Kind extends MonitoringCondition['kind']> = Extract<MonitoringCondition, { kind: Kind }>;

/** Whether tests of rules pass; undefined if nothing is tested: the tests, or the rules that they name, cannot be read or are not there. */
function testsPass(text: string, files: ReadonlyMap<string, string>, instead?: string): boolean | undefined {
  const tests = readUnitTests(text);
  const cases = tests.tests.reduce((sum, one) => sum + one.alertTests.length + one.expressionTests.length, 0);
  if (tests.problems.length > 0 || cases === 0) return undefined;
  const groups: RuleGroup[] = [];
  for (const pattern of tests.ruleFiles) {
    const names = matching(pattern, files.keys());
    if (names.length === 0) return undefined;
    for (const name of names) {
      const read = readRuleFile(instead ?? files.get(name) ?? '', tests.evaluationInterval);
      if (read.problems.length > 0) return undefined;
      if (instead === undefined || groups.length === 0) groups.push(...read.groups);
    }
  }
  return groups.length === 0 ? undefined : runUnitTests(tests, groups).length === 0;
}

/** Whether the rules in the folder pass tests that an author has written. */
export function ruleTestsHold(tests: string, files: ReadonlyMap<string, string>): boolean {
  return testsPass(tests, files) === true;
}

/** Whether tests of the learner pass, and fail with each file of rules that are wrong. */
export function ownTestsHold(
  { tests, catches }: Of<'own-tests'>,
  files: ReadonlyMap<string, string>,
  pages: Pages,
): boolean {
  const text = files.get(tests);
  if (text === undefined || testsPass(text, files) !== true) return false;
  return catches.every((name) => testsPass(text, files, pages[name] ?? '') === false);
}

/** Whether a text parses, would have no complaint of promtool, and has certain metrics. */
export function expositionHolds({ has }: Of<'exposition'>, text: string | undefined): boolean {
  if (text === undefined || text.trim() === '') return false;
  const isOpenMetrics = /# EOF\n?$/.test(text);
  const exposition = parseExposition(text, isOpenMetrics ? 'openmetrics' : 'text');
  const { samples, metadata } = exposition;
  if (expositionProblems(exposition, isOpenMetrics).length > 0) return false;
  return has.every(({ name, type, labels, value }) => {
    if (type !== undefined && (metadata.get(name)?.type ?? 'untyped') !== type) return false;
    const own = samples.filter((sample) => {
      const sampled = sample.labels.get(NAME);
      return sampled === name || (metadata.has(name) && sampled.replace(/_(?:bucket|sum|count|total)$/, '') === name);
    });
    return own.some(
      (sample) =>
        Object.entries(labels).every(([label, wanted]) => sample.labels.get(label) === wanted) &&
        (value === undefined || sample.value === value),
    );
  });
}
