/**
 * `npm run adapt <id>`: copies a lesson with its files into your layer, where you change it without ever meeting a
 * conflict. `-- --record` says that your adaptation has what you wanted of upstream's latest changes; `-- --decline "why"`
 * that you want nothing of them.
 */

import { parseArgs } from 'node:util';
import { runCommand, writeFiles } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { dayOf } from '../src/curriculum/day.ts';
import { adaptLesson, declineUpdate, recordAdaptation } from '../src/fork/adapt.ts';
import { Git } from '../src/fork/git.ts';
import { readFork } from '../src/fork/layers.ts';

await runCommand(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      record: { type: 'boolean', default: false },
      decline: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [id] = positionals;
  if (id === undefined)
    throw new UserError('Say which lesson: npm run adapt <id>. The id is the last part of its address.');
  const root = curriculumRoot();
  const fork = readFork(root);
  if (fork.depth === 0)
    throw new UserError('There is no layer of yours to put the lesson into. Run "npm run rebrand" first.');
  const commit = new Git(root).head;
  if (values.decline !== undefined) {
    const [path, text] = declineUpdate(fork, id, values.decline);
    writeFiles(root, new Map([[path, text]]), { dryRun: values['dry-run'] });
    console.log('It stays adapted from what it was adapted from, and you are told when upstream changes it again.');
    return;
  }
  if (values.record) {
    const [path, text] = recordAdaptation(fork, id, commit);
    writeFiles(root, new Map([[path, text]]), { dryRun: values['dry-run'] });
    console.log(`It counts as adapted from version ${/^ {2}version: (.*)$/m.exec(text)?.[1] ?? '?'} now.`);
    return;
  }
  const files = adaptLesson(fork, id, commit);
  writeFiles(root, files, { dryRun: values['dry-run'] });
  const [path = ''] = files.keys();
  console.log(
    `\nChange the lesson there, and say under "changes" in ${path} what you changed; readers see it in the colophon:\n  changes:\n    - {date: ${dayOf()}, text: Examples use our registry}`,
  );
});
