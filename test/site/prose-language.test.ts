import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourcePaths } from '../../src/cli/source-paths.ts';
import { PROSE_LANGUAGE, proseIn } from '../../src/site/prose-language.ts';

describe('the language of prose', () => {
  const ids = ['de/privacy', 'en/privacy', 'en/rebrand', 'zh-CN/rebrand'];

  test('is that of the site', () => {
    expect(proseIn('zh-CN', ids)).toEqual(
      new Map([
        ['privacy', 'en/privacy'],
        ['rebrand', 'zh-CN/rebrand'],
      ]),
    );
  });

  test('is English where a page is not translated, whichever comes first', () => {
    expect(proseIn('de', ids).get('rebrand')).toBe('en/rebrand');
    expect(proseIn('de', ids).get('privacy')).toBe('de/privacy');
    expect(proseIn('de', ids.toReversed()).get('privacy')).toBe('de/privacy');
  });

  test('is never one that was not asked for', () => {
    expect([...proseIn('en', ids).values()]).toEqual(['en/privacy', 'en/rebrand']);
    expect(proseIn('de', ['zh-CN/rebrand'])).toEqual(new Map());
  });
});

describe('prose of the site', () => {
  const folder = join(sourcePaths.prose, PROSE_LANGUAGE);
  const files = readdirSync(folder);

  test('has the pages that say how to reuse the lessons, what is known of readers, and what was done for all of them', () => {
    expect(files.sort()).toEqual([
      'accessibility.mdx',
      'attribution.mdx',
      'history.mdx',
      'practice-cluster.mdx',
      'privacy.mdx',
      'rebrand.mdx',
      'set-up.mdx',
      'use-in-classes.mdx',
    ]);
  });

  test.each(files)('%s holds text and components by name, no program', (file) => {
    const text = readFileSync(join(folder, file), 'utf8').replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
    expect(text).not.toMatch(/^(?:import|export)\b/m);
    expect(text).not.toMatch(/[{}]/);
  });
});
