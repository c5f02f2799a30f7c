import { describe, expect, test } from 'vitest';
import { assemble, checkFiles, paths, textOf } from '../../helpers/fixture.ts';
import { adapted, BRAND, forkFiles, forkProblems } from '../../helpers/layer.ts';

const SETTINGS = 'provider/curriculum.yaml';

/** A lesson of one's own, made from one of the fixture. */
function own(id: string): Record<string, string> {
  return { [`provider/lessons/${id}/lesson.mdx`]: textOf(paths.lights).replace('status: draft', 'status: published') };
}

/** Ids of the lessons of a fork, module by module. */
function order(files: Map<string, string>): string[] {
  return assemble(files).courses.flatMap((course) =>
    course.modules.map((module) => `${module.id}: ${module.lessons.map((lesson) => lesson.id).join(' ')}`),
  );
}

describe('a layer', () => {
  test('that says nothing changes nothing but the publisher', () => {
    const curriculum = assemble(forkFiles());
    expect(order(forkFiles())).toEqual([
      'mooring: tie-a-bowline belay-a-cleat',
      'signals: code-flags',
      'navigation: compass-course log-line',
    ]);
    expect(curriculum.identity).toMatchObject({
      name: 'Harbor Academy',
      url: 'https://academy.example/',
      copyright: '© 2026 Harbor Academy',
      forge: undefined,
    });
    expect(curriculum.editions.map(({ name }) => name)).toEqual(['Tiny Harbor', 'Harbor Academy']);
  });

  test('promises nothing that upstream only plans', () => {
    const planned = assemble(forkFiles()).courses.flatMap((course) =>
      course.modules.flatMap((module) => module.planned),
    );
    expect(planned).toEqual([]);
  });

  test('hides lessons, modules and courses', () => {
    expect(order(forkFiles({ [SETTINGS]: 'hide: [log-line]\n' }))).toContain('navigation: compass-course');
    expect(order(forkFiles({ [SETTINGS]: 'hide_modules: [open-sea/navigation]\n' }))).toContain('navigation: ');
    expect(order(forkFiles({ [SETTINGS]: 'hide_courses: [open-sea]\n' }))).toHaveLength(2);
  });

  test('inserts its own lessons after, before, or at the end of a module', () => {
    const insert = (where: string) =>
      forkFiles({ ...own('our-lights'), [SETTINGS]: `insert: [{lesson: our-lights, ${where}}]\n` });
    expect(order(insert('after: code-flags'))).toContain('signals: code-flags our-lights');
    expect(order(insert('before: log-line'))).toContain('navigation: compass-course our-lights log-line');
    expect(order(insert('module: harbor/signals'))).toContain('signals: code-flags our-lights');
  });

  test('puts first what it names, and loses nothing of the rest', () => {
    const files = forkFiles({
      ...own('our-lights'),
      [SETTINGS]:
        'insert: [{lesson: our-lights, module: signals}]\norder: {signals: [code-flags, our-lights], harbor: [mooring]}\n',
    });
    expect(order(files)).toEqual([
      'mooring: tie-a-bowline belay-a-cleat',
      'signals: code-flags our-lights',
      'navigation: compass-course log-line',
    ]);
  });

  test('adds a course of its own, with lessons of its own and of the curriculum', () => {
    const files = forkFiles({
      ...own('our-lights'),
      'provider/courses/weekend/course.yaml':
        'title: A weekend\nsummary: Two days.\naudience: All.\nmodules: [saturday]\n',
      'provider/courses/weekend/saturday/module.yaml':
        'title: Saturday\nsummary: One day.\nlessons: [tie-a-bowline, our-lights]\n',
    });
    expect(order(files)).toContain('saturday: tie-a-bowline our-lights');
    expect(order(files)).toContain('mooring: belay-a-cleat');
    expect(assemble(files).courses.find(({ id }) => id === 'weekend')?.layer).toBe(1);
  });

  test('follows a lesson that upstream has renamed, and says so', () => {
    const lesson = adapted('compass-course');
    const files = forkFiles(
      Object.fromEntries(
        Object.entries(lesson).map(([path, text]) => [path.replace('compass-course', 'steer-by-needle'), text]),
      ),
    );
    const problems = forkProblems(Object.fromEntries(files));
    expect(problems).toEqual([
      'layer/renamed provider/lessons/steer-by-needle/lesson.mdx:1: The lesson "steer-by-needle" is called "compass-course" upstream now; your adaptation has followed it. | Rename your folder when it suits you: git mv provider/lessons/steer-by-needle provider/lessons/compass-course',
    ]);
  });
});

describe('a layer is refused', () => {
  test.each([
    [
      'hide: [log-lin]',
      'layer/unknown-lesson',
      ':1: There is no lesson "log-lin". Did you mean "log-line"? | Correct the id, or remove the line.',
    ],
    [
      'hide_modules: [navigaton]',
      'layer/unknown-module',
      ':1: There is no module "navigaton". Did you mean "navigation"?',
    ],
    ['hide_courses: [open-se]', 'layer/unknown-course', ':1: There is no course "open-se". Did you mean "open-sea"?'],
    [
      'order: {signals: [code-flag]}',
      'layer/unknown-lesson',
      ':1: There is no lesson "code-flag" in "signals". Did you mean "code-flags"?',
    ],
    [
      'order: {signal: [code-flags]}',
      'layer/unknown-module',
      ':1: There is no module "signal". Did you mean "signals"?',
    ],
    [
      'insert: [{lesson: nowhere, after: code-flags}]',
      'layer/unknown-lesson',
      ':1: There is no own lesson "nowhere" in provider/lessons/. | Correct the id, or create the lesson: npm run new lesson -- --provider nowhere',
    ],
    [
      'hide: [code-flags]',
      'layer/hidden-prerequisite',
      ':1: "code-flags" is hidden, but "compass-course" needs it first. | Hide "compass-course" too, show "code-flags" again, or adapt the lesson and remove the prerequisite: npm run adapt compass-course',
    ],
    ['hidden: [code-flags]', 'schema/unknown-key', ':1: Unknown key "hidden".'],
  ])('that says %s', (text, rule, rest) => {
    const found = forkProblems({ [SETTINGS]: `${text}\n` }).filter((problem) => problem.startsWith(rule));
    expect(found.join('\n')).toContain(`${rule} ${SETTINGS}${rest}`);
  });

  test('whose hidden lesson is linked from one that is shown', () => {
    const text = textOf(paths.cleat);
    const found = forkProblems({
      ...adapted('compass-course'),
      'provider/lessons/compass-course/lesson.mdx': (
        adapted('compass-course')['provider/lessons/compass-course/lesson.mdx'] ?? ''
      ).replace('prerequisites: [code-flags]', 'prerequisites: []'),
      [SETTINGS]: 'hide: [tie-a-bowline, code-flags, night-lights]\n',
    });
    const line = text.split('\n').findIndex((one) => one.includes('lesson:tie-a-bowline')) + 1;
    expect(found).toContain(
      `link/hidden-lesson ${paths.cleat}:${line}: The link leads to the lesson "tie-a-bowline", which is hidden in provider/curriculum.yaml. | Show "tie-a-bowline" again, hide "belay-a-cleat" too, or adapt it and remove the link: npm run adapt belay-a-cleat`,
    );
  });

  test('with a lesson that has no place', () => {
    expect(forkProblems(own('our-lights'))).toEqual([
      'layer/unplaced provider/lessons/our-lights/lesson.mdx:1: Your lesson "our-lights" stands in no module. | Add it under "insert" in provider/curriculum.yaml, such as "- {lesson: our-lights, after: …}", or list it in a module of your own course.',
    ]);
  });

  test('with an insertion at two places', () => {
    const found = forkProblems({
      ...own('our-lights'),
      [SETTINGS]: 'insert:\n  - {lesson: our-lights, after: code-flags, module: signals}\n',
    });
    expect(found[0]).toContain(
      `layer/insert-target ${SETTINGS}:2: "our-lights" is to be inserted at 2 places. | Write exactly one of after, before and module.`,
    );
  });

  test('with a folder that has no lesson', () => {
    expect(forkProblems({ 'provider/lessons/our-lights/quiz.yaml': 'items: []\n' })[0]).toContain(
      'layer/no-lesson provider/lessons/our-lights/lesson.mdx:1: The folder provider/lessons/our-lights has neither lesson.mdx nor patch.yaml.',
    );
  });

  test('with an id that upstream introduces as well', () => {
    expect(forkProblems({ 'provider/lessons/log-line/lesson.mdx': textOf(paths.logLine) })).toContain(
      `layer/id-collision provider/lessons/log-line/lesson.mdx:1: provider/lessons/log-line and content/courses/open-sea/navigation/log-line are two lessons with the same id: "log-line". The first one does not say that it adapts the second one. | If yours is a lesson of its own, rename its folder: git mv provider/lessons/log-line provider/lessons/harbor-academy-log-line, and write the new id wherever you refer to it, as under "insert". If you adapted the other one, run "npm run adapt log-line -- --record".`,
    );
  });

  test.each([
    [
      'provider/people.yaml',
      'people:\n  - {id: ada, name: Ada Other, kind: person, roles: [author]}\n',
      'The person "ada" is in the curriculum already. | Remove yours if it is the same person; otherwise give it another id, here and in your lessons.',
    ],
    [
      'provider/glossary.yaml',
      'terms:\n  - {id: cleat, term: Cleat, definition: A thing.}\n',
      'The term "cleat" is in the curriculum already. | Remove yours if it is the same term (to word it otherwise: npm run adapt -- --term cleat); otherwise give it another id, here and in your lessons.',
    ],
  ])('with an id in %s that upstream has', (file, text, message) => {
    expect(forkProblems({ [file]: text })).toEqual([`layer/id-collision ${file}:2: ${message}`]);
  });

  test('with an adaptation of a lesson that upstream has removed', () => {
    const files = Object.fromEntries(
      Object.entries(adapted('log-line')).map(([path, text]) => [path.replace('log-line', 'gone-lesson'), text]),
    );
    expect(forkProblems(files)[0]).toBe(
      'layer/upstream-removed provider/lessons/gone-lesson/lesson.mdx:1: Your lesson "gone-lesson" adapts a lesson that upstream does not have any more. | Keep it as a lesson of its own by naming its place under "insert" in provider/curriculum.yaml (its credit stays), or remove it: git rm -r provider/lessons/gone-lesson',
    );
  });

  test('with a file where nobody looks for it', () => {
    expect(forkProblems({ 'provider/colors.yaml': 'a: 1\n' })[0]).toContain(
      'file/stray provider/colors.yaml:1: Nothing reads the file provider/colors.yaml.',
    );
  });

  test('without brand.yaml', () => {
    const files = forkFiles();
    files.delete('provider/brand.yaml');
    expect(
      checkFiles(files).map(({ rule, file, message, remedy }) => `${rule} ${file}: ${message} | ${remedy}`),
    ).toEqual([
      'layer/no-brand provider/brand.yaml: There is a folder provider/, but no provider/brand.yaml. | Run "npm run rebrand", or remove the folder provider/',
    ]);
  });

  test.each([
    [
      'name',
      BRAND.replace('name: Harbor Academy', 'name: Tiny Harbor'),
      'The name "Tiny Harbor" is that of the curriculum which this layer is laid over.',
    ],
    [
      'address',
      BRAND.replace('https://academy.example/', 'https://tiny.example'),
      'The address "https://tiny.example" is that of the curriculum which this layer is laid over.',
    ],
  ])('under the %s of upstream, as in the original repository itself', (_, brand, message) => {
    const [problem = ''] = forkProblems({ 'provider/brand.yaml': brand });
    expect(problem).toContain(message);
    expect(problem).toContain('In the original repository, remove the folder: git rm -r provider/');
  });
});
