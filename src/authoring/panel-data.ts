import type { Finding } from '../findings/finding.ts';

/** Where the development server answers with findings, and the event with which it says that they have changed. */
export const FINDINGS_PATH = '/__findings';
export const FINDINGS_EVENT = 'commonhelm:findings';

/** What the panel of a page shows. */
export interface PanelData {
  /** Findings in the folder of the lesson that is open; on other pages all of them. */
  here: readonly Finding[];
  /** How many more there are elsewhere. */
  elsewhere: number;
  /** Folder of the curriculum on this machine, so that a click can open an editor there. */
  root: string;
  /** Address below which each rule has its page. */
  rules: string;
  /** False until the first check has ended. */
  checked: boolean;
}

/** The findings that concern a page. @param folder folder of the lesson that is open, or undefined on other pages. */
export function findingsFor(findings: readonly Finding[], folder: string | undefined): Finding[] {
  return findings.filter(({ file }) => folder === undefined || file.startsWith(`${folder}/`));
}

/** What the terminal is told after a check: what is new, and how much was mended. Undefined if nothing has changed. */
export function changes(
  before: readonly Finding[],
  after: readonly Finding[],
): { added: Finding[]; mended: number } | undefined {
  const key = ({ rule, file, message }: Finding): string => JSON.stringify([rule, file, message]);
  const known = new Set(before.map(key));
  const present = new Set(after.map(key));
  const added = after.filter((finding) => !known.has(key(finding)));
  const mended = before.filter((finding) => !present.has(key(finding))).length;
  return added.length === 0 && mended === 0 ? undefined : { added, mended };
}
