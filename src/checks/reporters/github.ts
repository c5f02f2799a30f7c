import type { Finding } from '../../findings/finding.ts';

/** Escapes text for a workflow command; see "Workflow commands" in GitHub's documentation of Actions. */
function escaped(text: string, property = false): string {
  const basic = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return property ? basic.replaceAll(':', '%3A').replaceAll(',', '%2C') : basic;
}

/**
 * Findings as annotations of GitHub Actions: they appear on the lines of a pull request's diff.
 * @param rules address below which each rule has its page.
 */
export function githubReport(findings: readonly Finding[], rules?: string): string {
  return findings
    .map(({ severity, file, line, column, rule, message, why, remedy }) => {
      const place = `file=${escaped(file, true)},line=${line},col=${column},title=${escaped(rule, true)}`;
      const page = rules === undefined ? '' : `\n${rules}${rule}/`;
      return `::${severity} ${place}::${escaped(`${message}\nWhy: ${why}\nDo: ${remedy}${page}`)}`;
    })
    .join('\n');
}
