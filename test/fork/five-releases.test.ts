import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCurriculum } from '../../src/assembly/load.ts';
import { provenanceRows } from '../../src/fork/provenance-report.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { paths } from '../helpers/fixture.ts';
import { Repository } from '../helpers/fork.ts';

/** Years of a fork: five releases of upstream, each merged by the command, each with another kind of change. */
const folder = temporaryFolder();
afterAll(folder.remove);

let upstream: Repository;
let fork: Repository;

beforeAll(async () => {
  upstream = await Repository.original(join(folder.path, 'upstream'), '1.2.0', '2026-05-17');
  fork = upstream.clone(join(folder.path, 'fork'));
  expect((await fork.rebrand('rtl')).code).toBe(0);
  await fork.must('adapt', 'tie-a-bowline');
  fork.edit(
    'provider/lessons/tie-a-bowline/lesson.mdx',
    (text) =>
      `${text.replace('changes: []', 'changes:\n  - {date: 2026-06-01, text: Our pier}')}\nOur pier is of oak.\n`,
  );
  fork.commit('Publish as ourselves');
});

/** What the fork's pages would say of each lesson, and what is wrong. */
function told(): { errors: string[]; states: Record<string, string> } {
  const { curriculum, findings } = loadCurriculum(fork.path);
  const rows = curriculum ? provenanceRows(curriculum) : [];
  return {
    errors: findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    states: Object.fromEntries(
      rows.map(({ id, state, compared }) => [
        id,
        `${state} ${compared && 'commit' in compared ? compared.commit : '?'}`,
      ]),
    ),
  };
}

test.each<[string, string, () => void, Record<string, string>]>([
  [
    '1.3.0',
    'corrects a lesson and a name',
    () => {
      upstream.edit(paths.cleat, (text) => `${text}\nOne more turn.\n`);
      upstream.edit(paths.people, (text) => text.replace('Ben Buoy', 'Benjamin Buoy'));
    },
    { 'belay-a-cleat': 'verbatim', 'tie-a-bowline': 'adapted' },
  ],
  [
    '1.4.0',
    'renames a module',
    () => {
      upstream.git('mv', 'content/courses/harbor/mooring', 'content/courses/harbor/knots');
      upstream.edit('content/courses/harbor/course.yaml', (text) => text.replace('- mooring', '- knots'));
    },
    { 'belay-a-cleat': 'verbatim', 'tie-a-bowline': 'adapted' },
  ],
  [
    '1.5.0',
    'changes what the fork has adapted',
    () =>
      upstream.edit(
        'content/courses/harbor/knots/tie-a-bowline/lesson.mdx',
        (text) => `${text}\nPull with the left hand.\n`,
      ),
    { 'tie-a-bowline': 'stale' },
  ],
  [
    '2.0.0',
    'renames what the fork has adapted',
    () => {
      upstream.git('mv', 'content/courses/harbor/knots/tie-a-bowline', 'content/courses/harbor/knots/bowline');
      upstream.edit('content/courses/harbor/knots/module.yaml', (text) => text.replace('- tie-a-bowline', '- bowline'));
      upstream.edit('content/courses/harbor/knots/bowline/lesson.mdx', (text) =>
        text.replace(/^aliases: .*\n/m, '').replace('status:', 'aliases: [tie-a-bowline]\nstatus:'),
      );
      for (const path of [paths.cleat.replace('mooring', 'knots'), paths.flags, paths.compass, paths.logLine])
        if (/tie-a-bowline/.test(upstream.text(path)))
          upstream.edit(path, (text) => text.replaceAll('tie-a-bowline', 'bowline'));
    },
    { bowline: 'stale' },
  ],
  [
    '2.1.0',
    'takes a lesson away',
    () => {
      upstream.git('rm', '-r', '--quiet', 'content/courses/open-sea/navigation/log-line');
      upstream.edit(paths.navigation, (text) => text.replace('  - log-line\n', ''));
    },
    { bowline: 'stale', 'compass-course': 'verbatim' },
  ],
])('release %s %s', async (version, _, change, states) => {
  change();
  upstream.commit(`Change for ${version}`);
  await upstream.release(version, '2026-09-01');
  expect(await fork.must('upstream', '--merge', '--fix', '--no-build')).toContain(`Merged ${version}.`);
  const commit = upstream.git('rev-parse', 'HEAD').trim();
  const { errors, states: found } = told();
  expect(errors).toEqual([]);
  expect(found).toMatchObject(
    Object.fromEntries(Object.entries(states).map(([id, state]) => [id, `${state} ${commit}`])),
  );
  expect(new Set(Object.values(found).map((state) => state.split(' ')[1]))).toEqual(new Set([commit]));
});
