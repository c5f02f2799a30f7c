const PLAIN = /^[\w@%+=:,./-]+$/;

/** A text as it would have to be typed. @param always in single quotes even where none are needed */
export function quotedForShell(text: string, always = false): string {
  if (!always && PLAIN.test(text)) return text;
  if (/[\n\t\r]/.test(text) || text.includes('\u001b')) {
    const inner = text
      .replace(/[\\']/g, '\\$&')
      .replaceAll('\n', '\\n')
      .replaceAll('\t', '\\t')
      .replaceAll('\r', '\\r');
    return `$'${inner.replaceAll('\u001b', '\\E')}'`;
  }
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** As `printf %q` has it: with backslashes. */
export function escapedForShell(text: string): string {
  if (text === '') return "''";
  if (/[\n\t\r]/.test(text)) return quotedForShell(text);
  return text.replace(/[^\w@%+=:./\u0080-\u{10ffff}-]/gu, '\\$&');
}
