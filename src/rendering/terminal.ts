import { escapeHtml } from '../strings/html.ts';
import type { Translate } from '../strings/index.ts';

/** A stretch of a terminal session: one command as typed, or what came out. */
export interface TerminalPart {
  kind: 'command' | 'output';
  text: string;
}

/** Whether a session was really run, and where. */
export type Ran = 'here' | 'real-cluster';

/** "<<EOF", "<<-EOF", "<< 'EOF'"; neither "<<<" nor a shift of bits. */
const HERE_DOCUMENT = /(?<![<\d(])<<-?\s*['"]?([A-Za-z_]\w*)['"]?/;

/** Whether a command goes on in the next line: a quote is open, or a pipe, a list or a loop is not complete. */
function isOpen(command: string): boolean {
  let quote = '';
  for (let index = 0; index < command.length; index++) {
    const letter = command[index] ?? '';
    if (letter === '\\' && quote !== "'") index++;
    else if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '#' && /(^|\s)$/.test(command.slice(0, index))) index = command.indexOf('\n', index) >>> 0;
    else if (letter === '"' || letter === "'") quote = letter;
  }
  const count = (words: RegExp): number => command.match(words)?.length ?? 0;
  const loops = count(/(?:^|[;\n]\s*)(?:do|then)\b/g) - count(/(?:^|[;\n]\s*)(?:done|fi)\b/g);
  return quote !== '' || /(?:\||&&|\\)\s*$/.test(command) || loops > 0;
}

/** Cuts a session into commands (lines that begin with "$ ", continued by a trailing backslash or an open here-document) and output. */
export function parseTerminal(session: string): TerminalPart[] {
  const parts: TerminalPart[] = [];
  let continued = false;
  let hereDocument: string | undefined;
  for (const line of session.replace(/\n$/, '').split('\n')) {
    const last = parts[parts.length - 1];
    const begins: boolean = !continued && hereDocument === undefined && line.startsWith('$ ');
    if (begins) {
      parts.push({ kind: 'command', text: line.slice(2) });
    } else if ((continued || hereDocument !== undefined) && last) {
      last.text += `\n${line.replace(/^> /, '')}`;
    } else if (last?.kind === 'output') {
      last.text += `\n${line}`;
    } else {
      parts.push({ kind: 'output', text: line });
    }
    const isCommand: boolean = begins || continued;
    if (hereDocument !== undefined) {
      if (line.replace(/^> /, '').trim() === hereDocument) hereDocument = undefined;
    } else if (isCommand) {
      hereDocument = HERE_DOCUMENT.exec(line)?.[1];
    }
    continued = isCommand && hereDocument === undefined && isOpen(parts.at(-1)?.text ?? '');
  }
  // What would go on to the end of the session was never open: an apostrophe stands for itself there.
  return parts;
}

/** A terminal block: commands marked with a prompt that is not copied, output apart, and whether it was really run. */
export function renderTerminal(
  session: string | readonly TerminalPart[],
  options: { title?: string | undefined; ran?: Ran | undefined },
  t: Translate,
): string {
  const parts = typeof session === 'string' ? parseTerminal(session) : session;
  const body = parts
    .map((part) =>
      part.kind === 'command' ? `<kbd>${escapeHtml(part.text)}</kbd>` : `<samp>${escapeHtml(part.text)}</samp>`,
    )
    .join('\n');
  const ran =
    options.ran === undefined
      ? ''
      : `<span>${t(options.ran === 'here' ? 'terminalRanHere' : 'terminalRealCluster')}</span>`;
  return `<figure class="code terminal"><figcaption><b>${escapeHtml(options.title ?? t('terminal'))}</b>${ran}</figcaption><pre tabindex="0"><code>${body}</code></pre></figure>`;
}
