import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Published } from '../../src/publications/publication.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { isLong } from '../helpers/long.ts';
import { oddFork } from '../helpers/odd-fork.ts';
import { filesOf, publish, sourceFrom, sourceOf } from '../helpers/publish.ts';
import { openTinySite } from '../helpers/tiny-site.ts';

const VNU = resolve('node_modules/vnu-jar/build/dist/vnu.jar');
const hasJava = spawnSync('java', ['-version']).status === 0;

interface Message {
  type: 'error' | 'info' | 'non-document-error';
  subType?: string;
  url: string;
  message: string;
}

/** What the Nu HTML Checker has to say of pages that is not said here on purpose. */
const EXPECTED = [
  // It reads files, which have no origin that a policy could allow.
  /violates Content Security Policy/,
  // Pages that lead from a former address to the present one are left before they are read.
  /Consider adding a “lang” attribute/,
  // SVG 2 has it for all shapes; the checker knows SVG 1.1.
  /“pathLength” not allowed on element “circle”/,
];

/** What the Nu HTML Checker finds in the pages of a folder. */
function check(folder: string): Promise<string[]> {
  return new Promise((done, fail) => {
    const args = ['-jar', VNU, '--skip-non-html', '--format', 'json', '--stdout', folder];
    execFile('java', args, { maxBuffer: 1e8 }, (_problem, output, errors) => {
      if (output === '') fail(new Error(errors));
      const { messages } = JSON.parse(output) as { messages: Message[] };
      done(
        messages
          .filter(({ message }) => !EXPECTED.some((one) => one.test(message)))
          .map(
            ({ type, subType, url, message }) => `${url.split('/').slice(-3).join('/')} ${subType ?? type}: ${message}`,
          ),
      );
    });
  });
}

// Without Java nothing is verified here, and the report says that it was skipped. The checker takes half a minute.
test.runIf(isLong && hasJava)(
  'the pages are valid HTML, and their headings skip no level, by the Nu HTML Checker',
  async () => {
    const site = await openTinySite(() => undefined);
    try {
      expect(await check(site.folder)).toEqual([]);
    } finally {
      await site.close();
    }
  },
);

test.runIf(isLong && hasJava)('the lessons of packages for learning platforms are valid HTML, too', async () => {
  for (const source of [sourceOf(process.cwd()), sourceFrom(oddFork())]) {
    const folder = temporaryFolder();
    const [made] = await publish('cmi5', source);
    for (const [path, text] of filesOf(made as Published)) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true });
      writeFileSync(join(folder.path, path), text);
    }
    expect(await check(join(folder.path, 'lessons'))).toEqual([]);
    folder.remove();
  }
});
