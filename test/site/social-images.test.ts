import { describe, expect, test } from 'vitest';
import { socialCard } from '../../src/rendering/cards/card.ts';
import { SITE_STYLE } from '../../src/rendering/cards/frame.ts';
import { cards } from '../../src/site/integrations/social-images.ts';
import { assemble, loadTiny } from '../helpers/fixture.ts';
import { adapted, BRAND, forkFiles } from '../helpers/layer.ts';

const TERMS = '{spdx: LicenseRef-Terms, name: Our terms, url: "https://academy.example/terms"}';

describe('a social image', () => {
  test('says by whom a lesson is, who adapted it, and the license of that lesson', () => {
    const brand = { 'provider/brand.yaml': `${BRAND}adaptation_licence: ${TERMS}\n` };
    const all = cards(assemble(forkFiles({ ...adapted('tie-a-bowline'), ...brand })));
    expect(all.get('lessons/tie-a-bowline/social.png')).toMatchObject({
      credit: ['by Ada Anchor and The Tiny Harbor Crew', 'adapted by Harbor Academy'],
      imprint: ['Harbor Academy', 'LicenseRef-Terms'],
    });
    expect(all.get('lessons/belay-a-cleat/social.png')).toMatchObject({
      credit: ['by Ben Buoy', 'Tiny Harbor'],
      imprint: ['Harbor Academy', 'CC-BY-4.0'],
    });
    expect(all.get('social.png')?.imprint).toEqual(['academy.example']);
    expect(cards(loadTiny()).get('social.png')?.imprint).toEqual(['tiny.example', 'CC-BY-4.0']);
  });

  test('is drawn with however many names', async () => {
    const card = { language: 'en', label: ['A'], title: 'B', imprint: ['C'] };
    const draw = async (names: number): Promise<string> =>
      Buffer.from(await socialCard({ ...card, credit: ['Ada Anchor, '.repeat(names)] }, SITE_STYLE)).toString('base64');
    const [none, few, many, more] = await Promise.all([draw(0), draw(3), draw(60), draw(61)]);
    expect(none).not.toBe(few);
    expect(few).not.toBe(many);
    expect(many).toBe(more);
  });
});
