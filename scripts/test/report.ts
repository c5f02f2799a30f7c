import { readFileSync } from 'node:fs';

/** How long a file of tests took. */
export interface FileSeconds {
  file: string;
  seconds: number;
}

/** Which tests a step has run. */
export interface TestReport {
  passed: number;
  /** Tests that failed, and files that could not even be loaded. */
  failed: number;
  files: readonly FileSeconds[];
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
export function slowest(files: readonly FileSeconds[], count: number): string[] {
  return [...files]
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, count)
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
}
