import type { Finding } from '../../findings/finding.ts';

/** Version of the form of the JSON report; it grows by one when a key changes its meaning or goes. */
const FORMAT = 1;

/** Findings for programs. @param rules address below which each rule has its page. */
export function jsonReport(findings: readonly Finding[], rules?: string): string {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const all = findings.map((finding) =>
    rules === undefined ? finding : { ...finding, page: `${rules}${finding.rule}/` },
  );
  return JSON.stringify({ format: FORMAT, errors: count('error'), warnings: count('warning'), findings: all }, null, 2);
}
