import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, check, copyProject, editFile, type Run, TINY, temporaryFolder } from '../helpers/build.ts';

const MOORING = 'content/courses/harbor/mooring';
const folder = temporaryFolder();
const project = join(folder.path, 'project');
beforeAll(() => copyProject(project));
afterAll(folder.remove);

interface Mistake {
  name: string;
  file: string;
  edit: (text: string) => string;
  /** Line and column that are named. */
  place: string;
  reason: string;
  remedy: string;
}

const mistakes: Mistake[] = [
  {
    name: 'a key that is written wrongly',
    file: 'content/courses/open-sea/navigation/log-line/lesson.mdx',
    edit: (text) => text.replace('\nprerequisites:', '\nprerequisits:'),
    place: '12:1',
    reason: 'Unknown key "prerequisits". Did you mean "prerequisites"?',
    remedy: 'Use one of: title, summary,',
  },
  {
    name: 'a component that does not exist',
    file: `${MOORING}/tie-a-bowline/lesson.mdx`,
    edit: (text) => text.replaceAll('KeyPoints>', 'KeyPoint>'),
    place: '58:1',
    reason: 'There is no component <KeyPoint>. Did you mean "KeyPoints"?',
    remedy: 'Use one of: Callout,',
  },
  {
    name: 'a prerequisite that does not exist',
    file: `${MOORING}/belay-a-cleat/lesson.mdx`,
    edit: (text) => text.replace('prerequisites: [tie-a-bowline]', 'prerequisites: [tie-a-bowlin]'),
    place: '12:17',
    reason: 'The prerequisite "tie-a-bowlin" does not exist. Did you mean "tie-a-bowline"?',
    remedy: 'Correct the id, or add "tie-a-bowlin" to a module as a lesson.',
  },
  {
    name: 'a quiz without a right answer',
    file: `${MOORING}/tie-a-bowline/quiz.yaml`,
    edit: (text) => text.replace('        correct: true\n', ''),
    place: '8:7',
    reason: 'Quiz item "loop-size": no option is marked as correct.',
    remedy: 'Add "correct: true" to the right option.',
  },
];

let copies = 0;
function tinyWith(...changes: Pick<Mistake, 'file' | 'edit'>[]): string {
  const root = join(folder.path, `tiny-${++copies}`);
  cpSync(TINY, root, { recursive: true });
  for (const { file, edit } of changes) editFile(join(root, file), edit);
  return root;
}

function buildOf(content: string): Promise<Run> {
  return build({ content, dist: join(content, 'dist'), cache: join(content, 'cache'), project });
}

function expectReport({ output, code }: Run, { file, place, reason, remedy }: Mistake): void {
  expect(output).toContain(`${file}:${place}`);
  expect(output).toContain(reason);
  expect(output).toMatch(/Why: \S/);
  expect(output).toContain(`Do:  ${remedy}`);
  expect(output).toContain('1 error, 0 warnings');
  expect(output).not.toMatch(/^\s+at /m);
  expect(output).not.toContain('node_modules');
  expect(code).toBe(1);
}

describe('a curriculum without mistakes', () => {
  let root: string;
  beforeAll(() => {
    root = tinyWith();
  });

  test('is built, without a word', async () => {
    const { code, output } = await buildOf(root);
    expect(output.trim()).toBe('');
    expect(code).toBe(0);
    expect(existsSync(join(root, 'dist/lessons/tie-a-bowline/index.html'))).toBe(true);
  });

  test('passes the check, which says so', async () => {
    const { code, output } = await check(root);
    expect(output).toContain('0 errors, 0 warnings');
    expect(code).toBe(0);
  });
});

describe.each(mistakes)('$name', (mistake) => {
  let root: string;
  beforeAll(() => {
    root = tinyWith(mistake);
  });

  test('stops the build, which says where, what, why and what to do, and nothing about its own insides', async () => {
    expectReport(await buildOf(root), mistake);
    expect(existsSync(join(root, 'dist/index.html'))).toBe(false);
  });

  test('is found by the check, which says the same', async () => {
    expectReport(await check(root), mistake);
  });
});

test('all mistakes in the data are told at once, each under its file', async () => {
  const data = mistakes.filter(({ file, name }) => file.endsWith('.yaml') || name.includes('prerequisite'));
  const { output, code } = await buildOf(tinyWith(...data));
  for (const { file, place, reason } of data) {
    expect(output).toContain(`${file}:${place}`);
    expect(output).toContain(reason);
  }
  expect(output).toContain(`${data.length} errors, 0 warnings`);
  expect(code).toBe(1);
});

test('a lesson that cannot be read is not said to be missing where others refer to it', async () => {
  const root = tinyWith({
    file: `${MOORING}/belay-a-cleat/lesson.mdx`,
    edit: (text) => text.replace('\nlevel: beginner', '\nlevl: beginner'),
  });
  const { output } = await check(root);
  expect(output).toContain('Unknown key "levl". Did you mean "level"?');
  expect(output).not.toContain('The prerequisite "belay-a-cleat" does not exist');
});
