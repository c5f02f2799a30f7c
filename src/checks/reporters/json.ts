import type { Finding } from '../../curriculum/finding.ts';

/** Version of the form of the JSON report; it grows by one when a key changes its meaning or goes. */
const FORMAT = 1;

/** Findings for programs. */
export function jsonReport(findings: readonly Finding[]): string {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return JSON.stringify({ format: FORMAT, errors: count('error'), warnings: count('warning'), findings }, null, 2);
}
