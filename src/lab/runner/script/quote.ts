/** A text as a word of a POSIX shell, whatever is in it. Control characters, which a terminal might follow, are left out; lines stay lines. */
export function quoted(text: string): string {
  return `'${printable(text).replaceAll("'", "'\\''")}'`;
}

/** The same for what is told in one line. */
export function quotedLine(text: string): string {
  return quoted(text.replace(/\s+/g, ' ').trim());
}

/** A text that is compared, and therefore stays as it is, but for NUL, which no word of a shell can hold. */
export function exact(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "'\\''")}'`;
}

function printable(text: string): string {
  return text.replace(/\t/g, '  ').replace(/[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** Markdown of one or a few paragraphs as it is read on a terminal: links are their texts. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)/g, '$1')
    .replace(/^```.*$\n?/gm, '')
    .trimEnd();
}
