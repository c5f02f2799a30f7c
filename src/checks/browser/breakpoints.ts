/** Widths in CSS pixels at which style sheets of the page change something. Runs in the page. */
export function breakpoints(): number[] {
  const ROOT = 16;
  const widths = new Set<number>();
  const note = (condition: string): void => {
    if (!/width|inline-size/.test(condition)) return;
    for (const [, number = '', unit = ''] of condition.matchAll(/(\d*\.?\d+)(px|em|rem)/g))
      widths.add(Number(number) * (unit === 'px' ? 1 : ROOT));
  };
  const walk = (rules: CSSRuleList): void => {
    for (const rule of rules) {
      if (rule instanceof CSSConditionRule) note(rule.conditionText);
      if (rule instanceof CSSImportRule) {
        note(rule.media.mediaText);
        read(rule.styleSheet);
      }
      if (rule instanceof CSSGroupingRule || rule instanceof CSSStyleRule) walk(rule.cssRules);
    }
  };
  const read = (sheet: CSSStyleSheet | null): void => {
    if (!sheet) return;
    note(sheet.media.mediaText);
    try {
      walk(sheet.cssRules);
    } catch {
      // Sheets of other origins cannot be read; the policy of the pages lets none in.
    }
  };
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) read(sheet);
  return [...widths].sort((a, b) => a - b);
}
