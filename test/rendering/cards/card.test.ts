import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { missingOn, type SocialCard, socialCard } from '../../../src/rendering/cards/card.ts';
import { MARGIN, SITE_STYLE, WIDTH } from '../../../src/rendering/cards/frame.ts';
import { titleLines, wrap } from '../../../src/rendering/cards/lines.ts';

const card = (title: string, language = 'en'): SocialCard => ({ language, label: [], title, imprint: [] });

/** Where ink of a card stands that a card without a title lacks: left and right edge, and number of pixels. */
async function inkOf(one: SocialCard): Promise<{ left: number; right: number; count: number }> {
  const pixels = async (what: SocialCard): Promise<Buffer> =>
    sharp(await socialCard(what, SITE_STYLE))
      .removeAlpha()
      .raw()
      .toBuffer();
  const [empty, drawn] = await Promise.all([pixels(card('')), pixels(one)]);
  let [left, right, count] = [WIDTH, 0, 0];
  for (let at = 0; at < drawn.length; at += 3) {
    if (drawn[at] === empty[at]) continue;
    const x = (at / 3) % WIDTH;
    left = Math.min(left, x);
    right = Math.max(right, x);
    count++;
  }
  return { left, right, count };
}

describe('the title of a card', () => {
  test.each([
    ['荷物を運ぶ船', 'ja'],
    ['容器镜像', 'zh'],
    ['컨테이너 이미지', 'ko'],
    ['Ταξίδι', 'el'],
    ['Контейнеры', 'ru'],
    ['Boats ≥ 1.36 → Ω', 'en'],
    ['Điều phối', 'vi'],
  ])('%j is drawn, all of it', async (title, language) => {
    expect(missingOn([card(title, language)])).toEqual([]);
    const whole = await inkOf(card(title, language));
    const half = await inkOf(card([...title].slice(0, -1).join(''), language));
    expect(whole.count).toBeGreaterThan(half.count);
    expect(half.count).toBeGreaterThan(0);
  });

  test.each([
    ['صيد السفن', 'ar', ['ص', 'ي', 'د', 'ا', 'ل', 'س', 'ف', 'ن']],
    ['नाव', 'hi', ['न', 'ा', 'व']],
    ['Ship it 🚀', 'en', ['🚀']],
  ])('%j: what cannot be drawn is named, and nothing else takes its place', async (title, language, missing) => {
    expect(missingOn([card(title, language)])).toEqual(missing);
    const other = title.startsWith('Ship') ? 'Ship it' : '';
    expect(await inkOf(card(title, language))).toEqual(await inkOf(card(other, language)));
  });

  test.each([
    'Pneumonoultramicroscopicsilicovolcanoconiosis-in-a-single-word-without-any-blank',
    'io.kubernetes.container.hash/terminationMessagePolicyOfEverySidecarContainer',
    `${'荷物を運ぶ船'.repeat(12)}。`,
    'Word '.repeat(60),
  ])('%j stays within the frame', async (title) => {
    const { left, right, count } = await inkOf(card(title));
    expect(count).toBeGreaterThan(1000);
    expect(left).toBeGreaterThanOrEqual(MARGIN - 4);
    expect(right).toBeLessThanOrEqual(WIDTH - MARGIN + 4);
  });

  test('is broken between characters of Chinese and Japanese, never before a comma or a closing bracket', () => {
    const setting = { weight: 800, language: 'ja' } as const;
    const lines = wrap('荷物を運ぶ船、「安全」な港。'.repeat(4), setting, 84);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join('')).toBe('荷物を運ぶ船、「安全」な港。'.repeat(4));
    for (const line of lines) {
      expect(line).not.toMatch(/^[、。」]/);
      expect(line).not.toMatch(/「$/);
    }
  });

  test('that is too long for the smallest size ends with dots', () => {
    const { lines } = titleLines('Word '.repeat(80), { weight: 800, language: 'en' }, { sizes: [84, 36], most: 3 });
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)).toMatch(/…$/);
  });
});
