import type { Finding } from '../../findings/finding.ts';

/**
 * Findings as SARIF 2.1.0 (OASIS), which code-scanning services and editors read.
 * @param pages address below which each rule has its page.
 */
export function sarifReport(findings: readonly Finding[], pages?: string): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'curriculum check',
            rules: rules.map((id) => (pages === undefined ? { id } : { id, helpUri: `${pages}${id}/` })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ rule, severity, file, line, column, message, why, remedy }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: severity,
          message: { text: `${message} ${why} ${remedy}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
                region: { startLine: line, startColumn: column },
              },
            },
          ],
        })),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}
