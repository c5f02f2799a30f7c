import { readFileSync, writeFileSync } from 'node:fs';
import { sourcePaths } from '../cli/source-paths.ts';
import { type Host, hostSnippet } from './host-snippets.ts';
import { sandboxScript } from './sandbox-page.ts';
import { siteHeaders } from './site-headers.ts';
import { THEME_SCRIPT } from './theme-script.ts';

const FENCES: Readonly<Record<Host, string>> = { nginx: 'nginx', apache: 'apache', vercel: 'json' };

/** Text of the document on publishing with its snippets made anew, for a site at the root of its host that nobody may frame. */
export function publishingDocument(text: string): string {
  const headers = siteHeaders({ base: '/', inline: THEME_SCRIPT, sandbox: sandboxScript(), embeddableBy: [] });
  return Object.entries(FENCES).reduce((document, [host, language]) => {
    const fence = new RegExp(`(^\`\`\`${language}\n)[\\s\\S]*?(^\`\`\`$)`, 'm');
    if (!fence.test(document)) throw new Error(`${sourcePaths.publishing} has no code fence "${language}".`);
    const snippet = hostSnippet(host as Host, headers, '/');
    return document.replace(fence, (_all, open: string, close: string) => open + snippet + close);
  }, text);
}

/** Writes the snippets of the document anew. */
export function renewPublishingDocument(): void {
  writeFileSync(sourcePaths.publishing, publishingDocument(readFileSync(sourcePaths.publishing, 'utf8')));
}
