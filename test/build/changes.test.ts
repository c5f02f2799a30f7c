import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { random, writeSynthetic } from '../../scripts/bench/synthetic.ts';
import { bytesOf } from '../../src/curriculum/read.ts';
import { type BuildOptions, build, copyProject, editFile, run, TINY, temporaryFolder } from '../helpers/build.ts';
import { differences, digestsOf } from '../helpers/built-files.ts';
import { releasedFiles } from '../helpers/layer.ts';
import { isLong } from '../helpers/long.ts';

/** Whatever has changed since the last build, a build gives the bytes that one gives which remembers nothing. */
const folder = temporaryFolder();
const project = join(folder.path, 'project');
const root = join(folder.path, 'root');
const dist = join(folder.path, 'site/dist');
const options: BuildOptions = { content: root, dist, cache: join(folder.path, 'cache'), project };
const courses = join(root, 'content/courses');
const EDITS = isLong ? 50 : 8;
/** After so many edits the site is compared with a clean build: what was wrong before shows then, too, unless it was made again. */
const COMPARED = isLong ? 5 : 4;
const LESSONS = 8;

beforeAll(async () => {
  copyProject(project);
  writeSynthetic(root, LESSONS, 2);
  const { code, output } = await build(options);
  expect(code, output).toBe(0);
});
afterAll(folder.remove);

const allBelow = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
const lessonFolders = (): string[] =>
  allBelow(courses)
    .filter((path) => path.endsWith('lesson.mdx'))
    .map((path) => path.slice(0, -'/lesson.mdx'.length));

type Edit = (lesson: string, number: number) => void;

/** Gives a lesson another id, as an author does: everything that names it, and an alias for those who link to it. */
const rename: Edit = (lesson, number) => {
  const id = lesson.split('/').at(-1) ?? '';
  const other = `${id.split('-').slice(0, 2).join('-')}-again-${number}`;
  renameSync(lesson, join(lesson, '..', other));
  for (const path of allBelow(courses)) {
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(new RegExp(`(?<![\\w-])${id}(?![\\w-])`, 'g'), other));
  }
  editFile(join(lesson, '..', other, 'lesson.mdx'), (text) =>
    /^aliases:/m.test(text)
      ? text.replace(/^aliases:\n/m, `aliases:\n  - ${id}\n`)
      : text.replace(/^status:/m, `aliases:\n  - ${id}\nstatus:`),
  );
};

/** Removes a lesson and what names it; the last one stays. */
const remove: Edit = (lesson) => {
  const id = lesson.split('/').at(-1) ?? '';
  if (
    lessonFolders().length < 5 ||
    readFileSync(join(lesson, '../module.yaml'), 'utf8').match(/^ {2}- /gm)?.length === 1
  )
    return;
  rmSync(lesson, { recursive: true });
  for (const path of allBelow(courses)) {
    const text = readFileSync(path, 'utf8');
    const without = text.replace(new RegExp(`^ *- ${id}\n`, 'gm'), '');
    writeFileSync(path, without.replace(/^prerequisites:\n(?! *- )/m, 'prerequisites: []\n'));
  }
};

const edits: readonly Edit[] = [
  (lesson, number) => appendFileSync(join(lesson, 'lesson.mdx'), `\nSentence ${number} was added.\n`),
  (lesson, number) =>
    editFile(join(lesson, 'lesson.mdx'), (text) => text.replace(/^title: .*$/m, `title: Title ${number}`)),
  (lesson, number) =>
    editFile(join(lesson, 'quiz.yaml'), (text) => text.replace(/^( +)question: /m, `$1question: Now ${number} `)),
  (_, number) =>
    editFile(join(root, 'content/glossary.yaml'), (text) => text.replace(/in \w+ plain/, `in ${number} plain`)),
  rename,
  (lesson, number) =>
    editFile(join(lesson, 'lesson.mdx'), (text) =>
      text.replace(/lab: \d+\n|reading: \d+/, (found) => (found.startsWith('lab') ? found : `reading: ${40 + number}`)),
    ),
  remove,
  (_, number) =>
    editFile(join(root, 'content/identity.yaml'), (text) =>
      text.replace(/^tagline: .*$/m, `tagline: Edition ${number}`),
    ),
  (lesson, number) =>
    editFile(join(lesson, '../module.yaml'), (text) => text.replace(/^title: .*$/m, `title: Module ${number}`)),
  (lesson, number) =>
    editFile(join(lesson, '../../course.yaml'), (text) => text.replace(/^title: .*$/m, `title: Course ${number}`)),
  // An upgrade of the generator.
  (_, number) => appendFileSync(join(project, 'src/site/styles/base.css'), `\n.never-${number} {\n  color: red;\n}\n`),
  (_, number) =>
    editFile(join(project, 'src/strings/en.yaml'), (text) =>
      text.replace(/^navHome: .*$/m, `navHome: Start ${number}`),
    ),
];

describe('a build after any change gives what a clean build gives', () => {
  test(`after each of ${EDITS} edits, renames, removals and upgrades`, async () => {
    const next = random(2026);
    const order = Array.from({ length: EDITS }, (_, index) =>
      index < edits.length && isLong ? index : Math.floor(next() * edits.length),
    );
    const done: string[] = [];
    for (const [number, which] of order.entries()) {
      const lessons = lessonFolders();
      edits[which]?.(lessons[Math.floor(next() * lessons.length)] ?? '', number);
      done.push(String(which));
      const { code, output } = await build(options);
      expect(code, `${done.join()}: ${output}`).toBe(0);
      if ((number + 1) % COMPARED !== 0) continue;
      const clean = { ...options, dist: join(folder.path, 'clean/dist'), cache: join(folder.path, 'clean/cache') };
      const built = await build(clean);
      expect(built.code, built.output).toBe(0);
      expect(differences(digestsOf(dist), digestsOf(clean.dist)), done.join()).toEqual([]);
      rmSync(join(folder.path, 'clean'), { recursive: true, force: true });
    }
  }, 1_800_000);

  test('after labs, files, quizzes and people of lessons with all of them', async () => {
    const content = join(folder.path, 'tiny');
    cpSync(TINY, content, { recursive: true });
    const tiny = { ...options, content, dist: join(folder.path, 'tiny-site/dist') };
    expect((await build(tiny)).code).toBe(0);
    const lesson = join(content, 'content/courses/harbor/mooring/tie-a-bowline');
    editFile(join(lesson, 'lab.yaml'), (text) => text.replace(/title: .*/, 'title: Tie it again'));
    editFile(join(lesson, 'quiz.yaml'), (text) => text.replace(/question: .*/, 'question: What now?'));
    appendFileSync(join(lesson, 'files/count.txt'), 'one more\n');
    appendFileSync(join(lesson, '../belay-a-cleat/lesson.mdx'), '\nAnd a sentence.\n');
    editFile(join(content, 'content/people.yaml'), (text) => text.replace(/name: .*/, 'name: Ada Anker'));
    const { code, output } = await build(tiny);
    expect(code, output).toBe(0);
    const clean = { ...tiny, dist: join(folder.path, 'clean/dist'), cache: join(folder.path, 'clean/cache') };
    expect((await build(clean)).code).toBe(0);
    expect(differences(digestsOf(tiny.dist), digestsOf(clean.dist))).toEqual([]);
    rmSync(join(folder.path, 'clean'), { recursive: true, force: true });
  }, 300_000);

  test('after the texts of all lessons', async () => {
    const content = join(folder.path, 'texts');
    cpSync(TINY, content, { recursive: true });
    const texts = { ...options, content, dist: join(folder.path, 'texts-site/dist') };
    expect((await build(texts)).code).toBe(0);
    for (const path of allBelow(join(content, 'content/courses')).filter((found) => found.endsWith('lesson.mdx')))
      editFile(path, (text) =>
        text.replace(/^(---\n.*?\n---\n)/s, `$1\nIt begins otherwise.\n\n${'And it is longer. '.repeat(400)}\n`),
      );
    const { code, output } = await build(texts);
    expect(code, output).toBe(0);
    const clean = { ...texts, dist: join(folder.path, 'clean/dist'), cache: join(folder.path, 'clean/cache') };
    expect((await build(clean)).code).toBe(0);
    expect(differences(digestsOf(texts.dist), digestsOf(clean.dist))).toEqual([]);
    rmSync(join(folder.path, 'clean'), { recursive: true, force: true });
  }, 300_000);

  test('after somebody has made it theirs', async () => {
    const content = join(folder.path, 'theirs');
    for (const [path, text] of releasedFiles()) {
      mkdirSync(join(content, path, '..'), { recursive: true });
      writeFileSync(join(content, path), bytesOf(text));
    }
    const theirs = { ...options, content, dist: join(folder.path, 'their-site/dist') };
    expect((await build(theirs)).code).toBe(0);
    // Another one waits beside it, with pages that forks do not have.
    editFile(join(content, 'content/identity.yaml'), (text) => text.replace(/^tagline: .*$/m, 'tagline: Ours'));
    expect((await build(theirs)).code).toBe(0);
    expect(existsSync(join(theirs.dist, 'contribute'))).toBe(true);
    const logo = join(content, 'logo.svg');
    writeFileSync(
      logo,
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>',
    );
    const answers = [
      '--name',
      'Pier',
      '--url',
      'https://pier.example/',
      '--contact',
      'a@pier.example',
      '--color',
      'teal',
    ];
    const words = ['scripts/rebrand.ts', ...answers, '--logo', logo];
    const made = await run(process.execPath, words, project, { CURRICULUM_ROOT: content });
    expect(made.code, made.output).toBe(0);
    const { code, output } = await build(theirs);
    expect(code, output).toBe(0);
    expect(existsSync(join(theirs.dist, 'contribute'))).toBe(false);
    const clean = { ...theirs, dist: join(folder.path, 'clean/dist'), cache: join(folder.path, 'clean/cache') };
    expect((await build(clean)).code).toBe(0);
    expect(differences(digestsOf(theirs.dist), digestsOf(clean.dist))).toEqual([]);
    rmSync(join(folder.path, 'clean'), { recursive: true, force: true });
  }, 300_000);

  test('after the site was changed by hand, or a part of it was taken away', async () => {
    const right = digestsOf(dist);
    const [one = '', other = ''] = readdirSync(join(dist, 'lessons'));
    appendFileSync(join(dist, 'lessons', one, 'index.html'), '<script>alert(1)</script>');
    rmSync(join(dist, 'lessons', other), { recursive: true });
    rmSync(join(dist, 'pagefind/courses-1/fragment'), { recursive: true });
    for (const name of readdirSync(join(dist, '_astro'))) writeFileSync(join(dist, '_astro', name), '');
    const { code, output } = await build(options);
    expect(code, output).toBe(0);
    expect(differences(digestsOf(dist), right)).toEqual([]);
    rmSync(dist, { recursive: true });
    expect((await build(options)).code).toBe(0);
    expect(differences(digestsOf(dist), right)).toEqual([]);
    expect(existsSync(join(project, '.cache/building'))).toBe(false);
  }, 300_000);

  test('not at all, or only in what stands at its root, in its folder, or in a document', async () => {
    /** Builds, and says whether another site has taken the place of the one before. */
    const isNew = async (): Promise<boolean> => {
      const { ino } = statSync(dist);
      const { code, output } = await build(options);
      expect(code, output).toBe(0);
      return statSync(dist).ino !== ino;
    };
    expect(await isNew()).toBe(false);
    writeFileSync(join(project, 'public/extra.txt'), 'extra');
    expect(await isNew()).toBe(true);
    expect(readFileSync(join(dist, 'extra.txt'), 'utf8')).toBe('extra');
    writeFileSync(join(dist, 'lessons/stray.html'), 'stray');
    expect(await isNew()).toBe(true);
    expect(existsSync(join(dist, 'lessons/stray.html'))).toBe(false);
    appendFileSync(join(project, 'docs/publishing.md'), '\nOne more sentence on it.\n');
    expect(await isNew()).toBe(true);
    expect(readFileSync(join(dist, 'contribute/publish/index.html'), 'utf8')).toContain('One more sentence on it.');
    expect(await isNew()).toBe(false);
  }, 300_000);
});
