import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lessonHash } from '../../src/attribution/hash.ts';
import { buildManifest, type Manifest, manifestSchema, manifestText } from '../../src/attribution/manifest.ts';
import { changedLines, compareManifests, releaseNotes } from '../../src/attribution/release-notes.ts';
import { nextVersion } from '../../src/attribution/version.ts';
import { type ContentFiles, contentOf, readContent } from '../../src/curriculum/read.ts';
import { assemble, paths, tinyRoot, withChange } from '../helpers/fixture.ts';
import { isLong } from '../helpers/long.ts';

const tiny = readContent(tinyRoot);

const RELEASE = { version: '1.0.0', released: '2026-01-01' };

/** The manifest of a release of the fixture, or of a changed copy of it. */
function manifestOf(files: ContentFiles = tiny, before?: Manifest, release = RELEASE): Manifest {
  return buildManifest(assemble(files), files, release, before);
}

describe('the hash of a lesson', () => {
  const files = new Map([
    ['lesson.mdx', 'a\nb\n'],
    ['quiz.yaml', 'items: []\n'],
  ]);

  test('does not depend on line ends, byte-order marks or the order of files', () => {
    const other = new Map([
      ['quiz.yaml', 'items: []\r\n'],
      ['lesson.mdx', '\uFEFFa\r\nb\r\n'],
    ]);
    expect(lessonHash(other)).toBe(lessonHash(files));
  });

  test.each([
    ['another text', new Map([...files, ['lesson.mdx', 'a\nc\n']])],
    [
      'another name',
      new Map([
        ['lesson.mdx', 'a\nb\n'],
        ['lab.yaml', 'items: []\n'],
      ]),
    ],
    ['a further file', new Map([...files, ['files/a.txt', '']])],
  ])('differs for %s', (_, changed) => {
    expect(lessonHash(changed)).not.toBe(lessonHash(files));
  });

  test('takes images as they are', () => {
    const image = (bytes: string): string => contentOf(Buffer.from(`\0${bytes}`));
    expect(lessonHash(new Map([['files/a.png', image('\r\n')]]))).not.toBe(
      lessonHash(new Map([['files/a.png', image('\n')]])),
    );
  });
});

describe('a manifest', () => {
  test('names every published lesson with what is needed to find it again', () => {
    const manifest = manifestOf();
    expect(manifestSchema.parse(JSON.parse(manifestText(manifest)))).toEqual(manifest);
    expect(Object.keys(manifest.lessons)).toEqual([...Object.keys(manifest.lessons)].sort());
    expect(manifest.lessons['compass-course']).toMatchObject({ version: '1.0.0', aliases: ['steer-by-needle'] });
    expect(manifest.lessons['night-lights']).toBeUndefined();
  });

  test('is the same, byte by byte, whatever order the files come in', () => {
    const reversed = new Map([...tiny].reverse());
    expect(manifestText(manifestOf(reversed))).toBe(manifestText(manifestOf()));
  });

  test('keeps the version of a lesson that has not changed', () => {
    const files = withChange(paths.cleat, (text) => `${text}\nOne more turn.\n`);
    const next = manifestOf(files, manifestOf(), { version: '1.1.0', released: '2026-02-01' });
    expect(next.lessons['belay-a-cleat']?.version).toBe('1.1.0');
    expect(next.lessons['tie-a-bowline']?.version).toBe('1.0.0');
  });
});

describe('release notes', () => {
  const before = manifestOf();

  test('tell added, changed, renamed, moved and removed lessons apart', () => {
    const {
      'code-flags': flags,
      'log-line': log,
      'tie-a-bowline': bowline,
      'belay-a-cleat': cleat,
      ...rest
    } = before.lessons;
    if (!flags || !log || !bowline || !cleat) throw new Error('the fixture has other lessons');
    const lessons = {
      ...rest,
      'signal-flags': { ...flags, aliases: ['code-flags'] },
      'tie-a-bowline': { ...bowline, path: 'content/courses/harbor/knots/tie-a-bowline' },
      'belay-a-cleat': { ...cleat, sha256: '0'.repeat(64) },
      'splice-a-rope': { ...log, title: 'Splice a rope' },
    };
    expect(compareManifests(before, { ...before, lessons })).toEqual({
      added: ['splice-a-rope'],
      changed: ['belay-a-cleat'],
      renamed: [['code-flags', 'signal-flags']],
      moved: ['tie-a-bowline'],
      removed: ['log-line'],
    });
    const notes = releaseNotes(
      before,
      { ...before, lessons, version: '2.0.0' },
      { sizes: new Map([['belay-a-cleat', { added: 3, removed: 1 }]]), people: [['Ada Anchor', 'Ada Anker']] },
    );
    expect(notes).toContain('### Names corrected\n\n- Ada Anchor is called Ada Anker now\n');
    expect(notes).toContain('## 2.0.0 (2026-01-01)');
    expect(notes).toContain('(`belay-a-cleat`): 3 lines added, 1 removed');
    expect(notes).toContain('`code-flags` is now `signal-flags`');
  });

  test('say so when nothing changed', () => {
    expect(releaseNotes(before, before)).toContain('No lesson changed.');
  });

  test('count lines that were added and removed', () => {
    expect(changedLines('a\nb\nc', 'a\nx\nc\nd')).toEqual({ added: 2, removed: 1 });
  });
});

describe('the next version', () => {
  test.each([
    ['patch', '1.2.4'],
    ['minor', '1.3.0'],
    ['major', '2.0.0'],
    ['4.0.0', '4.0.0'],
    ['soon', undefined],
    [undefined, undefined],
  ])('after %s is %s', (step, next) => {
    expect(nextVersion('1.2.3', step)).toBe(next);
  });
});

describe('npm run release', () => {
  let folder = '';
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@tiny.example', ...words], {
      cwd: folder,
      encoding: 'utf8',
    });
  const release = (...words: string[]): string =>
    execFileSync(process.execPath, [resolve('scripts/release.ts'), ...words], { cwd: folder, encoding: 'utf8' });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
    cpSync('test/fixtures/tiny/content', join(folder, 'content'), { recursive: true });
    writeFileSync(join(folder, 'CITATION.cff'), 'version: 1.2.0\ndate-released: 2026-01-01\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('writes manifest, version and notes, and then tells what has changed since, with its size', () => {
    git('init', '-q');
    release('1.0.0', '--date', '2026-01-01');
    git('add', '-A');
    git('commit', '-qm', 'release');
    git('tag', 'v1.0.0');
    const lesson = join(folder, paths.cleat);
    writeFileSync(lesson, `${readFileSync(lesson, 'utf8')}\nOne more turn.\n`);
    const notes = release('minor', '--date', '2026-02-01');
    expect(notes).toContain('## 1.1.0 (2026-02-01)');
    expect(notes).toContain('(`belay-a-cleat`): 2 lines added, 0 removed');
    expect(readFileSync(join(folder, 'content/identity.yaml'), 'utf8')).toMatch(/^version: 1\.1\.0$/m);
    expect(readFileSync(join(folder, 'CITATION.cff'), 'utf8')).toContain('date-released: 2026-02-01');
    expect(readFileSync(join(folder, 'CHANGELOG.md'), 'utf8')).toMatch(/^# Releases\n\n## 1\.1\.0 [\s\S]*## 1\.0\.0 /);
  });

  test('writes nothing in a dry run', () => {
    const before = readFileSync(join(folder, 'content/identity.yaml'), 'utf8');
    expect(release('patch', '--dry-run')).toContain('### Added');
    expect(readFileSync(join(folder, 'content/identity.yaml'), 'utf8')).toBe(before);
  });

  describe('is refused in one line, and nothing is written:', () => {
    const state = (): Record<string, string> =>
      Object.fromEntries(
        ['content/identity.yaml', 'content/manifest.json', 'CITATION.cff', 'CHANGELOG.md'].map((path) => [
          path,
          existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '',
        ]),
      );
    const refused = (...words: string[]): string => {
      const before = state();
      const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('scripts/release.ts'), ...words], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(status).toBe(1);
      expect(state()).toEqual(before);
      expect(stdout).toBe('');
      expect(stderr.trim().split('\n')).toHaveLength(1);
      return stderr;
    };

    test.each(['garbage', '2026-02-30', '2026-13-01', '26-01-01', '2026-01-01T00:00:00Z', ''])(
      'the date %j',
      (date) => {
        expect(refused('patch', '--date', date)).toMatch(/is no day of the calendar.*YYYY-MM-DD/);
      },
    );

    test.each([[['soon']], [[]], [['1.2']], [['patch', 'minor']]])('the version %j', (words) => {
      expect(refused(...words)).toContain('Say which release this is');
    });

    test.each(['', '{}', 'null', '[]', '{"format": 1, "name": "Ti'])('after a manifest that says %j', (text) => {
      writeFileSync(join(folder, 'content/manifest.json'), text);
      expect(refused('patch')).toContain('git checkout -- content/manifest.json');
    });

    test('while another one is being made', () => {
      mkdirSync(join(folder, '.cache'));
      const began = readFileSync(`/proc/${process.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
      writeFileSync(join(folder, '.cache/release.lock'), JSON.stringify({ pid: process.pid, began }));
      expect(refused('patch')).toContain(`Another release is being made here (process ${process.pid})`);
    });
  });

  test('when it was killed in any step, the next call finishes it: nothing is there twice', () => {
    git('init', '-q');
    release('1.0.0', '--date', '2026-01-01');
    git('add', '-A');
    git('commit', '-qm', 'release');
    const lesson = join(folder, paths.cleat);
    writeFileSync(lesson, `${readFileSync(lesson, 'utf8')}\nOne more turn.\n`);
    git('commit', '-qam', 'One more turn');
    const files = ['content/manifest.json', 'content/identity.yaml', 'CHANGELOG.md', 'CITATION.cff'];
    const texts = (): string[] => files.map((path) => readFileSync(join(folder, path), 'utf8'));
    release('patch', '--date', '2026-02-01');
    const right = texts();
    const changed = git('status', '--porcelain', '--untracked-files').trim().split('\n').sort();
    let kills = 0;
    // Every change with LONG=1, and every third one without.
    for (let change = 1, killed = true; killed; change += isLong ? 1 : 3) {
      git('checkout', '-q', '--', '.');
      const words = ['--import', resolve('test/helpers/kill-before.mjs'), resolve('scripts/release.ts')];
      const { signal } = spawnSync(process.execPath, [...words, 'patch', '--date', '2026-02-01'], {
        cwd: folder,
        env: { ...process.env, KILL_BEFORE: String(change) },
      });
      killed = signal === 'SIGKILL';
      if (!killed) break;
      kills++;
      // What was not begun is made now; what was begun is finished, whatever is asked for.
      const again = release('patch', '--date', '2026-02-01');
      expect(texts(), `killed before change ${change}`).toEqual(right);
      expect(again).toMatch(/Wrote content\/manifest\.json|was stopped half-way, is complete now/);
      expect(readdirSync(join(folder, '.cache'))).toEqual([]);
      expect(git('status', '--porcelain', '--untracked-files').trim().split('\n').sort()).toEqual(changed);
    }
    expect(kills).toBeGreaterThan(isLong ? 8 : 2);
    // Without the journal, too: what an older program was killed in, after the manifest and the notes.
    git('checkout', '-q', '--', '.');
    writeFileSync(join(folder, 'content/manifest.json'), right[0] ?? '');
    writeFileSync(join(folder, 'CHANGELOG.md'), right[2] ?? '');
    release('patch', '--date', '2026-02-01');
    expect(texts()).toEqual(right);
    // Another one takes the place of what was not committed.
    release('minor', '--date', '2026-02-01');
    expect(texts()).toEqual([texts()[0], ...right.slice(1).map((text) => text.replaceAll('1.0.1', '1.1.0'))]);
    expect(texts()[0]).toContain('"version": "1.1.0"');
    expect(texts()[0]).not.toContain('1.0.1');
  });
});
