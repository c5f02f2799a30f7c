/** What would be written into a file: all of a new one, and of one that is there the lines that change. */
export function preview(before: string | undefined, after: string): string {
  if (before === undefined) return marked(after.trimEnd().split('\n'), '+');
  const old = before.split('\n');
  const fresh = after.split('\n');
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  const most = Math.min(old.length, fresh.length) - start;
  while (end < most && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end++;
  return [marked(old.slice(start, old.length - end), '-'), marked(fresh.slice(start, fresh.length - end), '+')]
    .filter((part) => part !== '')
    .join('\n');
}

function marked(lines: readonly string[], mark: string): string {
  return lines.map((line) => `    ${mark} ${line}`.trimEnd()).join('\n');
}
