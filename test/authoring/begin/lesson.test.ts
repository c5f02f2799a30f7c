import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { splitLesson } from '../../../src/curriculum/frontmatter.ts';
import { Workplace } from '../../helpers/begin.ts';
import { paths, replace } from '../../helpers/fixture.ts';

let work: Workplace;
beforeEach(() => {
  work = new Workplace();
});
afterEach(() => work.remove());

const NAVIGATION = 'content/courses/open-sea/navigation';
const MOORING = 'content/courses/harbor/mooring';

function frontmatter(path: string): Record<string, unknown> {
  return parse(splitLesson(path, work.text(path)).frontmatter) as Record<string, unknown>;
}

describe('npm run new lesson', () => {
  test('with a module and an id asks nothing, and writes a draft without mistakes', async () => {
    const { code, output } = await work.run(['lesson', 'mooring', 'splice-a-rope']);
    expect(code).toBe(0);
    expect(output.trim().split('\n')).toEqual([
      `wrote  ${MOORING}/splice-a-rope/lesson.mdx`,
      `  wrote  ${MOORING}/splice-a-rope/quiz.yaml`,
      `  changed  ${MOORING}/module.yaml`,
      '',
      'Next:',
      `  Write what is marked TODO in ${MOORING}/splice-a-rope/`,
      '  npm run dev   shows it: http://localhost:4321/lessons/splice-a-rope/',
      `  npm run check -- ${MOORING}/splice-a-rope`,
      '  It is a draft: readers see it once its status is "published".',
    ]);
    expect(work.findings(`${MOORING}/splice-a-rope`)).toEqual([]);
    expect(work.allFindings()).toEqual([]);
    expect(frontmatter(`${MOORING}/splice-a-rope/lesson.mdx`)).toMatchObject({
      title: 'Splice a rope',
      prerequisites: ['belay-a-cleat'],
      authors: ['ada'],
      status: 'draft',
    });
  });

  test('asks for what is missing, explains what will not do, and asks again', async () => {
    const answers = [
      '2',
      '9',
      '1',
      '1',
      '',
      '',
      'Understand the stars',
      'Find the pole star',
      '',
      'Find the pole star',
    ];
    const rest = ['Steer by a star', '', 'TCS-NAV-9', '3, TCS-NAV-2', 'by-the-moon', '2', 'none', 'ben, crew'];
    const { output } = await work.run(['lesson'], [...answers, ...rest]);
    const explained = output.split('\n').filter((line) => /^ {2}[A-Z]/.test(line));
    expect(explained.slice(0, 7)).toEqual([
      '  There is no module "9". Modules: navigation. "npm run new module" begins one.',
      '  The objective "Understand the stars" begins with a verb that nobody can measure. Learners cannot tell whether they have reached it, and no quiz can. Begin with what they will be able to do: explain, predict, choose, write, find.',
      '  An answer is needed here.',
      '  That one is there already.',
      '  There is no competency "TCS-NAV-9" in content/exams/. Did you mean "TCS-NAV-1"?',
      '  There is no lesson "by-the-moon".',
      '  At least one is needed here.',
    ]);
    expect(output).toContain('  1  By the stars  (planned: by-the-stars)\n');
    const lesson = `${NAVIGATION}/by-the-stars/lesson.mdx`;
    expect(frontmatter(lesson)).toMatchObject({
      title: 'By the stars',
      objectives: [
        { id: 'find-pole-star', text: 'Find the pole star' },
        { id: 'steer-star', text: 'Steer by a star' },
      ],
      competencies: ['TCS-NAV-1', 'TCS-NAV-2'],
      prerequisites: ['log-line'],
      authors: ['ben', 'crew'],
    });
    expect(work.text(`${NAVIGATION}/module.yaml`)).toBe(
      'title: Navigation\nsummary: Direction and speed without instruments that need power.\nlessons:\n  - compass-course\n  - log-line\n  - by-the-stars\n',
    );
    expect(work.findings(`${NAVIGATION}/by-the-stars`)).toEqual([]);
    expect(work.allFindings()).toEqual([]);
  });

  test('takes title and competencies from the plan, and what is said from flags', async () => {
    await work.new([
      ...['lesson', '--module', 'open-sea/navigation', '--id', 'by-the-stars', '--first', '--yes'],
      ...['--objective', 'Find the pole star: by day', '--objective', 'Name five stars', '--author', 'crew'],
    ]);
    expect(work.text(`${NAVIGATION}/by-the-stars/lesson.mdx`)).toMatch(
      /^---\ntitle: By the stars\nsummary: TODO .*\nminutes: \{reading: 10, lab: 0\}\nlevel: beginner\nobjectives:\n {2}- id: find-pole-star\n {4}text: "Find the pole star: by day"\n {2}- id: name-five-stars\n {4}text: Name five stars\ncompetencies: \[TCS-NAV-2\]\nprerequisites: \[\]\nauthors: \[crew\]\n/,
    );
    expect(work.text(paths.navigation)).toContain('lessons:\n  - by-the-stars\n  - compass-course\n');
    expect(work.text(paths.navigation)).not.toContain('planned');
    expect(work.findings(`${NAVIGATION}/by-the-stars`)).toEqual([]);
  });

  test('keeps the comments and the form of module.yaml', async () => {
    const before = work.text(paths.mooring);
    const commented = replace('  - belay-a-cleat', '  # needs a pier\n  - belay-a-cleat # by Ben')(before);
    work.write(paths.mooring, commented);
    await work.new(['lesson', '--module', 'mooring', '--title', 'Coil a rope', '--after', 'tie-a-bowline']);
    expect(work.text(paths.mooring)).toBe(replace('bowline\n', 'bowline\n  - coil-a-rope\n')(commented));
  });

  test('only says what it would write, in a dry run', async () => {
    const before = work.text(paths.mooring);
    const { output } = await work.run(['lesson', 'mooring', 'coil-a-rope', '--dry-run']);
    expect(output).toContain(`  would write  ${MOORING}/coil-a-rope/lesson.mdx\n    + ---\n    + title: Coil a rope\n`);
    expect(output).toContain(`  would write  ${paths.mooring}\n    +   - coil-a-rope\n`);
    expect(work.text(paths.mooring)).toBe(before);
  });

  test('names the flags that are missing when the answers end', async () => {
    const { code, output } = await work.run(['lesson'], ['1']);
    expect(code).toBe(1);
    expect(output.trim().split('\n').at(-1)).toBe(
      'The answers ended before everything was known; nothing was written. Add: --module "mooring" --title "Backups that can be restored"',
    );
    expect(await work.refusal(['lesson', '--yes'])).toBe(
      'Not everything is known. Add, for example: --module "running-applications" --title "Backups that can be restored"',
    );
  });

  test.each([
    [['mooring', 'tie-a-bowline'], `The lesson "tie-a-bowline" exists already: ${paths.bowline}. Choose another id.`],
    [
      ['mooring', 'by-the-stars'],
      'The lesson "by-the-stars" is planned in the module "navigation". Begin it there, or choose another id.',
    ],
    [
      ['mooring', 'Tie_It'],
      '"Tie_It" cannot be an id: it is made of lower-case letters and digits, with hyphens between words, such as tie-it.',
    ],
    [
      ['moring', 'tie-it'],
      'There is no module "moring". Did you mean "mooring"? Modules: mooring, signals, navigation. "npm run new module" begins one.',
    ],
    [['mooring', 'a', 'b'], '"b" is one word too many. A text of several words stands in quotes: --title "Two words"'],
    [
      ['mooring', 'tie-it', '--objective', 'Know it', '--objective', 'Tie it'],
      '--objective: The objective "Know it" begins with a verb that nobody can measure. Learners cannot tell whether they have reached it, and no quiz can. Begin with what they will be able to do: explain, predict, choose, write, find.',
    ],
    [['mooring', 'tie-it', '--objective', 'Tie it'], '--objective: A lesson has two to four objectives; here are 1.'],
    [
      ['mooring', 'tie-it', '--competency', 'TCS-ROPES-1'],
      '--competency: There is no competency "TCS-ROPES-1" in content/exams/. Did you mean "TCS-ROPE-1"?',
    ],
    [
      ['mooring', 'tie-it', '--author', 'adda'],
      '--author: There is nobody with the id "adda". Did you mean "ada"? "npm run new person" adds somebody.',
    ],
    [
      ['mooring', 'tie-it', '--after', 'code-flags'],
      '--after: "code-flags" does not stand here. What stands here: tie-a-bowline, belay-a-cleat.',
    ],
    [
      ['mooring', 'tie-it', '--prerequisite', 'code-flags'],
      '--prerequisite: "code-flags" comes later in the course, and learners read a course in order.',
    ],
    [['mooring', 'tie-it', '--first', '--after', 'belay-a-cleat'], 'Say either --first or --after, and not both.'],
    [
      ['mooring', 'tie-it', '--see', 'cleat'],
      '--see says nothing about a lesson. A lesson takes: --course --module --title --id --after --first --objective --competency --author --prerequisite --provider',
    ],
    [['--provider', 'tie-it'], 'There is no layer of yours yet. Run "npm run rebrand" first.'],
  ])('refuses %j', async (words, message) => {
    expect(await work.refusal(['lesson', ...words])).toBe(message);
  });
});
