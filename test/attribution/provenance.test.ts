import { describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { creditHtml, creditMarkdown, creditSentence } from '../../src/attribution/credit.ts';
import { lessonHash } from '../../src/attribution/hash.ts';
import { lessonFiles } from '../../src/attribution/manifest.ts';
import { assemble, paths, textOf } from '../helpers/fixture.ts';
import { adapted, forkFiles, forkProblems } from '../helpers/layer.ts';
import { attributionOf } from '../helpers/lesson-page.ts';

const SETTINGS = 'provider/curriculum.yaml';
const BOWLINE = 'provider/lessons/tie-a-bowline/lesson.mdx';
const changedCleat = { [paths.cleat]: `${textOf(paths.cleat)}\nOne more turn.\n` };

function state(id: string, own: Readonly<Record<string, string>>): string | undefined {
  return assembleCurriculum(forkFiles(own), siteTokens()).curriculum?.provenance.get(id)?.state;
}

describe('where a lesson comes from', () => {
  test('is computed: unmodified, adapted, stale, or one of its own', () => {
    expect(state('belay-a-cleat', {})).toBe('verbatim');
    expect(state('tie-a-bowline', adapted('tie-a-bowline'))).toBe('adapted');
    expect(state('belay-a-cleat', { ...adapted('belay-a-cleat'), ...changedCleat })).toBe('stale');
    const own = textOf(paths.lights).replace('status: draft', 'status: published');
    expect(
      state('our-lights', {
        'provider/lessons/our-lights/lesson.mdx': own,
        [SETTINGS]: 'insert: [{lesson: our-lights, module: signals}]\n',
      }),
    ).toBe('original');
  });

  test('knows lessons that upstream had changed after its release when they were taken', () => {
    const files = assembleCurriculum(forkFiles(changedCleat), siteTokens()).curriculum;
    const lesson = files?.lessons.get('belay-a-cleat');
    if (!lesson) throw new Error('the fixture has other lessons');
    const sha256 = lessonHash(lessonFiles(lesson, forkFiles(changedCleat)));
    const record = `repository: https://forge.example/tiny\nbranch: main\ncommit: abc\nversion: 1.2.0\ndate: 2026-06-01\nahead: {belay-a-cleat: ${sha256}}\n`;
    expect(forkProblems({ ...changedCleat, 'provider/upstream.yaml': record })).toEqual([]);
    expect(state('belay-a-cleat', { ...changedCleat, 'provider/upstream.yaml': record })).toBe('verbatim');
  });

  test('counts an edit in place as adapted once it is recorded', () => {
    const record = 'edited:\n  - {lesson: belay-a-cleat, changes: [{date: 2026-06-01, text: One more turn}]}\n';
    const files = forkFiles({ ...changedCleat, [SETTINGS]: record });
    const { credit } = attributionOf('belay-a-cleat', assemble(files));
    expect(credit.provenance.state).toBe('adapted');
    expect(credit.changes).toBe(
      'Adapted by Harbor Academy from “Belay a cleat”, version 1.2.0, by Ben Buoy (Tiny Harbor, ' +
        'https://tiny.example/lessons/belay-a-cleat/), licensed under Creative Commons Attribution 4.0 International. ' +
        'Changes: 2026-06-01: One more turn',
    );
  });

  test('lets the creators of a lesson have their credit removed', () => {
    const files = forkFiles({ [SETTINGS]: 'credit_withheld: [belay-a-cleat]\n' });
    const { credit } = attributionOf('belay-a-cleat', assemble(files));
    expect(credit.changes).toContain('by creators who asked not to be named');
    expect(JSON.stringify(credit)).not.toContain('Ben Buoy');
    expect(credit.copyright).toBe('Notice removed at the request of its holder.');
    expect(credit.licence.url).toBe('https://creativecommons.org/licenses/by/4.0/');
  });
});

describe('the credit of an adapted lesson', () => {
  const { credit } = attributionOf('tie-a-bowline', assemble(forkFiles(adapted('tie-a-bowline'))));
  const from = 'Ada Anchor and The Tiny Harbor Crew (Tiny Harbor)';

  test('names both works in one sentence', () => {
    expect(creditSentence(credit)).toBe(
      '“Tie a bowline” by Ada Anchor and The Tiny Harbor Crew (adapted by Harbor Academy), ' +
        'https://academy.example/lessons/tie-a-bowline/, licensed under Creative Commons Attribution 4.0 International ' +
        `(https://creativecommons.org/licenses/by/4.0/); adapted from “Tie a bowline” by ${from}, ` +
        'https://tiny.example/lessons/tie-a-bowline/, licensed under Creative Commons Attribution 4.0 International.',
    );
  });

  test('links to both in HTML and Markdown', () => {
    for (const text of [creditHtml(credit), creditMarkdown(credit)]) {
      expect(text).toContain('https://academy.example/lessons/tie-a-bowline/');
      expect(text).toContain('https://tiny.example/lessons/tie-a-bowline/');
    }
  });

  test('leads to the original as its source', () => {
    expect(credit.source).toBe('https://tiny.example/lessons/tie-a-bowline/');
    expect(credit.copyright).toBe('© 2026 Harbor Academy · © 2026 The Tiny Harbor Authors');
  });
});

describe('a build is refused', () => {
  test('for an adapted lesson that does not say what was changed', () => {
    const [problem = ''] = forkProblems(adapted('tie-a-bowline', '[]'));
    expect(problem).toContain(`provenance/no-changes ${BOWLINE}:`);
    expect(problem).toContain('The adapted lesson "tie-a-bowline" does not say what you changed.');
    expect(problem).toContain(
      'If you changed nothing, remove provider/lessons/tie-a-bowline: the original is shown then.',
    );
  });

  test('for a lesson that was edited in place without a record', () => {
    expect(forkProblems(changedCleat)).toEqual([
      `provenance/edited-in-place ${paths.cleat}:1: The lesson "belay-a-cleat" is not what release 1.2.0 of Tiny Harbor has under this id, and nobody says what was changed. | Restore it (git checkout upstream/main -- content/courses/harbor/mooring/belay-a-cleat) and run "npm run adapt belay-a-cleat"; or record the change under "edited" in provider/curriculum.yaml. If upstream changed it after its release, run "npm run upstream -- --record".`,
    ]);
  });

  test('for a lesson that was added below content/', () => {
    const lights = textOf(paths.lights).replace('status: draft', 'status: published');
    expect(forkProblems({ [paths.lights]: lights })[0]).toContain(
      'There is no lesson "night-lights" in release 1.2.0 of Tiny Harbor, but it lies below content/. | Move your own lesson to provider/lessons/night-lights and name its place under "insert"',
    );
  });

  test('without a manifest', () => {
    const files = forkFiles();
    files.delete('content/manifest.json');
    const { findings } = assembleCurriculum(files, siteTokens());
    expect(findings.map(({ rule, message, remedy }) => `${rule}: ${message} | ${remedy}`)).toEqual([
      'provenance/no-manifest: The manifest content/manifest.json is missing. | Restore it from the release that you merged: git checkout upstream/main -- content/manifest.json',
    ]);
  });

  test('with a manifest that was edited', () => {
    const manifest = forkFiles().get('content/manifest.json') ?? '';
    const edited = manifest
      .replace(/"sha256": "./, '"sha256": "0')
      .replace(/"version": "1\.2\.0"/, '"version": "1.2.1"');
    const [problem = ''] = forkProblems({ 'content/manifest.json': edited });
    expect(problem).toContain(
      'provenance/manifest-edited content/manifest.json:1: The manifest content/manifest.json was edited: its checksum does not fit what it says.',
    );
    expect(problem).toContain('To record a change of your own, use "npm run adapt" or "edited" in curriculum.yaml.');
  });

  test('with a manifest that is none', () => {
    expect(forkProblems({ 'content/manifest.json': '{"format": 1' })[0]).toContain(
      'provenance/manifest-unreadable content/manifest.json:1: content/manifest.json is not a manifest.',
    );
  });
});
