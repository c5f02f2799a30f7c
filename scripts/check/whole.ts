import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import { baselinesOf, siteTokens } from '../../src/assembly/load.ts';
import { checkBrands, checkRepository, checkWithPrograms } from '../../src/checks/check.ts';
import { coverageReport } from '../../src/checks/coverage-report.ts';
import { jailState } from '../../src/checks/programs/jail/state.ts';
import { readingLevelReport } from '../../src/checks/reading-level.ts';
import type { Asked, KeptReport } from '../../src/checks/report-memory.ts';
import { beginTextMemories } from '../../src/checks/text-memories.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { readContent } from '../../src/curriculum/read.ts';
import type { Finding } from '../../src/findings/finding.ts';

/** What is checked, and how it is printed. */
export interface Wanted {
  only: readonly string[];
  prose: boolean;
  print(findings: readonly Finding[], rules?: string): string;
  /** What is printed of that which could not be verified; undefined for reports that programs read. */
  unverified: 'summary' | 'details' | undefined;
  /** Whether nothing is taken from an earlier check. */
  isAnew: boolean;
}

/** A report that may be kept. */
export interface Found extends KeptReport {
  isMomentary: boolean;
  /** How hard the texts are to read, if that was asked for. */
  levels: string | undefined;
}

let writeTexts: ((all: boolean) => void) | undefined;

/** Checks everything that is asked for. */
export async function checkAll(root: string, { unverified: shown, isAnew }: Wanted, asked: Asked): Promise<Found> {
  if (!isAnew) writeTexts ??= beginTextMemories(root);
  const files = readContent(root);
  const compared = { ...asked, baselines: baselinesOf(root, files) };
  const report = await checkWithPrograms(files, compared);
  const inBrands = process.env.BRAND ? [] : checkBrands(files, compared, report.findings);
  const beside = asked.only.length > 0 ? [] : checkRepository(root, files);
  writeTexts?.(asked.only.length === 0);
  return {
    ...report,
    findings: [...report.findings, ...inBrands, ...beside],
    levels: shown === 'details' ? readingLevelReport(report.lessons) : undefined,
  };
}

/** How much of each exam is taught. @throws UserError if the curriculum cannot be read */
export function coverage(root: string): string {
  const { curriculum } = assembleCurriculum(readContent(root), siteTokens());
  if (!curriculum) throw new UserError('The curriculum cannot be read; "npm run check" says why.');
  return coverageReport(curriculum);
}

/** @throws UserError if this machine cannot keep what lessons bring in a jail: nothing is to be left out in silence. */
export async function requireJail(): Promise<void> {
  const jail = await jailState();
  if (jail.closed) return;
  throw new UserError(
    `There is no jail for code and programs of lessons: ${jail.reason}.\nWhy: Nothing of them is run without one, and --require-jail asks that everything be verified.\nDo:  Install Bubblewrap, and let it make user namespaces; SECURITY.md says how.`,
  );
}
