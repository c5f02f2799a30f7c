/**
 * `npm run new <what>`: begins something. Asks for whatever no flag says, on the terminal or line by line on standard
 * input, and writes files that pass `npm run check`.
 *
 *   npm run new lesson    --course --module --title --id --after <lesson> | --first --objective … --competency …
 *                         --prerequisite … --author …
 *   npm run new module    --course --title --id --summary --after <module> | --first --maintainer …
 *   npm run new course    --title --id --summary --audience --exam … --module (title of the first) --module-summary
 *                         --maintainer …
 *   npm run new quiz      --lesson --type single|multiple|numeric|text|ordering --objective <id> --id
 *   npm run new lab       --lesson --title --environment none|shell|cluster --minutes
 *   npm run new term      --term --id --definition --see … --source
 *   npm run new person    --name --id --kind person|group --url --github --role … --about
 *   npm run new provider  --name --id --url --about --as training|managed-services … --country … --language … --title (of an offer)
 *                         --source (its page)
 *
 * Flags with … may stand several times. Flags follow a "--": npm run new lesson -- --module <module> --title "…"
 * --dry-run  writes nothing and prints what would be written    --yes  asks nothing and takes what would be proposed
 *
 * Short: npm run new lesson -- <module> <id>   asks nothing
 *        npm run new module -- <course> <id>, npm run new quiz -- <lesson>, npm run new lab -- <lesson>
 *
 * Of your own, in your layer of a fork (asks nothing):
 *   npm run new lesson -- --provider <id> --after <lesson> | --module <module>
 *   npm run new course -- --provider <id>
 *   without <id>, and with --title, the id is proposed: it begins with your name, so that upstream never gives it
 */

import { begin } from '../src/authoring/begin/begin.ts';
import { preview } from '../src/authoring/begin/preview.ts';
import { runCommand, writeFiles } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { readFork } from '../src/fork/layers.ts';

await runCommand(async () => {
  const root = curriculumRoot();
  const conversation = { input: process.stdin, output: process.stdout };
  const { files, next, fork, dryRun } = await begin(() => readFork(root), process.argv.slice(2), conversation);
  console.log('');
  for (const [path, content] of files) {
    writeFiles(root, new Map([[path, content]]), { dryRun });
    if (dryRun) console.log(preview(fork.files.get(path), content));
  }
  if (!dryRun) console.log(`\nNext:\n${next.map((step) => `  ${step}`).join('\n')}`);
});
