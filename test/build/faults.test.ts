import { type ChildProcess, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type BuildOptions,
  beginBuild,
  build,
  copyProject,
  editFile,
  TINY,
  temporaryFolder,
} from '../helpers/build.ts';
import { differences, digestsOf } from '../helpers/built-files.ts';
import { Disk, whyNoDisk } from '../helpers/disk.ts';
import { isLong, longTest } from '../helpers/long.ts';
import { childOf, seesProcesses } from '../helpers/processes.ts';

/** No fault of the machine corrupts the site: a build gives the right bytes, or says what is wrong and leaves the last site. */
const folder = temporaryFolder();
const project = join(folder.path, 'project');
const dist = join(folder.path, 'site/dist');
const cache = join(folder.path, 'cache');
const options: BuildOptions = { content: TINY, dist, cache, project };
let right: ReadonlyMap<string, string>;

beforeAll(async () => {
  copyProject(project);
  const { code, output } = await build(options);
  expect(output.trim()).toBe('');
  expect(code).toBe(0);
  right = digestsOf(dist);
});
afterAll(folder.remove);

/** The site is right, and nothing else lies beside it or in the project. */
function expectRight(path = dist): void {
  expect(differences(digestsOf(path), right)).toEqual([]);
  expect(readdirSync(join(path, '..')).filter((name) => name.startsWith('.'))).toEqual([]);
}

async function expectBuilt(own: Partial<BuildOptions> = {}): Promise<void> {
  const { code, output } = await build({ ...options, ...own });
  expect(code, output).toBe(0);
  expectRight(own.dist);
}

/** The build says something in so many lines, none of them about its insides, and ends with 1. */
async function expectRefused(own: Partial<BuildOptions>, lines: number): Promise<string> {
  const { code, output } = await build({ ...options, ...own });
  expect(code).toBe(1);
  expect(output).not.toMatch(/^\s+at /m);
  expect(output.trim().split('\n'), output).toHaveLength(lines);
  return output;
}

describe('what was kept is not published after it was damaged:', () => {
  const lessons = join(cache, 'lessons');
  const writeStore = (text: string): void => {
    mkdirSync(join(cache, 'astro'), { recursive: true });
    writeFileSync(join(cache, 'astro/data-store.json'), text);
  };
  const each = (place: string, damage: (path: string) => void): void => {
    const names = readdirSync(place);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) damage(join(place, name));
  };
  /** Cards and pages of lessons in the site that is there: a build takes over what has not changed. */
  const eachOf = (name: string, damage: (path: string) => void): void =>
    each(join(dist, 'lessons'), (folder) => {
      if (existsSync(join(folder, name))) damage(join(folder, name));
    });
  const cut = (path: string): void => truncateSync(path, Math.floor(statSync(path).size / 2));
  const evil = '<script>alert(1)</script>';

  const damages: [string, () => void][] = [
    [
      'lessons that are empty or truncated, images that are empty',
      () => {
        readdirSync(lessons).forEach((name, index) => {
          truncateSync(join(lessons, name), index % 2 === 0 ? 0 : 500);
        });
        eachOf('social.png', (path) => truncateSync(path, 0));
        eachOf('index.html', cut);
      },
    ],
    [
      'lessons with something else in them, images without their end, and what Astro stores',
      () => {
        each(lessons, (path) => editFile(path, (text) => text.replace('<p>', `${evil}<p>`)));
        eachOf('social.png', cut);
        eachOf('index.html', (path) => editFile(path, (text) => text.replace('<body', `${evil}<body`)));
        each(join(cache, 'renderer'), cut);
        writeStore('[[{"Map":1');
      },
    ],
    [
      'something behind the end of each, another image, and a store that says null',
      () => {
        each(lessons, (path) => appendFileSync(path, evil));
        eachOf('social.png', (path) => cpSync(join(dist, 'social.png'), path));
        each(join(cache, 'sites'), (path) => appendFileSync(path, ' '));
        each(join(cache, 'renderer'), (path) => appendFileSync(path, evil));
        writeStore('null');
      },
    ],
    [
      'stores and types of Astro that say nothing',
      () => {
        writeStore('{}');
        each(join(project, '.astro'), (path) => {
          if (statSync(path).isFile()) truncateSync(path, 0);
        });
      },
    ],
  ];
  test.each(isLong ? damages : damages.slice(0, 1))('%s', async (_, damage) => {
    damage();
    await expectBuilt();
  });

  longTest('what was made with other packages', async () => {
    const before = readdirSync(lessons);
    editFile(join(project, 'package-lock.json'), (text) => text.replace(/"integrity": "sha512-./, '$&x'));
    await expectBuilt();
    expect(readdirSync(lessons).filter((name) => before.includes(name))).toEqual([]);
    expect(readdirSync(lessons)).toHaveLength(before.length);
  });
});

describe.runIf(seesProcesses)('a build that is ended too soon leaves the last site:', () => {
  const begun: ChildProcess[] = [];
  afterEach(() => {
    for (const child of begun.splice(0)) child.kill('SIGKILL');
  });
  /** Begins a build that would change the site. */
  const beginOther = () => {
    const build = beginBuild({ ...options, address: 'https://other.example/' });
    begun.push(build.child);
    return build;
  };
  const workFolder = join(project, '.cache/building');

  longTest('when Pagefind is killed, the build fails and names the search index', async () => {
    const { child, ended } = beginOther();
    let killed = false;
    void ended.then(() => {
      killed = true;
    });
    while (!killed) {
      const pagefind = childOf(child.pid ?? 0, 'pagefind');
      if (pagefind !== undefined) {
        process.kill(pagefind, 'SIGKILL');
        killed = true;
      } else await pause(1);
    }
    const { code, output } = await ended;
    expect(output).toContain('The search index is missing: the process of Pagefind ended before its time (SIGKILL)');
    expect(output).toMatch(/Do: +build again/);
    expect(output).toContain(`${dist} is as it was before.`);
    expect(code).toBe(1);
    expect(existsSync(workFolder)).toBe(false);
    expectRight();
  });

  const deaths: [string, string][] = [
    ['before the first question', 'kill -KILL $$'],
    ['while a question is answered', 'read -r -n 1 question; kill -KILL $$'],
  ];
  test.each(isLong ? deaths : deaths.slice(0, 1))('when Pagefind dies %s, too', async (_, line) => {
    const program = join(folder.path, 'pagefind.sh');
    writeFileSync(program, `#!/bin/bash\n${line}\n`, { mode: 0o755 });
    const environment = { PAGEFIND_EXTENDED_BINARY_PATH: program, PAGEFIND_BINARY_PATH: program };
    const { code, output } = await build({ ...options, address: 'https://other.example/', environment });
    expect(output).toContain('The search index is missing: the process of Pagefind ended before its time (SIGKILL)');
    expect(output).not.toMatch(/^\s+at |EPIPE/m);
    expect(code).toBe(1);
    expectRight();
  });

  longTest('when Pagefind cannot be started, the build fails and names the search index', async () => {
    const environment = {
      PAGEFIND_EXTENDED_BINARY_PATH: join(folder.path, 'none'),
      PAGEFIND_BINARY_PATH: join(folder.path, 'none'),
    };
    const { code, output } = await build({ ...options, address: 'https://other.example/', environment });
    expect(output).toContain('The search index is missing: Pagefind could not be started');
    expect(code).toBe(1);
    expectRight();
  });

  const moments: [string, () => boolean][] = [
    ['when it has begun', () => existsSync(workFolder)],
    ['when pages are rendered', () => existsSync(join(workFolder, 'dist/index.html'))],
    ['when it is almost complete', () => existsSync(join(workFolder, 'dist/social.png'))],
  ];
  test.each(isLong ? moments : moments.slice(1, 2))('%s, and the next one clears away what it left', async (_, is) => {
    const { child, ended } = beginOther();
    while (!is() && child.exitCode === null) await pause(5);
    expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    expect((await ended).code).not.toBe(0);
    expect(existsSync(workFolder)).toBe(true);
    expectRight();
    await expectBuilt();
    expect(readdirSync(join(project, '.cache'))).toEqual([]);
  });

  test('of two at once, one is told to wait, and the other one is not disturbed', async () => {
    // It remembers nothing, and so takes a while.
    const first = beginBuild({ ...options, cache: join(folder.path, 'empty') });
    begun.push(first.child);
    while (!existsSync(workFolder) && first.child.exitCode === null) await pause(5);
    const said = await expectRefused({ dist: join(folder.path, 'second'), cache: join(folder.path, 'other') }, 1);
    expect(said).toContain(`Another build is running here (process ${first.child.pid}). Wait for it`);
    expect(existsSync(join(folder.path, 'second'))).toBe(false);
    const { code, output } = await first.ended;
    expect(code, output).toBe(0);
    expectRight();
  });
});

describe('the site is put', () => {
  const shm = existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(folder.path).dev;

  test.runIf(shm && isLong)('onto another file system', async () => {
    const other = mkdtempSync('/dev/shm/site-');
    try {
      await expectBuilt({ dist: join(other, 'deep/dist') });
      expect(readdirSync(join(other, 'deep'))).toEqual(['dist']);
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  test('nowhere, where a file is, or the project', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, 'mine');
    expect(await expectRefused({ dist: file }, 1)).toContain(`cannot be put into ${file}: that is a file. Remove it`);
    for (const path of [project, folder.path])
      expect(await expectRefused({ dist: path }, 1)).toContain('that would remove this project');
    expect(statSync(file).size).toBe(4);
  });

  longTest('nowhere, if the build can keep nothing', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, 'mine');
    expect(await expectRefused({ cache: file }, 1)).toMatch(/is needed.*Remove/);
    rmSync(join(project, '.cache'), { recursive: true, force: true });
    writeFileSync(join(project, '.cache'), '');
    expect(await expectRefused({}, 1)).toMatch(/\.cache.*is needed.*Remove/);
    rmSync(join(project, '.cache'));
    mkdirSync(join(folder.path, 'linked'));
    symlinkSync(join(folder.path, 'linked'), join(project, '.cache'), 'dir');
    expect(await expectRefused({}, 2)).toContain('set CACHE_DIR=');
    rmSync(join(project, '.cache'));
    expectRight();
  });
});

describe.skipIf(whyNoDisk !== undefined)(`on a full disk ${whyNoDisk ?? ''}`, () => {
  const disks: Disk[] = [];
  afterEach(() => {
    for (const disk of disks.splice(0)) disk.unmount();
  });
  const mount = (path: string, size: string): string => {
    disks.push(Disk.mount(path, size));
    return path;
  };

  test('a build keeps nothing that is not whole, and the next one, with space, is right', async () => {
    const small = mount(join(folder.path, 'small'), '128k');
    const said = await expectRefused({ cache: small }, 2);
    expect(said).toMatch(/There is no space left on the disk for .*small.*Make space.*ENOSPC/);
    expectRight();
    spawnSync('mount', ['-o', 'remount,size=64m', small]);
    await expectBuilt({ cache: small });
  });

  longTest('a site that does not fit leaves the one that is there', async () => {
    const small = mount(join(folder.path, 'published'), '1m');
    mkdirSync(join(small, 'dist'));
    writeFileSync(join(small, 'dist/index.html'), 'old');
    const said = await expectRefused({ dist: join(small, 'dist') }, 2);
    expect(said).toContain('There is no space left on the disk');
    expect(readdirSync(small)).toEqual(['dist']);
    expect(readdirSync(join(small, 'dist'))).toEqual(['index.html']);
  });

  longTest('a build that has no place to work says so', async () => {
    rmSync(join(project, '.cache'), { recursive: true, force: true });
    mount(join(project, '.cache'), '1m');
    expect(await expectRefused({}, 2)).toContain('There is no space left on the disk');
    expectRight();
  });
});
