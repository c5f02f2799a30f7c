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

/** More findings than these are grouped by their rules: nobody reads the same two sentences a hundred times. */
const MANY = 20;

/** Findings one by one, grouped by file, each with what is wrong, why it matters and what to do. */
function oneByOne(findings: readonly Finding[]): string[] {
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
  return lines;
}

/** Findings by their rules, the most frequent first: why and what to do once, then a line for each place. */
function byRule(findings: readonly Finding[]): string[] {
  const groups = [...Map.groupBy(findings, ({ severity, rule, why }) => [severity, rule, why].join('\0')).values()];
  return groups
    .sort((a, b) => Number(a[0]?.severity === 'warning') - Number(b[0]?.severity === 'warning') || b.length - a.length)
    .flatMap((group) => {
      const [{ severity = '', rule = '', why = '', remedy = '' } = {}] = group;
      const isSame = group.every((finding) => finding.remedy === remedy);
      return [
        '',
        `${rule}  ${severity}, ${group.length === 1 ? 'once' : `${group.length} times`}`,
        `  Why: ${why}`,
        ...(isSame ? [`  Do:  ${remedy}`] : []),
        ...group.map((one) => {
          const message = one.message.replaceAll('\n', ' ');
          return `  ${one.file}:${one.line}:${one.column}  ${message}${isSame ? '' : ` ${one.remedy.replaceAll('\n', ' ')}`}`;
        }),
      ];
    });
}

/**
 * Findings for a terminal: a few one by one, by file, with what is wrong, why it matters and what to do; many by their rules.
 * @param rules address below which each rule has its page.
 */
export function textReport(findings: readonly Finding[], rules?: string): string {
  const lines = findings.length > MANY ? byRule(findings) : oneByOne(findings);
  const count = (severity: string): string => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return `${number} ${severity}${number === 1 ? '' : 's'}`;
  };
  if (rules !== undefined && findings.length > 0) lines.push('', ...pagesOf(findings, rules));
  lines.push('', `${count('error')}, ${count('warning')}`);
  return lines.join('\n').replace(CONTROL, '\ufffd');
}
