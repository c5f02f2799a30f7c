/**
 * `npm run changes -- <commit>`: says in Markdown what has changed for learners since a commit: lessons, minutes, quiz
 * items, coverage of exams. Workflows show it on pull requests.
 */

import { parseArgs } from 'node:util';
import { assembleCurriculum } from '../src/assembly/assemble.ts';
import { siteTokens } from '../src/assembly/load.ts';
import { learnerChanges } from '../src/attribution/learner-changes.ts';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { type ContentFiles, readContent } from '../src/curriculum/read.ts';
import { Git } from '../src/fork/git.ts';
import { filesAt } from '../src/fork/layers.ts';

function edition(files: ContentFiles, name: string) {
  const { curriculum } = assembleCurriculum(files, siteTokens());
  if (!curriculum) throw new UserError(`The curriculum of ${name} cannot be read; "npm run check" says why.`);
  return { curriculum, files };
}

await runCommand(() => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [since] = positionals;
  if (since === undefined) throw new UserError('Say since when: npm run changes -- origin/main');
  const root = curriculumRoot();
  const git = new Git(root);
  const commit = git.try('rev-parse', '--verify', '--quiet', `${since}^{commit}`);
  if (commit === undefined) throw new UserError(`There is no commit "${since}" here. Fetch it, or name another one.`);
  console.log(learnerChanges(edition(filesAt(git, commit), since), edition(readContent(root), 'this folder')));
});
