import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { copyProject, run, TINY, temporaryFolder } from '../helpers/build.ts';
import { differences, digestsOf } from '../helpers/built-files.ts';
import { isLong } from '../helpers/long.ts';
import { load } from '../helpers/processes.ts';

/**
 * The same content gives the same site, byte by byte, search index included, wherever it is built and whatever else the
 * machine does. `npm run test:long` builds the real curriculum, too.
 */
const folder = temporaryFolder();
afterAll(folder.remove);

/** Surroundings that are as far apart as they can be; the day is the same, because classes that are over are not shown. */
const DAY = { SOURCE_DATE_EPOCH: String(Math.floor(Date.now() / 1000)) };
const HERE = { ...DAY, TZ: 'Pacific/Pago_Pago', LANG: 'C', LC_ALL: 'C' };
const THERE = { ...DAY, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
const LOOPS = 4;

/** Copies files one by one, the last one first: file systems may list them in the order in which they came. */
function copyReversed(from: string, to: string): void {
  const files = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(from.length + 1)).sort();
  for (const path of paths.reverse()) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), readFileSync(join(from, path)));
  }
}

/** Builds the site of a project, by a shell that sets the umask: threads of the tests cannot. */
async function siteOf(place: string, environment: Record<string, string>, mask: string): Promise<Map<string, string>> {
  const words = ['-c', `umask ${mask}; exec "$0" "$@"`, process.execPath, 'scripts/build.ts', '--silent'];
  const { code, output } = await run('sh', words, place, environment);
  expect(code, output).toBe(0);
  return digestsOf(join(place, 'dist'));
}

const curricula: [string, string][] = [
  ['tiny', TINY],
  ...(isLong ? [['real', process.cwd()] as [string, string]] : []),
];

describe.skipIf(process.platform === 'win32').each(curricula)('two builds of the %s curriculum', (name, root) => {
  test('give the same bytes in another folder, time zone, locale, umask, order of files, and under load', async () => {
    const here = join(folder.path, name);
    copyProject(here);
    cpSync(join(root, 'content'), join(here, 'content'), { recursive: true });
    const first = await siteOf(here, HERE, '022');
    expect([...first.keys()].some((path) => path.endsWith('.pf_fragment'))).toBe(true);

    const there = join(folder.path, `${name} elsewhere/deep in it`);
    copyProject(there);
    copyReversed(join(root, 'content'), join(there, 'content'));
    // Beside other tests the machine is busy anyway; alone it is made so.
    const unload = isLong ? load(LOOPS) : () => undefined;
    try {
      expect(differences(await siteOf(there, THERE, '077'), first)).toEqual([]);
      // Once more, with what is remembered.
      if (isLong) expect(differences(await siteOf(there, HERE, '022'), first)).toEqual([]);
    } finally {
      unload();
    }
  }, 900_000);
});
