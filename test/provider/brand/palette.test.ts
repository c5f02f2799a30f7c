import { describe, expect, test } from 'vitest';
import { siteTokens } from '../../../src/assembly/load.ts';
import { brandPalette, contrastTable } from '../../../src/provider/brand/brand-palette.ts';
import { contrast, cssColor, hexColor, parseColor } from '../../../src/provider/brand/color.ts';
import { measure, requirements } from '../../../src/provider/brand/palette.ts';
import { contrast as independent } from '../../helpers/color.ts';

const site = siteTokens().colors;

/** Accents from all around the wheel, and the hard ones: pale, dark, gray, and brighter than a screen can show. */
const ACCENTS = [
  '#ffe600',
  '#ff0000',
  '#0a6e5c',
  '#00f',
  '#f0f',
  'black',
  'white',
  '#777',
  'oklch(0.7 0.4 150)',
  'rebeccapurple',
  'hsl(30 100% 50%)',
];

describe('the palette of a brand', () => {
  test.each(ACCENTS)('made from %s is legible everywhere, on light and on dark pages', (accent) => {
    const { tokens, problems } = brandPalette({ accent, palette: undefined }, site);
    expect(problems).toEqual([]);
    const rows = [...requirements(tokens)];
    expect(rows.length).toBeGreaterThan(20);
    for (const { token, ground, minimum } of rows) {
      for (const scheme of ['light', 'dark'] as const) {
        const [one, other] = [tokens.get(token)?.[scheme], tokens.get(ground)?.[scheme]];
        if (!one || !other) throw new Error(`there is no --${token} or --${ground}`);
        expect(
          independent(cssColor(one), cssColor(other)),
          `--${token} on --${ground} (${scheme})`,
        ).toBeGreaterThanOrEqual(minimum - 0.03);
      }
    }
  });

  test('keeps an accent that is legible as it is', () => {
    const { own } = brandPalette({ accent: '#0a6e5c', palette: undefined }, site);
    const accent = own.get('overprint')?.light;
    expect(accent && hexColor(accent)).toBe('#0a6e5c');
  });

  test('has the hue of the accent in its links and lines', () => {
    const { own } = brandPalette({ accent: '#8a1c7c', palette: undefined }, site);
    const hue = parseColor('#8a1c7c')?.hue ?? 0;
    for (const name of ['overprint', 'deep', 'shoal', 'line-strong']) {
      expect(Math.abs((own.get(name)?.light.hue ?? 0) - hue)).toBeLessThan(12);
    }
  });

  test('leaves gray where the accent is gray', () => {
    const { own } = brandPalette({ accent: '#777', palette: undefined }, site);
    expect(own.size).toBeGreaterThan(5);
    expect([...own.values()].map(({ light }) => light.chroma <= 0.01)).not.toContain(false);
  });

  test.each([
    ['#ffe600', 'light', '--overprint on --paper has a contrast of 1.21 on light pages; at least 4.5 is needed.'],
    ['#111111', 'dark', '--overprint on --paper has a contrast of 1.'],
  ])('refuses an explicit %s on %s pages, and names the nearest color that passes', (color, scheme, message) => {
    const fine = { light: '#8a1c7c', dark: '#f0a0e0' };
    const { problems } = brandPalette(
      { accent: '#8a1c7c', palette: { overprint: { ...fine, [scheme]: color } } },
      site,
    );
    expect(problems[0]?.path).toEqual(['palette', 'overprint', scheme]);
    expect(problems[0]?.message).toContain(message);
    const nearest = /"(#[0-9a-f]{6})"/.exec(problems[0]?.remedy ?? '')?.[1] ?? '';
    const again = brandPalette({ accent: '#8a1c7c', palette: { overprint: { ...fine, [scheme]: nearest } } }, site);
    expect(again.problems.filter(({ path }) => path[1] === 'overprint')).toEqual([]);
  });

  test('blames the ground if that is what the brand chose', () => {
    const { problems } = brandPalette({ accent: '#8a1c7c', palette: { paper: { light: '#888', dark: '#000' } } }, site);
    expect(problems[0]?.path).toEqual(['palette', 'paper', 'light']);
    expect(problems[0]?.remedy).toContain('Make --paper lighter');
  });

  test('refuses what is no color', () => {
    const { problems } = brandPalette({ accent: 'greenish', palette: undefined }, site);
    expect(problems).toEqual([
      {
        path: ['accent'],
        message: '"greenish" is not a color.',
        remedy: 'Write a CSS color, such as "#0a6e5c" (in quotes), teal or oklch(0.5 0.12 170).',
      },
    ]);
  });

  test('is printed as a table with a line for every color', () => {
    const { tokens } = brandPalette({ accent: '#0a6e5c', palette: undefined }, site);
    const table = contrastTable(tokens);
    for (const token of new Set(requirements(tokens).map((row) => row.token)))
      expect(table).toMatch(new RegExp(`^  ${token} +≥ `, 'm'));
    expect(table).not.toContain('TOO LOW');
  });
});

describe('the measure of contrast', () => {
  test('agrees with an independent one on the colors of the site', () => {
    const rows = [...measure(site)];
    expect(rows.length).toBeGreaterThan(20);
    for (const { token, ground, scheme, ratio } of rows) {
      const [one, other] = [site.get(token)?.[scheme], site.get(ground)?.[scheme]];
      if (!one || !other) throw new Error(`there is no --${token} or --${ground}`);
      expect(ratio).toBeCloseTo(independent(cssColor(one), cssColor(other)), 0);
    }
  });

  test('knows black and white', () => {
    const [black, white] = [parseColor('black'), parseColor('white')];
    if (!black || !white) throw new Error('black and white cannot be read');
    expect(contrast(black, white)).toBeCloseTo(21, 1);
  });
});
