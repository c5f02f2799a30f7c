import { describe, expect, test } from 'vitest';
import { lessonHash } from '../../../src/attribution/hash.ts';
import { buildManifest, manifestText, shownHash } from '../../../src/attribution/manifest.ts';
import type { ContentFiles } from '../../../src/curriculum/read.ts';
import { adaptLesson } from '../../../src/fork/adapt.ts';
import { assembled, barge, bodyOf, edited, PATCH, paragraph } from '../../helpers/edits.ts';
import { textOf } from '../../helpers/fixture.ts';
import { BRAND, filledIn, forkFiles, forkOf, LOGO, problemsOf } from '../../helpers/layer.ts';
import { attributionOf } from '../../helpers/lesson-page.ts';

describe('a fork of a fork', () => {
  const inner = (files: ContentFiles): Map<string, string> => {
    const released = new Map(files);
    const manifest = buildManifest(assembled(files), files, { version: '2.0.0', released: '2026-07-01' }, undefined);
    return released
      .set('provider/manifest.json', manifestText(manifest))
      .set('provider/provider/brand.yaml', BRAND.replace('Harbor Academy', 'Quay School').replace('academy', 'quay'))
      .set('provider/provider/assets/logo.svg', LOGO);
  };

  test('takes edits as they are, edits what was edited, and keeps every indication of changes', () => {
    const taken = inner(barge());
    expect(attributionOf('tie-a-bowline', assembled(taken)).credit.changes).toContain('Changes: 2026-06-01: A barge');
    const again = edited(taken, paragraph('A barge pulls'), {
      from: 'A barge pulls',
      to: 'A ship pulls',
      text: 'A ship',
    });
    expect(problemsOf(again)).toEqual([]);
    expect(bodyOf(again)).toContain('A ship pulls');
    const { credit } = attributionOf('tie-a-bowline', assembled(again));
    expect(credit.statements.map(({ items }) => items)).toEqual([['2026-06-01: A ship'], ['2026-06-01: A barge']]);
    const without = new Map(again);
    without.set(PATCH, textOf(PATCH, again).replace('A barge pulls', 'A raft pulls'));
    expect(problemsOf(without)[0]).toContain('It is now: "A raft pulls at its rope');
  });

  test('copies what was edited, with its lineage, and is stale once the edit below changes', () => {
    const taken = inner(barge());
    const copy = new Map(taken);
    for (const [path, content] of adaptLesson(forkOf(taken), 'tie-a-bowline', undefined)) {
      copy.set(path, filledIn(path, content, `[{date: 2026-06-01, text: Shorter}]`));
    }
    expect(problemsOf(copy)).toEqual([]);
    const { credit } = attributionOf('tie-a-bowline', assembled(copy));
    expect(credit.statements.map(({ items }) => items)).toEqual([['2026-06-01: Shorter'], ['2026-06-01: A barge']]);
    const changed = new Map(copy).set(PATCH, textOf(PATCH, copy).replace('A barge pulls', 'A raft pulls'));
    expect(problemsOf(changed)[0]).toContain('provenance/stale provider/provider/lessons/tie-a-bowline/lesson.mdx');
  });

  test('edits a copy of the fork below', () => {
    const copied = forkFiles();
    for (const [path, content] of adaptLesson(forkOf(copied), 'tie-a-bowline', undefined)) {
      copied.set(path, filledIn(path, content, `[{date: 2026-06-01, text: Copied}]`));
    }
    const files = barge(inner(copied));
    expect(problemsOf(files)).toEqual([]);
    expect(bodyOf(files)).toContain('A barge pulls');
    const { credit } = attributionOf('tie-a-bowline', assembled(files));
    expect(credit.statements.map(({ items }) => items)).toEqual([['2026-06-01: A barge'], ['2026-06-01: Copied']]);
  });

  test('hashes what readers get: the files as they are where nothing was edited', () => {
    const lesson = assembled(forkFiles()).lessons.get('tie-a-bowline');
    const files = [...forkFiles()].flatMap(([path, text]): [string, string][] =>
      path.includes('/tie-a-bowline/') ? [[path.split('/tie-a-bowline/')[1] ?? '', text]] : [],
    );
    expect(lesson && shownHash(lesson)).toBe(lessonHash(new Map(files)));
    const patched = assembled(barge()).lessons.get('tie-a-bowline');
    expect(patched && shownHash(patched)).not.toBe(lesson && shownHash(lesson));
  });
});
