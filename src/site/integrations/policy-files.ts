import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '../build/output.ts';
import { getCurriculum } from '../curriculum.ts';
import { POLICY, policyMeta, sitePolicies } from '../policy.ts';
import { redirectScript, writeRedirectScript } from '../redirect-page.ts';
import { frozenRules, headersFile, siteHeaders } from '../site-headers.ts';
import { policyFacts } from '../site-policy.ts';

const DOCTYPE = /^<!doctype html>/i;

/**
 * Writes the `_headers` file, and gives pages that Astro makes by itself, which lead from an earlier id to the lesson, the
 * policy that all other pages have, and a script that leads to the place on it. Gives the number of pages.
 * @throws if a page of ours has no policy: it has been taken out of the layout.
 */
export function writePolicies(output: Output): number {
  const { folder } = output;
  const facts = policyFacts(getCurriculum());
  const meta = policyMeta(sitePolicies(facts));
  writeRedirectScript(folder);
  const pages = output.paths().filter((path) => path.endsWith('.html'));
  for (const path of pages) {
    if (output.isKept(path)) continue;
    const html = readFileSync(join(folder, path), 'utf8');
    if (html.includes(`<meta http-equiv="${POLICY}"`)) continue;
    if (!/http-equiv="refresh"/.test(html) || !DOCTYPE.test(html))
      throw new Error(`${path} has no Content-Security-Policy; src/site/layouts/BaseLayout.astro gives it to pages.`);
    writeFileSync(
      join(folder, path),
      html
        .replace(DOCTYPE, (doctype) => doctype + meta + redirectScript(facts.base))
        // As the HTML standard writes it, which browsers do not insist on.
        .replace('content="0;url=', 'content="0; url='),
    );
  }
  const frozen = getCurriculum()
    .frozen.map(({ id }) => id)
    .filter((id) => existsSync(join(folder, id, '_headers')));
  const rules = frozen.map((id) => {
    const own = join(folder, id, '_headers');
    const text = readFileSync(own, 'utf8');
    rmSync(own);
    return frozenRules(text, id);
  });
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== '_headers' && !frozen.includes(name))
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  writeFileSync(join(folder, '_headers'), headersFile(siteHeaders(facts), entries.sort(), rules));
  return pages.length;
}
