import { expect, test } from 'vitest';
import { siteAddress, sitePaths } from '../../src/curriculum/addresses.ts';
import { models } from '../../src/lab/figures/index.ts';
import { figureNames, settingsOf } from '../../src/lab/figures/settings.ts';
import { pictureText } from '../../src/rendering/explore/describe.ts';
import { drawnHtml } from '../../src/rendering/explore/drawn.ts';
import { scene } from '../../src/rendering/explore/scene.ts';
import type { Say } from '../../src/rendering/explore/words.ts';
import { renderSlot } from '../../src/rendering/slot.ts';
import { translator } from '../../src/strings/index.ts';
import { assemble } from '../helpers/fixture.ts';
import { tagsOf } from '../helpers/html.ts';
import { htmlOf, mistake, mistakes, withText } from '../helpers/render.ts';

const say: Say = translator('en');

test.each(figureNames)('%s has a picture, and a text that says the same', async (figure) => {
  const { frames, still } = await models[figure].run(settingsOf(figure));
  const frame = frames[still];
  if (!frame) throw new Error('there is no still');
  const html = drawnHtml(scene(figure, frame, say));
  const things = frame.steps ?? frame.groups.flatMap((group) => group.pods);
  expect(tagsOf(html).filter(({ name }) => name === 'li')).toHaveLength(things.length);
  expect(things.length).toBeGreaterThan(3);
  const text = pictureText(frame, say);
  for (const { name } of frame.groups) expect(text).toContain(name);
  for (const step of frame.steps ?? []) expect(text).toContain(step.text);
  // Nothing was left to be filled in.
  expect(html + text).not.toMatch(/\{\w+\}|undefined|NaN/);
});

test('a figure begins with what its author has set, and its controls say so', () => {
  const tags = tagsOf(htmlOf('<Explore figure="requests" replicas="7" cpu="700m" caption="Try &amp; see" />'));
  const field = (name: string) => tags.find(({ attributes }) => attributes.name === name)?.attributes;
  expect(field('replicas')).toMatchObject({ type: 'range', min: '1', max: '12', value: '7', autocomplete: 'off' });
  expect(field('cpu')).toMatchObject({ value: '700', 'aria-valuetext': '700m' });
  expect(field('memory')).toMatchObject({ value: '1024', 'aria-valuetext': '1024Mi' });
  for (const { name, attributes } of tags.filter(({ attributes }) => attributes.name !== undefined))
    if (attributes.type !== 'checkbox')
      expect(
        tags.some((tag) => tag.name === 'label' && tag.attributes.for === attributes.id),
        name,
      ).toBe(true);
  const settings = tags.find(({ name }) => name === 'figure')?.attributes['data-settings'];
  expect(JSON.parse((settings ?? '').replaceAll('&quot;', '"'))).toEqual({
    replicas: 7,
    cpu: 700,
    memory: 1024,
    use: 20,
  });
});

test.each([
  ['figure="rolout" caption="C"', 'component/prop-value', 'Use one of: rollout, taints, requests, layers.'],
  ['caption="C"', 'component/missing-prop', 'needs the prop "figure"'],
  ['figure="rollout"', 'component/missing-prop', 'needs the prop "caption"'],
  ['figure="rollout" caption=""', 'component/prop-value', 'caption=""'],
  ['figure="rollout" replica="3" caption="C"', 'component/unknown-prop', 'replica'],
  ['figure="taints" replicas="3" caption="C"', 'component/unknown-prop', 'has no setting "replicas"'],
  ['figure="rollout" replicas="9" caption="C"', 'component/prop-value', 'Use a number from 1 to 8.'],
  ['figure="rollout" replicas="2.5" caption="C"', 'component/prop-value', 'Use a number from 1 to 8.'],
  ['figure="rollout" breaks="yes" caption="C"', 'component/prop-value', 'Use true or false.'],
  ['figure="requests" cpu="150" caption="C"', 'component/prop-value', 'in steps of 100'],
  ['figure="taints" node1="NoGo" caption="C"', 'component/prop-value', 'Use one of: none, PreferNoSchedule'],
])('<Explore %s /> is a mistake at its line', (props, rule, message) => {
  const text = `Before.\n\n<Explore ${props} />`;
  expect(mistakes(text)).toEqual([[rule, 3]]);
  expect(mistake(text).message).toContain(message);
});

test('a slot has no figure: it stands on pages that do not bring one', () => {
  const curriculum = assemble(withText('Text.'));
  const text = 'Before.\n\n<Explore figure="rollout" caption="C" />';
  const slot = renderSlot(
    { name: 'end-of-lesson', path: 'provider/slots/end-of-lesson.mdx', form: 'mdx', text },
    curriculum,
    sitePaths(siteAddress(curriculum.identity.url)),
    translator('en'),
  );
  expect(slot.findings.map(({ rule, line }) => [rule, line])).toEqual([['component/placement', 3]]);
});
