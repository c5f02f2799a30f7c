import { beforeAll, describe, expect, test } from 'vitest';
import type { Edition } from '../../src/assembly/edition.ts';
import { lessonsWithQuestions } from '../../src/publications/banks/bank.ts';
import { cartridge11, cartridge13, thinCartridge } from '../../src/publications/cartridge/cartridge.ts';
import { askedAs, profileLosses } from '../../src/publications/cartridge/profile.ts';
import { sourcesOf } from '../../src/publications/select.ts';
import { translator } from '../../src/strings/index.ts';
import { assemble, loadTiny, paths, replace, withChange } from '../helpers/fixture.ts';
import { longTest } from '../helpers/long.ts';
import {
  all,
  fileOf,
  oddTiny,
  only,
  ownText,
  publish,
  realCurriculum,
  unzipped,
  xmlOf,
} from '../helpers/publications.ts';

let tiny: Edition;
beforeAll(() => {
  tiny = loadTiny();
});

/** What is wrong with a cartridge, besides its XML: files that are not listed or not there, addresses that lead nowhere. */
function problems(files: ReadonlyMap<string, string>): string[] {
  const manifest = xmlOf(files.get('imsmanifest.xml') ?? '');
  const listed = all(manifest, 'file').map(({ attributes }) => decodeURIComponent(attributes.href ?? ''));
  const resources = new Set(all(manifest, 'resource').map(({ attributes }) => attributes.identifier));
  const found = [
    ...[...files.keys()]
      .filter((path) => path !== 'imsmanifest.xml' && !listed.includes(path))
      .map((path) => `${path} is not listed`),
    ...listed.filter((path) => !files.has(path)).map((path) => `${path} is not there`),
    ...all(manifest, 'item')
      .flatMap(({ attributes }) => attributes.identifierref ?? [])
      .filter((id) => !resources.has(id))
      .map((id) => `there is no resource ${id}`),
  ];
  for (const [path, text] of files) {
    if (path.endsWith('.xml')) xmlOf(text);
    if (!path.startsWith('lessons/') || !path.endsWith('/index.html')) continue;
    if (/<(script|form|button|iframe|link)\b| on[a-z]+=/.test(text)) found.push(`${path} runs something`);
    for (const [, kind, address = ''] of text.matchAll(/\b(href|src)="([^"]*)"/g)) {
      const whole = address.replaceAll('&amp;', '&').replaceAll('&#x26;', '&');
      const [file = '', anchor] = decodeURIComponent(whole).split('#');
      if (/^https:/.test(whole) && kind === 'href') continue;
      const to = file === '' ? path : new URL(file, `file:///${path}`).pathname.slice(1);
      const target = files.get(to);
      if (target === undefined) found.push(`${path} leads to ${whole}`);
      else if (anchor !== undefined && !target.includes(` id="${anchor}"`)) found.push(`${path} has no ${whole}`);
    }
  }
  return found;
}

describe.each([
  ['1.1', cartridge11, '1.1.0', 'v1p1'],
  ['1.3', cartridge13, '1.3.0', 'v1p3'],
] as const)('Common Cartridge %s', (version, format, number, name) => {
  test('has modules as folders, and for each lesson its page, lab, quiz and files', async () => {
    const files = unzipped(fileOf(await publish(tiny, format), `harbor-cc-${version}.imscc`));
    expect(problems(files)).toEqual([]);
    const manifest = xmlOf(files.get('imsmanifest.xml') ?? '');
    expect(ownText(only(manifest, 'schemaversion'))).toBe(number);
    expect(all(manifest, 'title').map(ownText)).toEqual([
      'Mooring',
      'Tie a bowline',
      'Tie a bowline: Lab',
      'Tie a bowline: Quiz, 2 questions',
      'Belay a cleat',
      'Belay a cleat: Quiz, 1 question',
      'Signals',
      'Code flags',
      'Code flags: Quiz, 1 question',
    ]);
    expect(new Set(all(manifest, 'resource').map(({ attributes }) => attributes.type))).toEqual(
      new Set([
        'webcontent',
        `imswl_xml${name}`,
        `imsqti_xmlv1p2/imscc_xml${name}/assessment`,
        `imsqti_xmlv1p2/imscc_xml${name}/question-bank`,
      ]),
    );
    const page = files.get('lessons/tie-a-bowline/index.html') ?? '';
    for (const part of ['creators', 'copyright', 'licence', 'disclaimer', 'source', 'changes'])
      expect(page).toContain(`data-attribution="${part}"`);
    expect(files.get('lessons/tie-a-bowline/files/NOTICE.txt')).toContain('Creative Commons');
  });

  test('asks for exactly the right options where there are several', async () => {
    const files = unzipped(fileOf(await publish(tiny, format), `harbor-cc-${version}.imscc`));
    const quiz = xmlOf(files.get('quizzes/tie-a-bowline.xml') ?? '');
    const several = all(quiz, 'item')[1];
    if (!several) throw new Error('there is no second item');
    const exactly = only(several, 'and');
    expect(all(exactly, 'varequal').map((one) => [ownText(one), one.attributes.case])).toEqual([
      ['A', 'Yes'],
      ['B', 'Yes'],
      ['C', 'Yes'],
    ]);
    expect(all(only(exactly, 'not'), 'varequal').map(ownText)).toEqual(['B']);
    expect(all(several, 'respcondition').map(({ attributes }) => attributes.continue)).toEqual(['Yes', 'No', 'No']);
  });

  test('keeps odd names and texts', async () => {
    const files = unzipped(fileOf(await publish(oddTiny(), format), `harbor-cc-${version}.imscc`));
    expect(problems(files)).toEqual([]);
    expect(all(xmlOf(files.get('imsmanifest.xml') ?? ''), 'title').map(ownText)[0]).toContain(
      'A/B <Mooring> & "knots"',
    );
  });
});

describe('what Common Cartridge cannot ask', () => {
  const t = translator('en');
  const asked = (edition: Edition, lesson: string) => {
    const [source] = sourcesOf(edition, [], [lesson]);
    if (!source) throw new Error(`there is no ${lesson}`);
    const lessons = lessonsWithQuestions(source);
    const question = lessons[0]?.questions[0];
    if (!question) throw new Error('there is no question');
    return { asked: askedAs(question, t), losses: profileLosses(lessons) };
  };

  test('is an order, which is chosen among others', () => {
    const { asked: order, losses } = asked(tiny, 'compass-course');
    if (order.kind !== 'single') throw new Error(order.kind);
    expect(order.options).toHaveLength(4);
    expect(order.options.filter(({ correct }) => correct)).toHaveLength(1);
    expect(new Set(order.options.map(({ html }) => html)).size).toBe(4);
    expect(losses.map(({ instead }) => instead)).toEqual(['the right order is chosen among others']);
  });

  test('is a number that may differ: whole ones are listed, others chosen', () => {
    const whole = asked(
      assemble(withChange(paths.cleatQuiz, replace('answer: 2', 'answer: 20\n    tolerance: 2'))),
      'belay-a-cleat',
    );
    expect(whole.asked.kind === 'text' && whole.asked.accepted).toEqual(
      ['20', '18', '19', '21', '22'].flatMap((value) => [value, `${value} horns`]),
    );
    expect(whole.losses).toEqual([]);
    const part = asked(
      assemble(withChange(paths.cleatQuiz, replace('answer: 2', 'answer: 2\n    tolerance: 0.5'))),
      'belay-a-cleat',
    );
    expect(part.asked.kind === 'single' && part.asked.options.map(({ html, correct }) => [html, correct])).toEqual([
      ['2 horns', true],
      ['4 horns', false],
    ]);
    expect(part.losses).toHaveLength(1);
  });
});

test('a thin cartridge has links to the lessons and nothing else', async () => {
  const [harbor] = await publish(tiny, thinCartridge);
  const files = unzipped(harbor ?? { content: new Uint8Array() });
  expect(problems(files)).toEqual([]);
  expect([...files.keys()].filter((path) => path.startsWith('links/'))).toHaveLength(3);
  expect(only(xmlOf(files.get('links/page-tie-a-bowline.xml') ?? ''), 'url').attributes.href).toBe(
    'https://tiny.example/lessons/tie-a-bowline/',
  );
  expect(harbor?.losses.every(({ instead }) => instead !== undefined)).toBe(true);
});

test('lessons with drawings keep them, each in a file of its own', async () => {
  const files = unzipped(fileOf(await publish(realCurriculum(), cartridge11, ['pods', 'why-orchestration']), '.imscc'));
  expect(problems(files)).toEqual([]);
  const drawing = xmlOf(files.get('lessons/pods/figure-1.svg') ?? '');
  expect(ownText(only(drawing, 'style'))).toContain('prefers-color-scheme:dark');
});

longTest('the whole introduction comes out of every version', async () => {
  const course = realCurriculum();
  for (const format of [cartridge11, cartridge13, thinCartridge]) {
    const [made] = await publish(course, format);
    expect(problems(unzipped(made ?? { content: new Uint8Array() }))).toEqual([]);
    expect(made?.losses.filter(({ instead }) => instead === undefined)).toEqual([]);
  }
});
