import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { placeholders } from '../../../src/curriculum/placeholders.ts';
import { labSchema } from '../../../src/curriculum/schema/lab.ts';
import { tryLab } from '../../../src/lab-host/trial.ts';
import { addedLines, Workplace } from '../../helpers/begin.ts';
import { paths } from '../../helpers/fixture.ts';

let work: Workplace;
beforeEach(() => {
  work = new Workplace();
});
afterEach(() => work.remove());

describe('npm run new', () => {
  test('says what there is', async () => {
    expect(await work.refusal([])).toBe(
      'Say what is to be begun.\nWrite one of: npm run new lesson, npm run new module, npm run new course, npm run new quiz, npm run new lab, npm run new term, npm run new person, npm run new provider\n"npm run new -- --help" tells what each takes.',
    );
    expect(await work.refusal(['lesion'])).toContain('"lesion" cannot be begun. Did you mean "lesson"?\n');
    expect((await work.run(['--help'])).output).toContain('npm run new lesson -- <module> <id>');
  });

  test('module and course: both are there for a first lesson', async () => {
    await work.new(['module', 'harbor', 'anchoring', '--summary', 'Where no pier is.', '--after', 'mooring']);
    expect(work.text(paths.harbor)).toContain('modules:\n  - mooring\n  - anchoring\n  - signals\n');
    expect(parse(work.text('content/courses/harbor/anchoring/module.yaml'))).toEqual({
      title: 'Anchoring',
      summary: 'Where no pier is.',
      maintainers: ['ada'],
      lessons: [],
    });
    const answers = [
      'Rivers: up and down',
      '',
      'Locks and currents.',
      'Whoever left the sea.',
      'TCS',
      'First steps',
      'Locks.',
      '',
    ];
    await work.new(['course'], answers);
    expect(work.text('content/courses/rivers-up-and-down/course.yaml')).toBe(
      'title: "Rivers: up and down"\nsummary: Locks and currents.\naudience: Whoever left the sea.\nexams: [TCS]\nmodules:\n  - first-steps\n',
    );
    await work.new(['lesson', 'anchoring', 'choose-ground']);
    await work.new(['lesson', 'first-steps', 'enter-a-lock']);
    expect(work.allFindings()).toEqual([]);
  });

  test('module: not in the place of another', async () => {
    expect(await work.refusal(['module', 'harbor', 'mooring', '--summary', 'Again.'])).toBe(
      'The course "harbor" has a module "mooring" already. Choose another id.',
    );
    expect(await work.refusal(['module', 'habor', 'x', '--summary', 'Again.'])).toBe(
      '--course: There is no course "habor". Did you mean "harbor"? Courses: harbor, open-sea.',
    );
  });

  test('quiz: an item for each objective, shown in the lesson', async () => {
    await work.new(['quiz', 'night-lights']);
    const quiz = parse(work.text('content/courses/harbor/signals/night-lights/quiz.yaml')) as {
      items: { id: string; objective: string; competencies?: string[] }[];
    };
    expect(quiz.items.map(({ id, objective, competencies }) => [id, objective, competencies])).toEqual([
      ['port-1', 'port', ['TCS-NAV-2']],
      ['heading-1', 'heading', undefined],
    ]);
    expect(work.text(paths.lights)).toMatch(
      /\n\nPort is red, starboard is green\.\n\n## Check yourself\n\n<Quiz \/>\n$/,
    );
    expect(work.allFindings()).toEqual([]);
  });

  test.each(['single', 'multiple', 'numeric', 'text', 'ordering'])('quiz: one item more, of type %s', async (type) => {
    const before = work.text(paths.cleatQuiz);
    await work.new(['quiz', 'belay-a-cleat', '--type', type]);
    const after = work.text(paths.cleatQuiz);
    expect(after.startsWith(before)).toBe(true);
    expect(after.slice(before.length)).toContain(
      `  - id: release-1\n    type: ${type}\n    objective: release\n    competencies: [TCS-ROPE-2]\n    question: TODO `,
    );
    expect(work.allFindings()).toEqual([]);
  });

  test('quiz: counts the items of an objective, and leaves alone what it cannot read', async () => {
    for (const _ of [1, 2]) await work.new(['quiz', 'belay-a-cleat', '--objective', 'release']);
    expect(work.text(paths.cleatQuiz).match(/ id: .*/g)).toEqual([' id: horns', ' id: release-1', ' id: release-2']);
    work.write(paths.cleatQuiz, 'items:\n  - id: horns\n');
    expect(await work.refusal(['quiz', 'belay-a-cleat'])).toBe(
      `${paths.cleatQuiz} cannot be read. "npm run check" says why; mend that first.`,
    );
    expect(await work.refusal(['quiz', 'night-lights', '--objective', 'port'])).toBe(
      '--objective: "night-lights" has no quiz yet, so it gets an item for each objective. Leave the flag out.',
    );
  });

  test('quiz: asks which objective, and takes no id twice', async () => {
    const answers = ['belay-a-cleat', 'essay', '4', '1', 'horns', 'turns'];
    const output = await work.new(['quiz'], answers);
    expect(output).toContain(
      '  "essay" is none of them. Write a number of the list, or: single, multiple, numeric, text, ordering.\n',
    );
    expect(output).toContain('  1  belay    Belay a rope on a cleat (items: 1)\n');
    expect(output).toContain('  The quiz has an item "horns" already. Choose another id.\n');
    expect(work.text(paths.cleatQuiz)).toContain('  - id: turns\n    type: text\n    objective: belay\n');
    expect(await work.refusal(['quiz', 'belay-a-cleet'])).toBe(
      'There is no lesson "belay-a-cleet". Did you mean "belay-a-cleat"? Name a lesson by its id, the last part of its address.',
    );
  });

  test.each(['none', 'shell', 'cluster'])('lab: before the quiz, with environment %s', async (environment) => {
    const before = work.text(paths.cleat);
    await work.new(['lab', 'belay-a-cleat', '--title', 'Belay: now', '--environment', environment, '--minutes', '15']);
    expect(addedLines(before, work.text(paths.cleat))).toEqual(['minutes: {reading: 7, lab: 15}', '## Lab', '<Lab />']);
    expect(work.text(paths.cleat)).toContain('</Compare>\n\n## Lab\n\n<Lab />\n\n## Test yourself\n\n<Quiz />\n');
    expect(work.allFindings()).toEqual([]);
  });

  test('lab: one in a cluster can be done as it is begun', async () => {
    await work.new(['lab', 'belay-a-cleat', '--title', 'Belay', '--environment', 'cluster']);
    const folder = dirname(paths.cleat);
    const lab = labSchema.parse(parse(work.text(`${folder}/lab.yaml`)));
    const files = new Map([['web.yaml', work.text(`${folder}/files/web.yaml`)]]);
    expect(await tryLab({ lab, files, images: undefined })).toEqual([]);
  });

  test('everything that is marked is something that a published lesson must not have', async () => {
    await work.new(['lesson', 'mooring', 'coil-a-rope']);
    await work.new(['lab', 'coil-a-rope', '--title', 'Coil it']);
    const types = ['single', 'multiple', 'numeric', 'text', 'ordering'];
    for (const type of types) await work.new(['quiz', 'coil-a-rope', '--type', type]);
    const folder = 'content/courses/harbor/mooring/coil-a-rope';
    const texts = ['lesson.mdx', 'quiz.yaml', 'lab.yaml'].map((name) => work.text(`${folder}/${name}`));
    const marked = texts.flatMap((text) => text.split('\n')).filter((line) => line.includes('TODO'));
    expect(marked.filter((line) => !placeholders.some((sentence) => line.includes(sentence)))).toEqual([]);
    expect(work.findings(folder)).toEqual([]);
    work.write(`${folder}/lesson.mdx`, work.text(`${folder}/lesson.mdx`).replace('status: draft', 'status: published'));
    const found = work.findings(folder).filter((finding) => finding.startsWith('lesson/placeholder'));
    expect(found).toHaveLength(marked.length);
  });

  test('lab: refuses a second one, and minutes that are none', async () => {
    expect(await work.refusal(['lab', 'tie-a-bowline', '--title', 'Again'])).toBe(
      `The lesson "tie-a-bowline" has a lab already: ${paths.bowlineLab}\nDo:  Add a task to it; schemas/lab.schema.json explains every key.`,
    );
    expect(await work.refusal(['lab', 'belay-a-cleat', '--title', 'Now', '--minutes', 'ten'])).toBe(
      '--minutes: "ten" is no number of minutes. Write a whole number from 1 to 480.',
    );
  });

  test('term: at its place, with what links it', async () => {
    const before = work.text(paths.glossary);
    const words = ['--term', 'Cable: long', '--definition', 'A rope of more than 100 m.', '--see', 'cleat'];
    const output = await work.new(['term', ...words]);
    expect(output).toContain('<Term id="cable-long">Cable: long</Term>');
    expect(addedLines(before, work.text(paths.glossary))).toEqual(
      [
        '  - id: cable-long',
        '    term: "Cable: long"',
        '    definition: A rope of more than 100 m.',
        '      - cleat',
      ].toSpliced(3, 0, '    see:'),
    );
    expect((parse(work.text(paths.glossary)) as { terms: { id: string }[] }).terms.map(({ id }) => id)).toEqual([
      ...['bowline', 'cable-long', 'cleat', 'true-north', 'variation', 'working-end'],
    ]);
    expect(work.allFindings()).toEqual([]);
  });

  test.each([
    [
      ['--term', 'Cleat', '--definition', 'A fitting.'],
      'There is a term "cleat" already. Choose another id. Say it with --id.',
    ],
    [
      ['--term', 'Buoy', '--definition', 'It `floats`.'],
      '--definition: Definitions are plain text, without Markdown: they are shown in tooltips, too.',
    ],
    [
      ['--term', 'Buoy', '--definition', 'It floats. '.repeat(30)],
      '--definition: It has 330 characters; at most 300 are shown in full. Say it shorter.',
    ],
    [
      ['--term', 'Buoy', '--definition', 'It floats.', '--see', 'cleats'],
      '--see: There is no term "cleats". Did you mean "cleat"?',
    ],
    [
      ['--term', 'Buoy', '--definition', 'It floats.', '--source', 'buoys.example'],
      '--source: "buoys.example" is not an address. Write it whole, such as https://kubernetes.io/docs/',
    ],
  ])('term: refuses %j', async (words, message) => {
    expect(await work.refusal(['term', ...words])).toBe(message);
  });

  test('person: asks, and says how to sign', async () => {
    const answers = ['Éva Ö’Neill', '', '', '', '@eva', 'eva', 'author, 3', ''];
    const output = await work.new(['person'], answers);
    expect(output).toContain(
      '  "@eva" is not the name of an account. Write it without @ and without the address, such as ada; a team as organization/team.\n',
    );
    expect(output).toContain('authors: [eva-oneill]');
    expect(
      work
        .text(paths.people)
        .endsWith(
          '  - id: eva-oneill\n    name: Éva Ö’Neill\n    kind: person\n    github: eva\n    roles: [author, maintainer]\n',
        ),
    ).toBe(true);
    expect(work.allFindings()).toEqual([]);
    expect(await work.refusal(['person', '--name', 'Ada'])).toBe(
      'There is somebody with the id "ada" already. Choose another id. Say it with --id.',
    );
  });
});
