import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from '../strings/html.ts';

/**
 * What pages do that lead from a former address to the present one: a `refresh` leads to the page, and only a script knows the
 * place on it that was asked for, which the server is never told. It runs before the refresh, and stands in a file, as the
 * policy asks of all scripts but one.
 */
const SCRIPT =
  "addEventListener('DOMContentLoaded',()=>location.replace(document.links[0].getAttribute('href')+location.hash));\n";
const NAME = `_astro/redirect.${createHash('sha256').update(SCRIPT).digest('hex').slice(0, 8)}.js`;

/** The element that a page needs which leads elsewhere. @param base path of the site, with slashes at both ends. */
export const redirectScript = (base: string): string => `<script src="${base}${NAME}"></script>`;

/** Writes the script of pages that lead elsewhere. @param folder of the built site. */
export function writeRedirectScript(folder: string): void {
  mkdirSync(join(folder, '_astro'), { recursive: true });
  writeFileSync(join(folder, NAME), SCRIPT);
}

/**
 * A page that leads to another one, without its policy, which writePolicies gives it. @param path that it leads to. @param address the same
 * as a whole address, for search engines.
 */
export function redirectPage(path: string, address: string): string {
  return `<!doctype html><title>Redirecting to: ${escapeHtml(path)}</title><meta http-equiv="refresh" content="0;url=${escapeHtml(path)}"><meta name="robots" content="noindex"><link rel="canonical" href="${escapeHtml(address)}"><body><a href="${escapeHtml(path)}">${escapeHtml(path)}</a></body></html>\n`;
}
