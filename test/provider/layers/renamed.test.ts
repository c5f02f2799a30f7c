import { describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../../src/assembly/assemble.ts';
import { siteTokens } from '../../../src/assembly/load.ts';
import type { ContentFiles } from '../../../src/curriculum/read.ts';
import { paths, readTiny, textOf } from '../../helpers/fixture.ts';
import { forkFiles, problemsOf, renamedFolder } from '../../helpers/layer.ts';

const SETTINGS = 'provider/curriculum.yaml';
const KNOTS = 'content/courses/harbor/knots/module.yaml';
const PORT = 'content/courses/port/course.yaml';

/** Upstream has called the module "mooring" "knots", and the course "harbor" "port". */
function renamed(): ContentFiles {
  const withModule = renamedFolder(readTiny(), ['content/courses/harbor/mooring/', 'content/courses/harbor/knots/'], {
    [KNOTS]: (text) => `${text}aliases: [mooring]\n`,
    [paths.harbor]: (text) => text.replace('- mooring', '- knots'),
  });
  return renamedFolder(withModule, ['content/courses/harbor/', 'content/courses/port/'], {
    [PORT]: (text) => `${text}aliases: [harbor]\n`,
  });
}

function order(files: ContentFiles): string[] {
  const { courses } = assembleCurriculum(files, siteTokens()).curriculum ?? { courses: [] };
  return courses.flatMap((course) =>
    course.modules.map((module) => `${course.id}/${module.id}: ${module.lessons.map(({ id }) => id).join(' ')}`),
  );
}

const own = {
  'provider/lessons/our-lights/lesson.mdx': textOf(paths.lights).replace('status: draft', 'status: published'),
};

describe('a layer follows what upstream has renamed, and says so', () => {
  test.each([
    ['hide_modules: [mooring]', 1, 'module', 'mooring', 'knots', 'port/knots: '],
    ['hide_modules: [harbor/mooring]', 1, 'module', 'harbor/mooring', 'port/knots', 'port/knots: '],
    ['order: {mooring: [belay-a-cleat]}', 1, 'module', 'mooring', 'knots', 'port/knots: belay-a-cleat tie-a-bowline'],
    [
      'insert: [{lesson: our-lights, module: mooring}]',
      1,
      'module',
      'mooring',
      'knots',
      'port/knots: tie-a-bowline belay-a-cleat our-lights',
    ],
    ['order:\n  harbor: [signals]', 2, 'course', 'harbor', 'port', 'port/signals: code-flags'],
    ['order:\n  port: [signals, mooring]', 2, 'module', 'mooring', 'knots', 'port/signals: code-flags'],
  ])('in %s', (settings, line, kind, former, present, expected) => {
    const files = forkFiles(
      { ...(settings.includes('our-lights') ? own : {}), [SETTINGS]: `${settings}\n` },
      renamed(),
    );
    const warnings = problemsOf(files).filter((problem) => problem.startsWith('layer/'));
    expect(warnings.filter((problem) => !problem.startsWith('layer/hidden'))).toEqual([
      `layer/renamed ${SETTINGS}:${line}: The ${kind} "${former}" is called "${present}" now; this line has followed it. | Write "${present}" here when it suits you.`,
    ]);
    expect(order(files)).toContain(expected);
    const mended = new Map(files).set(SETTINGS, `${settings.replace(former, present)}\n`);
    expect(problemsOf(mended).filter((problem) => problem.startsWith('layer/renamed'))).toEqual([]);
    expect(order(mended)).toEqual(order(files));
  });

  test('in classes, and keeps the address of the course', () => {
    const offerings =
      'offerings:\n  - {id: spring, course: harbor, starts: 2026-09-01, ends: 2026-09-02, mode: online, language: en, price: 100, currency: EUR, time_zone: Europe/Berlin, registration: "https://academy.example/spring"}\n';
    const files = forkFiles({ 'provider/offerings.yaml': offerings }, renamed());
    const { curriculum, findings } = assembleCurriculum(files, siteTokens());
    expect(findings).toEqual([]);
    expect(curriculum?.offerings.map(({ course }) => course)).toEqual(['port']);
    expect([...(curriculum?.courseAliases ?? [])]).toEqual([['harbor', 'port']]);
  });

  test('in hide, insert, credit_withheld and edited, if it is a lesson', () => {
    const content = renamedFolder(
      readTiny(),
      ['content/courses/open-sea/navigation/log-line/', 'content/courses/open-sea/navigation/measure-speed/'],
      {
        [paths.navigation]: (text) => text.replace('- log-line', '- measure-speed'),
        'content/courses/open-sea/navigation/measure-speed/lesson.mdx': (text) =>
          text.replace('status:', 'aliases: [log-line]\nstatus:'),
      },
    );
    const settings = 'insert:\n  - {lesson: our-lights, before: log-line}\ncredit_withheld: [log-line]\n';
    const files = forkFiles({ ...own, [SETTINGS]: settings }, content);
    expect(problemsOf(files).map((problem) => problem.split(': ')[0])).toEqual([
      `layer/renamed ${SETTINGS}:2`,
      `layer/renamed ${SETTINGS}:3`,
    ]);
    expect(order(files)).toContain('open-sea/navigation: compass-course our-lights measure-speed');
    const layer = assembleCurriculum(files, siteTokens()).curriculum?.layers[0];
    expect(layer?.settings.credit_withheld).toEqual(['measure-speed']);
    const hidden = new Map(files).set(SETTINGS, 'hide: [log-line]\ninsert: [{lesson: our-lights, module: signals}]\n');
    expect(order(hidden)).toContain('open-sea/navigation: compass-course');
  });
});

describe('a former id that leads to two places is refused', () => {
  const withAliases = (edits: Readonly<Record<string, string>>): string[] => {
    const files = new Map(readTiny());
    for (const [path, aliases] of Object.entries(edits)) files.set(path, `${textOf(path)}aliases: [${aliases}]\n`);
    return problemsOf(files).map((problem) => problem.split(' | ')[0] ?? '');
  };

  test.each([
    [{ [paths.harbor]: 'open-sea' }, paths.harbor, 'The alias "open-sea" is the id of a course.'],
    [
      { [paths.harbor]: 'basin', 'content/courses/open-sea/course.yaml': 'basin' },
      'content/courses/open-sea/course.yaml',
      'The alias "basin" is already used by the course "harbor".',
    ],
    [{ [paths.mooring]: 'signals' }, paths.mooring, 'The alias "signals" is the id of a module.'],
    [
      { [paths.mooring]: 'open-sea/navigation' },
      paths.mooring,
      'The alias "open-sea/navigation" is the id of a module.',
    ],
    [
      { [paths.mooring]: 'knots', [paths.signals]: 'knots' },
      paths.signals,
      'The alias "knots" is already used by the module "mooring".',
    ],
  ])('%j', (edits, file, message) => {
    const [found = '', ...others] = withAliases(edits as Record<string, string>);
    expect(found).toBe(`id/alias-taken ${file}:${textOf(file).split('\n').length}: ${message}`);
    expect(others).toEqual([]);
  });

  test('but not in two courses, where a layer has to say which it means', () => {
    const content = new Map(readTiny());
    for (const path of [paths.mooring, paths.navigation]) content.set(path, `${textOf(path)}aliases: [ropes]\n`);
    expect(problemsOf(content)).toEqual([]);
    const named = problemsOf(forkFiles({ [SETTINGS]: 'hide_modules: [ropes]\n' }, content));
    expect(named).toEqual([
      `layer/unknown-module ${SETTINGS}:1: 2 modules are called "ropes": harbor/mooring, open-sea/navigation. | Write one of: harbor/mooring, open-sea/navigation.`,
    ]);
    const said = problemsOf(forkFiles({ [SETTINGS]: 'hide_modules: [open-sea/ropes]\n' }, content));
    expect(said[0]).toContain('The module "open-sea/ropes" is called "open-sea/navigation" now');
  });
});
