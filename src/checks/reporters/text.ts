import type { Finding } from '../../curriculum/finding.ts';

/** Findings for a terminal: grouped by file, each with its place, what is wrong, why it matters and what to do. */
export function textReport(findings: readonly Finding[]): string {
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
  lines.push('', `${count('error')}, ${count('warning')}`);
  return lines.join('\n');
}
