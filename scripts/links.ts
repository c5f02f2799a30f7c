/**
 * `npm run links`: asks for every address that lessons send readers to. Ends with 1 if a page is gone. It is no part of the
 * check, because the network is not ours: a scheduled workflow runs it every week.
 */

import { askForLinks, externalLinks, filesWithUnknownLinks } from '../src/checks/external-links.ts';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { readContent } from '../src/curriculum/read.ts';

const TITLES = {
  dead: 'Gone. Find where the page went, or another primary source, and correct the link:',
  moved: 'Moved. Write the new address:',
  unknown: 'Not verified: the network or the server did not tell.',
} as const;

await runCommand(async () => {
  const files = readContent(curriculumRoot());
  const answers = await askForLinks(externalLinks(files));
  for (const state of ['dead', 'moved', 'unknown'] as const) {
    const some = answers.filter((answer) => answer.state === state);
    if (some.length === 0) continue;
    console.log(`\n${TITLES[state]}`);
    for (const { address, said, places } of some) console.log(`  ${address}\n    ${said}\n    ${places.join(', ')}`);
  }
  const unread = filesWithUnknownLinks(files);
  if (unread.length > 0)
    console.log(`\nNot verified: these cannot be read; "npm run check" says why.\n  ${unread.join('\n  ')}`);
  const count = (state: string): number => answers.filter((answer) => answer.state === state).length;
  console.log(
    `\n${answers.length} addresses: ${count('alive')} alive, ${count('moved')} moved, ${count('dead')} gone, ${count('unknown')} not verified`,
  );
  process.exitCode = count('dead') > 0 ? 1 : 0;
});
