/** One rule of a `_headers` file: a path pattern and the headers it sets. */
export interface HeaderRule {
  pattern: RegExp;
  headers: Readonly<Record<string, string>>;
}

/** Reads a `_headers` file as static hosts understand it: unindented path patterns, indented "Name: value" lines. */
export function parseHeaders(text: string): HeaderRule[] {
  const rules: { pattern: RegExp; headers: Record<string, string> }[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const header = /^\s+([\w-]+):\s*(.+)$/.exec(line);
    const last = rules.at(-1);
    if (header && last) last.headers[header[1] ?? ''] = header[2] ?? '';
    else
      rules.push({
        pattern: new RegExp(
          `^${line
            .trim()
            .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
            .replace(/\*/g, '.*')}$`,
        ),
        headers: {},
      });
  }
  return rules;
}

/** Headers for a path: later rules add to earlier ones. */
export function headersFor(rules: readonly HeaderRule[], path: string): Record<string, string> {
  return Object.assign({}, ...rules.filter((rule) => rule.pattern.test(path)).map((rule) => rule.headers)) as Record<
    string,
    string
  >;
}
