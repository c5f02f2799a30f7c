import { expect, test } from 'vitest';
import { siteAddress, sitePaths } from '../../src/curriculum/addresses.ts';
import { renderSlot } from '../../src/rendering/slot.ts';
import { translator } from '../../src/strings/index.ts';
import { assemble } from '../helpers/fixture.ts';
import { tagsOf } from '../helpers/html.ts';
import { render, withText } from '../helpers/render.ts';

test('a provider’s slot takes no id of the lessons that it stands on, and its own links still lead into it', () => {
  const text = '## Main\n\nSee [main](#main) and why.[^a]\n\n[^a]: A.';
  const curriculum = assemble(withText(text));
  const links = sitePaths(siteAddress(curriculum.identity.url));
  const slot = renderSlot(
    { name: 'end-of-lesson', path: 'provider/slots/end-of-lesson.mdx', form: 'mdx', text },
    curriculum,
    links,
    translator('en'),
  );
  expect(slot.findings).toEqual([]);
  const ids = (html: string): string[] => tagsOf(html).flatMap(({ attributes }) => attributes.id ?? []);
  const own = ids(slot.html);
  expect(own).toHaveLength(4);
  expect(ids(render('log-line', curriculum).html).filter((id) => own.includes(id))).toEqual([]);
  for (const { attributes } of tagsOf(slot.html))
    if (attributes.href?.startsWith('#')) expect(own).toContain(attributes.href.slice(1));
});
