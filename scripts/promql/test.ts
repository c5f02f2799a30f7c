import { readFileSync } from 'node:fs';
import { type Case, TestRun } from '../../src/lab/metrics/promql/testlanguage/run.ts';

/** What is wrong with a file that cannot be read at all. */
export function unreadable(path: string, problem: unknown): string {
  const code = problem instanceof Error && 'code' in problem ? problem.code : undefined;
  if (code === 'ENOENT') return `There is no file ${path}. Check its name, and the folder that you are in.`;
  if (code === 'EISDIR') return `${path} is a folder. Name the files in it.`;
  return `${path} cannot be read: ${problem instanceof Error ? problem.message : String(problem)}`;
}

const count = (cases: readonly Case[], outcome: Case['outcome']): number =>
  cases.filter((one) => one.outcome === outcome).length;

function printCases(path: string, cases: readonly Case[], isVerbose: boolean): void {
  const [passed, failed, skipped] = [count(cases, 'passed'), count(cases, 'failed'), count(cases, 'skipped')];
  console.log(`${path}: passed ${passed}, failed ${failed}, skipped ${skipped}`);
  const reasons = new Map<string, number>();
  for (const { reason } of cases) if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  for (const [reason, times] of reasons) console.log(`  skipped ${times}: ${reason}`);
  if (!isVerbose) return;
  for (const { line, query, difference } of cases)
    if (difference)
      console.log(`  ${path}:${line}: ${query}\n    expected: ${difference.expected}\n    got:      ${difference.got}`);
}

/** Runs tests and prints how they went. @returns whether all could be read, and none failed */
export function testFiles(paths: readonly string[], isVerbose: boolean): boolean {
  const all: Case[] = [];
  let areReadable = true;
  for (const path of paths) {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (problem) {
      console.log(unreadable(path, problem));
      areReadable = false;
      continue;
    }
    const { cases, problems } = new TestRun().run(text);
    for (const { line, message } of problems) console.log(`${path}:${line}: ${message}`);
    if (problems.length > 0) areReadable = false;
    printCases(path, cases, isVerbose);
    all.push(...cases);
  }
  const failed = count(all, 'failed');
  console.log(`passed ${count(all, 'passed')}, failed ${failed}, skipped ${count(all, 'skipped')}`);
  return areReadable && failed === 0;
}
