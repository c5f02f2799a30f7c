import { parseTerminal, type TerminalPart } from '../languages/session.ts';
import { attributes, escapeHtml } from '../strings/html.ts';
import type { Translate } from '../strings/index.ts';

/** Whether a session was really run, and where. */
export type Ran = 'here' | 'real-cluster';

/** A part as HTML. A prompt is no text, so that nobody copies it: it comes from the style sheet. */
function partHtml({ kind, text, prompt }: TerminalPart): string {
  if (kind === 'output') return `<samp>${escapeHtml(text)}</samp>`;
  return `<kbd${attributes({ 'data-prompt': prompt })}>${escapeHtml(text)}</kbd>`;
}

/** A terminal block: commands marked with a prompt that is not copied, output apart, and whether it was really run. */
export function renderTerminal(
  session: string | readonly TerminalPart[],
  options: { title?: string | undefined; ran?: Ran | undefined },
  t: Translate,
): string {
  const parts = typeof session === 'string' ? parseTerminal(session) : session;
  const ran =
    options.ran === undefined
      ? ''
      : `<span>${t(options.ran === 'here' ? 'terminalRanHere' : 'terminalRealCluster')}</span>`;
  return `<figure class="code terminal"><figcaption><b>${escapeHtml(options.title ?? t('terminal'))}</b>${ran}</figcaption><pre tabindex="0"><code>${parts.map(partHtml).join('\n')}</code></pre></figure>`;
}
