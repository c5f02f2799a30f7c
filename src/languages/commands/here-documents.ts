/** Text that a command gets from the lines behind it. */
export interface HereDocument {
  /** The line in which it is announced. */
  line: string;
  /** Its lines, without the mark at its end. */
  text: string;
  /** 1-based line of the shell text on which it begins. */
  firstLine: number;
  /** Whether its mark is quoted, so that the shell leaves it as it is. */
  quoted: boolean;
}

const START = /(?<![<\d(])<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|(\\?)([A-Za-z_][\w.-]*))/g;

/**
 * The here-documents of a shell text, in their order.
 * @param session whether the text is a recorded session, in which lines may begin with the prompt "> ".
 */
export function hereDocuments(text: string, session = false): HereDocument[] {
  const lines = text.split('\n');
  const found: HereDocument[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (/^\s*#/.test(line)) continue;
    for (const [, dash, single, double, escaped, plain] of line.matchAll(START)) {
      const end = single ?? double ?? plain ?? '';
      const first = index + 1;
      const body: string[] = [];
      let next = first;
      for (; next < lines.length; next++) {
        const raw = lines[next] ?? '';
        const own = session ? raw.replace(/^> /, '') : raw;
        if ((dash === '-' ? own.replace(/^\t+/, '') : own) === end || own.trim() === end) break;
        body.push(dash === '-' ? own.replace(/^\t+/, '') : own);
      }
      // One that never ends is what ShellCheck reports; what stands behind it is no document.
      if (next >= lines.length && body.length === 0) continue;
      found.push({
        line,
        text: body.join('\n'),
        firstLine: first + 1,
        quoted: single !== undefined || double !== undefined || escaped === '\\',
      });
      index = next;
    }
  }
  return found;
}
