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
  options: {
    title?: string | undefined;
    ran?: Ran | undefined;
    /** Of a session that is played in the practice cluster: its file, and the page that says what that means. */
    played?: { file: string; about: string } | undefined;
  },
  t: Translate,
): string {
  const parts = typeof session === 'string' ? parseTerminal(session) : session;
  const title = options.title ?? t('terminal');
  const { played } = options;
  const ran = played
    ? `<span><a${attributes({ href: played.about })}>${t('terminalPlayed')}</a></span>`
    : options.ran === undefined
      ? ''
      : `<span>${t(options.ran === 'here' ? 'terminalRanHere' : 'terminalRealCluster')}</span>`;
  // What it opens is loaded with the first click.
  const attempt = played
    ? `<button type="button" class="try"${attributes({ 'data-practice': title, 'data-session': played.file, 'aria-label': t('terminalTrySession', { title }) })}>${t('terminalTry')}</button>`
    : '';
  return `<figure class="code terminal"><figcaption><b>${escapeHtml(title)}</b>${ran}${attempt}</figcaption><pre tabindex="0"><code>${parts.map(partHtml).join('\n')}</code></pre></figure>`;
}
