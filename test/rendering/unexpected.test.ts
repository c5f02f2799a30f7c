import { expect, test } from 'vitest';
import { siteAddress, sitePaths } from '../../src/curriculum/addresses.ts';
import { renderLesson } from '../../src/rendering/render.ts';
import { translator } from '../../src/strings/index.ts';
import { loadTiny, paths } from '../helpers/fixture.ts';
import { lessonOf, mistakes } from '../helpers/render.ts';

test.each([
  ['# Charts {/* which? */}', ['lesson/heading-one']],
  ['# Charts of edition <Version of="nothing" />', ['lesson/heading-one', 'version/unknown']],
  ['# A `code` [link](lesson:nowhere) heading', ['lesson/heading-one', 'link/unknown-lesson']],
  ['A line <Steps>with {expression} inside</Steps> of text.', ['component/placement', 'lesson/expression']],
  ['<Tabs>\n\nText with {expression}.\n\n</Tabs>', ['component/tabs', 'lesson/expression']],
  ['<Compare>\n\nText with <Nobody />.\n\n</Compare>', ['component/compare', 'component/unknown']],
])('what stands in something that is wrong is looked at, too: %s', (text, expected) => {
  expect(mistakes(text).map(([rule]) => rule)).toEqual(expected);
});

test('a lesson that breaks its renderer is named, and stops no other', () => {
  const curriculum = loadTiny();
  const links = sitePaths(siteAddress(curriculum.identity.url));
  const broken = {
    ...links,
    term: (): string => {
      throw new TypeError('the address of a term broke');
    },
  };
  const lesson = [...curriculum.lessons.values()].find(({ body }) => body.includes('<Term'));
  const { findings, html } = renderLesson(
    lesson ?? lessonOf(curriculum, 'log-line'),
    curriculum,
    broken,
    translator('en'),
  );
  expect(html).toBe('');
  expect(findings).toEqual([
    expect.objectContaining({
      rule: 'lesson/unexpected',
      file: lesson?.path ?? paths.logLine,
      message: 'What this file holds broke the program that reads it: the address of a term broke.',
    }),
  ]);
});
