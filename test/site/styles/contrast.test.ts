import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { colorTokens, contrast, srgbBytes } from '../../helpers/color.ts';

const tokens = colorTokens(readFileSync('src/site/styles/tokens.css', 'utf8'));

function color(name: string, scheme: 'light' | 'dark'): string {
  const value = tokens.get(name)?.[scheme];
  if (value === undefined) throw new Error(`there is no colour --${name}`);
  return value;
}

const inks = ['ink', 'muted', 'deep', 'overprint', 'port', 'starboard'];
const codeInks = [...tokens.keys()].filter((name) => name.startsWith('code-'));
const schemes = ['light', 'dark'] as const;
const on = (texts: readonly string[], grounds: readonly string[]): [string, string, 'light' | 'dark'][] =>
  texts.flatMap((text) =>
    grounds.flatMap((ground) => schemes.map((scheme): [string, string, 'light' | 'dark'] => [text, ground, scheme])),
  );

describe('the measure of contrast', () => {
  test('knows black, white and colors in between', () => {
    expect(contrast('oklch(0 0 0)', 'oklch(1 0 0)')).toBeCloseTo(21, 1);
    expect(contrast('oklch(0.5 0.1 250)', 'oklch(0.5 0.1 250)')).toBe(1);
    // sRGB red, green, blue and a middle gray, as CSS Color 4 gives them in OKLCH.
    expect(srgbBytes('oklch(0.62796 0.25768 29.2339)')).toEqual([255, 0, 0]);
    expect(srgbBytes('oklch(0.86644 0.29483 142.4953)')).toEqual([0, 255, 0]);
    expect(srgbBytes('oklch(0.45201 0.31321 264.052)')).toEqual([0, 0, 255]);
    expect(srgbBytes('oklch(0.59987 0 0)')).toEqual([128, 128, 128]);
  });
});

describe('text', () => {
  test('has colors for code', () => {
    expect(codeInks.length).toBeGreaterThanOrEqual(6);
  });

  test.each(on([...inks, ...codeInks], ['paper', 'land', 'shoal']))(
    'in --%s on --%s is legible (%s)',
    (text, ground, scheme) => {
      expect(contrast(color(text, scheme), color(ground, scheme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(on(['ink', ...codeInks], ['mark']))(
    'in --%s on --%s is legible where lines are marked (%s)',
    (text, ground, scheme) => {
      expect(contrast(color(text, scheme), color(ground, scheme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(on(['on-overprint'], ['overprint']))('in --%s on --%s is legible (%s)', (text, ground, scheme) => {
    expect(contrast(color(text, scheme), color(ground, scheme))).toBeGreaterThanOrEqual(4.5);
  });
});

describe('lines that carry meaning', () => {
  test.each(on(['line-strong'], ['paper']))('in --%s on --%s can be seen (%s)', (line, ground, scheme) => {
    expect(contrast(color(line, scheme), color(ground, scheme))).toBeGreaterThanOrEqual(3);
  });
});
