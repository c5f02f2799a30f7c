import { describe, expect, test } from 'vitest';
import { learnerChanges } from '../../src/attribution/learner-changes.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { assemble, paths, readTiny, withChange } from '../helpers/fixture.ts';

const before = readTiny();

function report(after: ContentFiles): string {
  const edition = (files: ContentFiles) => ({ curriculum: assemble(files), files });
  return learnerChanges(edition(before), edition(after));
}

describe('what a change means for learners', () => {
  test('a longer lesson: its minutes and those of the curriculum', () => {
    const longer = withChange(paths.cleat, (text) => text.replace(/reading: \d+/, 'reading: 59'));
    expect(report(longer)).toMatch(/^- Changed: .+ \(`belay-a-cleat`\), \d+ → 59 min$/m);
    expect(report(longer)).toMatch(/^\| Time to learn \| .+ → .+ \|$/m);
  });

  test('nothing but a glossary: no lesson', () => {
    expect(report(before)).toContain('No lesson changes for learners.');
  });

  test('a title cannot mention people or bring HTML', () => {
    const mention = withChange(paths.cleat, (text) =>
      text.replace(/^title: .*$/m, 'title: "@everybody <img src=x> [x](y)"'),
    );
    const text = report(mention);
    expect(text).toContain('&#64;everybody &#60;img src=x&#62; &#91;x&#93;&#40;y&#41;');
    expect(text).not.toContain('@everybody');
  });

  test('a draft that is published is new', () => {
    const published = withChange(paths.lights, (text) => text.replace('status: draft', 'status: published'));
    expect(report(published)).toMatch(/^- New: .+ \(`night-lights`\), .+ min$/m);
    expect(report(published)).toMatch(/^\| Lessons \| 5 → 6 \|$/m);
  });
});
