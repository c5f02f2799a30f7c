import { writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { type FailedTest, REPORT_VARIABLE, type TestReport } from './report.ts';

function secondsOf(module: TestModule): number {
  const { collectDuration, duration, environmentSetupDuration, prepareDuration, setupDuration } = module.diagnostic();
  return (collectDuration + duration + environmentSetupDuration + prepareDuration + setupDuration) / 1000;
}

const firstLine = (errors: readonly { message: string }[] = []): string =>
  (errors[0]?.message ?? 'no message').split('\n', 1).join('');

/** Tests that failed, and what failed outside of them: hooks, and a file that cannot be loaded. */
function failuresOf(module: TestModule): FailedTest[] {
  const tests = [...module.children.allTests('failed')].map((test) => ({
    test: test.fullName,
    why: firstLine(test.result().errors),
  }));
  const groups = [module, ...module.children.allSuites()].flatMap((group) =>
    group.errors().map((error) => ({
      test: group.type === 'suite' ? group.fullName : '(outside of the tests)',
      why: firstLine([error]),
    })),
  );
  return [...groups, ...tests];
}

/** Tells scripts/test.ts which tests were run, and how long each file took, hooks and imports included. */
export default class CountingReporter implements Reporter {
  /** Writes the report. @param modules all files of tests. @param errors what was thrown outside of them. */
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const path = process.env[REPORT_VARIABLE];
    if (path === undefined) throw new Error(`${REPORT_VARIABLE} does not say where the report is written.`);
    const counts = modules.map((module) => {
      const failed = [...module.children.allTests('failed')].length;
      return {
        passed: [...module.children.allTests('passed')].length,
        // A hook that failed, or a file that cannot be loaded, has no failed test.
        failed: module.state() === 'failed' ? Math.max(1, failed) : failed,
      };
    });
    const sum = (key: 'passed' | 'failed'): number => counts.reduce((total, count) => total + count[key], 0);
    const report: TestReport = {
      passed: sum('passed'),
      failed: sum('failed') + errors.length,
      files: modules.map((module) => ({
        file: relative(process.cwd(), module.moduleId).split(sep).join('/'),
        seconds: secondsOf(module),
        passed: [...module.children.allTests('passed')].length,
        skipped: [...module.children.allTests('skipped')].length,
        failures: failuresOf(module),
      })),
    };
    writeFileSync(path, JSON.stringify(report));
  }
}
