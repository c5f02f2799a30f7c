import type { Page } from 'playwright-core';

/** What a page did that its reader was not told about. */
export interface Watched {
  /** Errors in the console, exceptions, and what the Content-Security-Policy has blocked. */
  problems: string[];
  /** Addresses that were asked for. */
  requests: string[];
}

/** Notes errors, policy violations and requests of a page; call it before the page is opened. */
export async function watch(page: Page): Promise<Watched> {
  const watched: Watched = { problems: [], requests: [] };
  page.on('console', (message) => {
    const { url } = message.location();
    if (message.type() === 'error') watched.problems.push(`console: ${message.text()} (${url})`);
  });
  page.on('pageerror', (error) => watched.problems.push(`exception: ${error.message}`));
  page.on('request', (request) => watched.requests.push(request.url()));
  await page.exposeFunction('noteViolation', (line: string) => watched.problems.push(line));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      const note = (globalThis as unknown as { noteViolation: (line: string) => void }).noteViolation;
      note(`policy: ${violatedDirective} blocked ${blockedURI.slice(0, 80)} in ${sourceFile}`);
    });
  });
  return watched;
}
