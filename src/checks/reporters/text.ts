import type { Finding } from '../../findings/finding.ts';

/** Characters that a terminal would obey, were they in a lesson, instead of showing them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** How many pages are named one by one. */
const MOST_PAGES = 5;

/** Where the rules of findings are explained. */
function pagesOf(findings: readonly Finding[], address: string): string[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  if (rules.length > MOST_PAGES) return [`Every rule has a page: ${address}`];
  return ['More on it:', ...rules.map((rule) => `  ${address}${rule}/`)];
}

/**
 * Findings for a terminal: grouped by file, each with its place, what is wrong, why it matters and what to do.
 * @param rules address below which each rule has its page.
 */
export function textReport(findings: readonly Finding[], rules?: string): string {
  const lines: string[] = [];
  let file = '';
  for (const finding of findings) {
    if (finding.file !== file) {
      file = finding.file;
      lines.push('', file);
    }
    lines.push(
      `  ${finding.file}:${finding.line}:${finding.column}  ${finding.severity}  ${finding.rule}`,
      `    ${finding.message}`,
      `    Why: ${finding.why}`,
      `    Do:  ${finding.remedy}`,
    );
  }
  const count = (severity: string): string => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return `${number} ${severity}${number === 1 ? '' : 's'}`;
  };
  if (rules !== undefined && findings.length > 0) lines.push('', ...pagesOf(findings, rules));
  lines.push('', `${count('error')}, ${count('warning')}`);
  return lines.join('\n').replace(CONTROL, '\ufffd');
}
