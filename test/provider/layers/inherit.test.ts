import { describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../../src/assembly/assemble.ts';
import { siteTokens } from '../../../src/assembly/load.ts';
import type { ContentFiles } from '../../../src/curriculum/read.ts';
import { paths, readTiny } from '../../helpers/fixture.ts';
import { adapted, adaptedFiles, forkFiles, problemsOf, renamedFolder } from '../../helpers/layer.ts';

const FORMER = 'provider/lessons/tie-a-bowline/';
const PRESENT = 'provider/lessons/bowline/';

/** Upstream has renamed "tie-a-bowline", and what refers to it. */
function renamed(): ContentFiles {
  const to = 'content/courses/harbor/mooring/bowline/';
  const refer = (text: string): string => text.replaceAll('tie-a-bowline', 'bowline');
  return renamedFolder(readTiny(), ['content/courses/harbor/mooring/tie-a-bowline/', to], {
    [`${to}lesson.mdx`]: (text) => text.replace('status:', 'aliases: [tie-a-bowline]\nstatus:'),
    [paths.mooring]: refer,
    [paths.cleat]: refer,
  });
}

/** A fork that adapted two lessons before the one was renamed; the other links to it and needs it first. */
const before = { ...adapted('tie-a-bowline'), ...adapted('belay-a-cleat') };
const fork = (own: Readonly<Record<string, string>> = before): Map<string, string> => forkFiles(own, renamed());

/** To what the former id leads. */
const target = (files: ContentFiles): string | undefined =>
  assembleCurriculum(files, siteTokens()).curriculum?.aliases.get('tie-a-bowline');

/** What is wrong, without that the originals have changed. */
const wrong = (files: ContentFiles): string[] =>
  problemsOf(files).filter((problem) => !problem.startsWith('provenance/stale'));

/** Files after `git mv` or `git rm -r`, as a remedy says it. */
function follow(files: ContentFiles, command: string): Map<string, string> {
  const [, from = '', to] = /git (?:mv|rm -r) (\S+)(?: (\S+))?$/.exec(command) ?? [];
  if (!from) throw new Error(`there is no command in "${command}"`);
  if (to === undefined) return new Map([...files].filter(([path]) => !path.startsWith(`${from}/`)));
  return renamedFolder(files, [`${from}/`, `${to}/`]);
}

describe('an adapted copy of a lesson that upstream has renamed', () => {
  test('keeps upstream’s redirect, and links and prerequisites of other copies that say the former id', () => {
    const { curriculum } = assembleCurriculum(fork(), siteTokens());
    expect(curriculum?.lessons.get('bowline')?.layer).toBe(1);
    expect(target(fork())).toBe('bowline');
    expect(curriculum?.lessons.get('belay-a-cleat')?.prerequisites).toEqual(['bowline']);
    expect(wrong(fork())).toEqual([
      expect.stringContaining(
        'layer/renamed provider/lessons/belay-a-cleat/lesson.mdx:12: The lesson "tie-a-bowline" is called "bowline" now; this prerequisite has followed it.',
      ),
      expect.stringContaining(`layer/renamed ${FORMER}lesson.mdx:1:`),
    ]);
  });

  test('keeps them although it says that it has no former ids', () => {
    const emptied = { ...before, [`${FORMER}lesson.mdx`]: withKey(before[`${FORMER}lesson.mdx`], 'aliases: []') };
    expect(target(fork(emptied))).toBe('bowline');
  });

  test('keeps them and its place once the remedy has been followed', () => {
    const remedy = wrong(fork()).find((problem) => problem.includes(FORMER)) ?? '';
    const followed = follow(fork(), remedy);
    expect(wrong(followed).filter((problem) => problem.includes('bowline/'))).toEqual([]);
    const { curriculum } = assembleCurriculum(followed, siteTokens());
    expect(target(followed)).toBe('bowline');
    expect(curriculum?.courses[0]?.modules[0]?.lessons.map(({ id, layer }) => [id, layer])).toEqual([
      ['bowline', 1],
      ['belay-a-cleat', 1],
    ]);
  });

  test('is not copied again', () => {
    const again = (): unknown => adaptedFiles(fork(), 'bowline');
    expect(again).toThrow(`${FORMER} is your copy of "bowline" already, under its former id.`);
    expect(again).toThrow('npm run adapt bowline -- --record');
  });

  test('is refused beside another copy under the present id, and the remedy mends it', () => {
    const second = Object.fromEntries(
      Object.entries(before)
        .filter(([path]) => path.startsWith(FORMER))
        .map(([path, text]) => [path.replace(FORMER, PRESENT), text]),
    );
    const files = fork({ ...before, ...second });
    const [found = ''] = wrong(files).filter((problem) => problem.startsWith('layer/two-copies'));
    expect(found).toBe(
      `layer/two-copies ${FORMER}lesson.mdx:1: provider/lessons/tie-a-bowline and provider/lessons/bowline adapt the same lesson, which has been renamed. | Compare them (git diff --no-index provider/lessons/tie-a-bowline provider/lessons/bowline), keep in provider/lessons/bowline what you want of both, and remove the other: git rm -r provider/lessons/tie-a-bowline`,
    );
    expect(wrong(follow(files, found)).filter((problem) => !problem.includes('prerequisite'))).toEqual([]);
  });
});

describe('an adapted copy of a quiz', () => {
  const QUIZ = `${FORMER}quiz.yaml`;
  const copy = adapted('tie-a-bowline');
  const changed = { ...copy, [QUIZ]: (copy[QUIZ] ?? '').replace('id: loop-size', 'id: size-of-loop') };

  test('is told that it gave an item another id, for results of learners hang on it', () => {
    expect(problemsOf(forkFiles(changed))).toEqual([
      `layer/item-renamed ${QUIZ}:2: The quiz item "size-of-loop" asks what "loop-size" asks upstream. | Give it its id back: "id: loop-size".`,
    ]);
    expect(problemsOf(forkFiles(copy))).toEqual([]);
  });

  test('is told nothing where it may have been upstream that changed the id', () => {
    const later = new Map(readTiny());
    later.set(paths.bowlineQuiz, (later.get(paths.bowlineQuiz) ?? '').replace('id: loop-size', 'id: size-of-loop'));
    const found = problemsOf(forkFiles(copy, later)).map((problem) => problem.split(' ')[0]);
    expect(found).toEqual(['provenance/stale']);
  });
});

describe('the remedy works for', () => {
  test('an adaptation of a lesson that upstream has removed', () => {
    const content = new Map([...readTiny()].filter(([path]) => !path.includes('/log-line/')));
    content.set(paths.navigation, (content.get(paths.navigation) ?? '').replace(/\n *- log-line/, ''));
    const files = forkFiles(adapted('log-line'), content);
    const [found = ''] = wrong(files);
    expect(found).toContain('layer/upstream-removed');
    expect(wrong(follow(files, found))).toEqual([]);
    const kept = new Map(files).set('provider/curriculum.yaml', 'insert: [{lesson: log-line, module: navigation}]\n');
    expect(wrong(kept)).toEqual([]);
    expect(
      assembleCurriculum(kept, siteTokens()).curriculum?.provenance.get('log-line')?.work.adaptation?.of.title,
    ).toBe('Measure speed with a log line');
  });

  test('a lesson of one’s own that has the id of one of upstream', () => {
    const [frontmatter = ''] = /^---\n[\s\S]*?\n---\n/.exec(readTiny().get(paths.logLine) ?? '') ?? [];
    const text = `${frontmatter}\nA lesson of our own.\n`;
    const files = forkFiles({ 'provider/lessons/log-line/lesson.mdx': text });
    const [found = ''] = wrong(files);
    const command = /git mv \S+ \S+(?=,)/.exec(found)?.[0] ?? '';
    const renamedOwn = follow(files, command);
    renamedOwn.set('provider/curriculum.yaml', 'insert: [{lesson: harbor-academy-log-line, module: navigation}]\n');
    expect(wrong(renamedOwn)).toEqual([]);
  });
});

function withKey(text: string | undefined, line: string): string {
  return (text ?? '').replace('\nstatus:', `\n${line}\nstatus:`);
}
