const MARKER = /^\s*(?:#|\/\/|--|<!--|\/\*)\s*(region|endregion)\s+([\w-]+)/;

/** A file's text without its region markers: what is shown and downloaded. */
export function withoutMarkers(text: string): string {
  return text
    .split('\n')
    .filter((line) => !MARKER.test(line))
    .join('\n');
}

/** Files of a lesson as learners get them in a lab, by their names: without region markers. */
export function filesWithoutMarkers(files: ReadonlyMap<string, { text: string }>): Map<string, string> {
  return new Map([...files].map(([name, { text }]) => [name, withoutMarkers(text)]));
}

/** The lines of a named region, without their common indentation; undefined if the file has no such region. */
export function extractRegion(text: string, name: string): string | undefined {
  const lines = text.split('\n');
  const find = (keyword: string): number =>
    lines.findIndex((line) => {
      const match = MARKER.exec(line);
      return match?.[1] === keyword && match[2] === name;
    });
  const start = find('region');
  const end = find('endregion');
  if (start < 0 || end < start) return undefined;
  const inside = lines.slice(start + 1, end).filter((line) => !MARKER.test(line));
  const indents = inside.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return inside.map((line) => line.slice(indents.length > 0 ? indent : 0)).join('\n');
}

/** Names of the regions in a file that have an end. */
export function regionNames(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const match = MARKER.exec(line);
    const name = match?.[1] === 'region' ? match[2] : undefined;
    return name !== undefined && extractRegion(text, name) !== undefined ? [name] : [];
  });
}
