/**
 * `npm run headers -- nginx`: prints what a host has to be told so that it sends the headers of this site; also for `apache` and
 * `vercel`, and `--brand <id>` for one of several brands. Hosts that read dist/_headers need nothing. With --renew it writes the examples in docs/publishing.md anew.
 */
import { parseArgs } from 'node:util';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';
import { getCurriculum } from '../src/site/curriculum.ts';
import { hostSnippet, hosts } from '../src/site/host-snippets.ts';
import { renewPublishingDocument } from '../src/site/publishing-document.ts';
import { frozenHeaders, siteHeaders } from '../src/site/site-headers.ts';
import { policyFacts } from '../src/site/site-policy.ts';

await runCommand(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...BRAND_OPTION, renew: { type: 'boolean' } },
  });
  chooseBrand(values.brand);
  if (values.renew) {
    renewPublishingDocument();
    return;
  }
  const host = hosts.find((name) => name === positionals[0]);
  if (!host) throw new UserError(`Say which host: ${hosts.join(', ')}. Such as: npm run --silent headers -- nginx`);
  const curriculum = getCurriculum();
  const facts = policyFacts(curriculum);
  const editions = { ids: curriculum.frozen.map(({ id }) => id), ...frozenHeaders(facts) };
  process.stdout.write(hostSnippet(host, siteHeaders(facts), facts.base, editions));
});
