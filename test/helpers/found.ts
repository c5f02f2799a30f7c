import { checkContent } from '../../src/checks/check.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { placeOf } from './fixture.ts';

/** What one rule finds in some files, as `file:line:column message`. */
export function found(files: ContentFiles, rule: string): string[] {
  return checkContent(files, { today: '2026-06-01' })
    .filter((finding) => finding.rule === rule)
    .map((finding) => `${placeOf(finding)} ${finding.message}`);
}
