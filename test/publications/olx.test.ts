import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Edition } from '../../src/assembly/edition.ts';
import { olx } from '../../src/publications/olx/olx.ts';
import { courseKey, olxLicence } from '../../src/publications/olx/settings.ts';
import type { Published } from '../../src/publications/publication.ts';
import { translator } from '../../src/strings/index.ts';
import { loadTiny } from '../helpers/fixture.ts';
import { longTest } from '../helpers/long.ts';
import {
  all,
  fileOf,
  oddTiny,
  only,
  ownText,
  publish,
  realCurriculum,
  textOf,
  xmlOf,
} from '../helpers/publications.ts';

/** The files of an archive, as text, by their paths below the course. */
async function filesIn({ content }: Published): Promise<Map<string, string>> {
  const entries = await unpackTar(new Uint8Array(gunzipSync(content)));
  return new Map(
    entries.map(({ header, data = new Uint8Array() }) => {
      expect([header.type, header.mtime?.getTime(), header.uid]).toEqual(['file', 0, 0]);
      const isText = !/\.(png|jpe?g|gif|webp|avif|zip)$/.test(header.name);
      return [header.name.replace(/^course\//, ''), isText ? textOf({ content: data }) : ''];
    }),
  );
}

/** What is wrong with a course: names that lead to nothing, or twice to the same; files that nothing uses; links that lead nowhere. */
function problems(files: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  const used = new Set(['course.xml', 'policies/assets.json', 'assets/assets.xml']);
  const course = xmlOf(files.get('course.xml') ?? '').root;
  const run = course?.attributes.url_name;
  for (const path of [`course/${run}.xml`, `policies/${run}/policy.json`, `policies/${run}/grading_policy.json`]) {
    used.add(path);
    if (!files.has(path)) found.push(`there is no ${path}`);
  }
  for (const [path, text] of files) {
    if (!path.endsWith('.xml')) continue;
    const root = xmlOf(text).root;
    if (path.startsWith('problem/') || !root) continue;
    if (path.startsWith('html/')) used.add(`html/${root.attributes.filename}.html`);
    for (const name of ['chapter', 'sequential', 'vertical', 'html', 'problem'])
      for (const child of all(root, name)) {
        const to = `${name}/${child.attributes.url_name}.xml`;
        if (child === root) continue;
        if (used.has(to)) found.push(`${to} is used twice`);
        if (!/^[\w-]+$/.test(child.attributes.url_name ?? '')) found.push(`${to} is no key`);
        used.add(to);
      }
  }
  for (const path of used) if (!files.has(path)) found.push(`there is no ${path}`);
  for (const path of files.keys())
    if (!used.has(path) && !/^(static|about)\/[\w.-]+$/.test(path)) found.push(`nothing uses ${path}`);
  for (const [path, text] of files) {
    if (!/^(html\/.*\.html|problem\/.*)$/.test(path)) continue;
    if (/lesson-in-course|<(script|form|button|iframe)\b| on[a-z]+=/.test(text))
      found.push(`${path} holds what it must not`);
    for (const [, kind, address = ''] of text.matchAll(/\b(href|src)="([^"]*)"/g)) {
      const [to = '', anchor] = address.split('#');
      const unit = /^\/jump_to_id\/(.*)$/.exec(to)?.[1];
      if (/^https:/.test(to) && kind === 'href') continue;
      if (to.startsWith('/static/') && files.has(to.slice(1))) continue;
      const target =
        unit === undefined
          ? to === ''
            ? text
            : undefined
          : (files.get(`html/${unit}.html`) ?? files.get(`vertical/${unit}.xml`));
      if (target === undefined) found.push(`${path} leads to ${address}`);
      else if (anchor !== undefined && !target.includes(` id="${anchor}"`) && !path.includes(`--${anchor}.`))
        found.push(`${path} has no ${address}`);
    }
  }
  return found;
}

let tiny: Edition;
beforeAll(() => {
  tiny = loadTiny();
});

test('a course has chapters, graded lessons in units, and everything that they name', async () => {
  const files = await filesIn(fileOf(await publish(tiny, olx), 'harbor-olx.tar.gz'));
  expect(problems(files)).toEqual([]);
  const course = xmlOf(files.get('course/v1-2-0.xml') ?? '').root;
  expect(course?.attributes).toMatchObject({ license: 'creative-commons: ver=4.0 BY', display_name: 'Leaving harbor' });
  const lesson = xmlOf(files.get('sequential/lesson-tie-a-bowline.xml') ?? '').root;
  expect(lesson?.attributes).toEqual({ display_name: 'Tie a bowline', graded: 'true', format: 'Quiz' });
  const grading = JSON.parse(files.get('policies/v1-2-0/grading_policy.json') ?? '');
  expect(grading.GRADER).toEqual([expect.objectContaining({ type: 'Quiz', min_count: 3, weight: 1 })]);
  const pages = [...files].filter(([path]) => /^html\/tie-a-bowline.*html$/.test(path)).map(([, text]) => text);
  for (const part of ['creators', 'copyright', 'licence', 'disclaimer', 'source', 'changes'])
    expect(pages.filter((text) => text.includes(`data-attribution="${part}"`))).toHaveLength(1);
  expect(pages.join()).toContain('https://tiny.example/lessons/tie-a-bowline/');
  expect(files.get('html/glossary.html')).toContain('id="bowline"');
});

test('problems are judged as on the site: several options as a whole, texts without case, orders place by place', async () => {
  const made = await publish(tiny, olx);
  const files = await filesIn(fileOf(made, 'harbor-olx.tar.gz'));
  const several = xmlOf(files.get('problem/tie-a-bowline-good-uses.xml') ?? '');
  expect(only(several, 'choiceresponse').attributes).toEqual({});
  expect(all(several, 'choice').map(({ attributes }) => attributes.correct)).toEqual(['true', 'false', 'true']);
  expect(only(several, 'choicehint').attributes.selected).toBe('true');
  const text = xmlOf(files.get('problem/code-flags-diver.xml') ?? '');
  expect(only(text, 'stringresponse').attributes).toEqual({ answer: 'A', type: 'ci' });
  expect(only(text, 'additional_answer').attributes.answer).toBe('Alfa');
  expect(only(text, 'stringequalhint').attributes.answer).toBe('Q');
  const number = xmlOf(files.get('problem/belay-a-cleat-horns.xml') ?? '');
  expect(ownText(only(number, 'label'))).toBe('How many horns does a cleat have?');
  const sea = await filesIn(fileOf(made, 'open-sea-olx.tar.gz'));
  const order = all(xmlOf(sea.get('problem/compass-course-sequence.xml') ?? ''), 'optioninput');
  const right = order.map((place) =>
    all(place, 'option')
      .filter(({ attributes }) => attributes.correct === 'True')
      .map(ownText),
  );
  expect(right).toEqual([
    ['Measure the true course on the chart'],
    ['Apply the variation'],
    ['Apply the deviation of the compass'],
  ]);
  expect(made.flatMap(({ losses }) => losses).every(({ instead }) => instead !== undefined)).toBe(true);
});

test('odd names and texts stay as they are, and names of the course are keys', async () => {
  const odd = oddTiny();
  const files = await filesIn(fileOf(await publish(odd, olx), 'harbor-olx.tar.gz'));
  expect(problems(files)).toEqual([]);
  expect(xmlOf(files.get('chapter/module-mooring.xml') ?? '').root?.attributes.display_name).toContain(
    'A/B <Mooring> & "knots"',
  );
  const answers = xmlOf(files.get('problem/code-flags-diver.xml') ?? '');
  expect(all(answers, 'additional_answer').map(({ attributes }) => attributes.answer)).toContain('אלפא');
});

describe('settings', () => {
  test('name the course by keys', () => {
    const [course] = tiny.courses;
    if (!course) throw new Error('there is no course');
    expect(courseKey(tiny, course)).toEqual({ org: 'tiny-example', course: 'harbor', run: 'v1-2-0' });
  });

  test('write licenses of Creative Commons, and no other', () => {
    const licence = (spdx: string) => olxLicence({ spdx, name: '', url: '' });
    expect(licence('CC-BY-4.0')).toBe('creative-commons: ver=4.0 BY');
    expect(licence('CC-BY-NC-SA-4.0')).toBe('creative-commons: ver=4.0 BY NC SA');
    expect(licence('Apache-2.0')).toBeUndefined();
    expect(translator('en')('quizName')).toBe('Quiz');
  });
});

longTest('each real course is one of Open edX, as a whole', async () => {
  const curriculum = realCurriculum();
  const made = await publish(curriculum, olx);
  expect(made).toHaveLength(curriculum.courses.length);
  let lessons = 0;
  for (const course of made) {
    const files = await filesIn(course);
    expect(problems(files)).toEqual([]);
    lessons += [...files.keys()].filter((path) => path.startsWith('sequential/lesson-')).length;
    expect(course.losses.filter(({ instead }) => instead === undefined)).toEqual([]);
    for (const [path, text] of files)
      if (path.startsWith('problem/'))
        for (const option of all(xmlOf(text), 'option')) expect(ownText(option)).not.toContain("'");
  }
  expect(lessons).toBe(curriculum.lessons.size);
});
