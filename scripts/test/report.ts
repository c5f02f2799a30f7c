import { readFileSync } from 'node:fs';

/** A test that failed. */
export interface FailedTest {
  /** Its names, from the outermost group to its own. */
  test: string;
  /** First line of why it failed. */
  why: string;
}

/** What became of a file of tests. */
export interface FileReport {
  file: string;
  seconds: number;
  passed: number;
  /** Tests that the machine, or `npm test` instead of `npm run test:long`, leaves out. */
  skipped: number;
  failures: readonly FailedTest[];
}

/** Which tests a step has run. */
export interface TestReport {
  passed: number;
  /** Tests that failed, and files that could not even be loaded. */
  failed: number;
  files: readonly FileReport[];
}

/** Environment variable that says where the reporter of Vitest writes its report. */
export const REPORT_VARIABLE = 'TEST_REPORT';

/** Reads a report. @returns nothing if there is none, or only a part of one: then what should have written it has crashed. */
export function readReport(path: string): TestReport | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as TestReport;
  } catch {
    return undefined;
  }
}

/** The slowest files of tests, the slowest first, as lines to be printed. */
export function slowest(files: readonly Pick<FileReport, 'file' | 'seconds'>[], count: number): string[] {
  return [...files]
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, count)
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
}

/** Each test that failed, as a line to be printed: CI may keep no more than the end of what is printed. */
export function failures(files: readonly FileReport[]): string[] {
  return files.flatMap(({ file, failures }) => failures.map(({ test, why }) => `FAILED: ${file} > ${test}: ${why}`));
}

/** Files of tests in which strangers attack the site, or the machine fails. */
const ATTACKS_AND_FAULTS =
  /^test\/(checks\/(fuzz|programs\/.*)|cli\/.*|curriculum\/(limits|file-names|characters)|build\/(faults|same-bytes|completeness|hostile-files|start)|browser\/(security|sandbox|storage)|attribution\/release|rendering\/published-files|strings\/svg|replacements)\.test\.ts$/;

/** How many attacks and faults were tried in each file, as lines to be printed. */
export function attacksAndFaults(files: readonly FileReport[]): string[] {
  return files
    .filter(({ file }) => ATTACKS_AND_FAULTS.test(file))
    .map(({ file, passed, skipped, failures }) => {
      const others = [failures.length > 0 && `${failures.length} failed`, skipped > 0 && `${skipped} left out`];
      return `${String(passed).padStart(7)} passed  ${[file, ...others.filter(Boolean)].join(', ')}`;
    });
}
