import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const LESSON = 'content/courses/course-0/module-0-0/lesson-5';
const PAGE = 'lessons/lesson-5/';
/** What comes after the first page: editors' schemas, and the check, which is done meanwhile. */
const SETTLED_MS = 20_000;
const LOOK_MS = 10;
const MOST_MS = 120_000;

/** Seconds until a page has a text. @throws if it never has. */
async function until(page: string, text: string): Promise<number> {
  const start = performance.now();
  while (performance.now() - start < MOST_MS) {
    const answer = await fetch(page).catch(() => undefined);
    if (answer?.ok && (await answer.text()).includes(text)) return (performance.now() - start) / 1000;
    await after(LOOK_MS);
  }
  throw new Error(`${page} never had "${text}".`);
}

/** Does something with a development server. @param work gets its address */
async function withServer<Result>(
  root: string,
  cache: string,
  work: (site: string) => Promise<Result>,
): Promise<Result> {
  const port = await freePort();
  const server: ChildProcess = spawn(process.execPath, ['scripts/dev.ts', '--port', String(port)], {
    env: { ...process.env, CURRICULUM_ROOT: root, CACHE_DIR: cache, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: 'ignore',
  });
  const ended = new Promise((done) => server.once('close', done));
  try {
    return await work(`http://localhost:${port}/`);
  } finally {
    server.kill();
    await ended;
  }
}

/** Seconds until a page shows a word that is put behind a text of a file; the file is then as it was. */
async function edited(file: string, behind: string, word: string, page: string): Promise<number> {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(behind)) throw new Error(`${file} has no "${behind}".`);
  writeFileSync(
    file,
    text.replace(behind, () => `${behind}${word} `),
  );
  const seconds = await until(page, word);
  writeFileSync(file, text);
  return seconds;
}

/**
 * What an author waits for, in seconds: the first page with an empty cache and once more, and the page after an edit of the text of a lesson,
 * its quiz, and the glossary.
 * @param root a synthetic curriculum; its files are as they were afterwards
 */
export async function measureDevServer(root: string): Promise<Record<string, string>> {
  const cache = join(root, 'dev-cache');
  const first = (): Promise<number> => withServer(root, cache, (site) => until(`${site}${PAGE}`, '<h1'));
  const empty = await first();
  const again = await first();
  const edits = await withServer(root, cache, async (site) => {
    await until(`${site}${PAGE}`, '<h1');
    await after(SETTLED_MS);
    return {
      lesson: await edited(join(root, LESSON, 'lesson.mdx'), '\n## ', 'zebra', `${site}${PAGE}`),
      quiz: await edited(join(root, LESSON, 'quiz.yaml'), 'text: ', 'giraffe', `${site}${PAGE}`),
      term: await edited(join(root, 'content/glossary.yaml'), 'definition: ', 'gazelle', `${site}glossary/`),
    };
  });
  return {
    'dev s, first page': empty.toFixed(1),
    'dev s, again': again.toFixed(1),
    'dev s, lesson / quiz / term': Object.values(edits)
      .map((seconds) => seconds.toFixed(2))
      .join(' / '),
  };
}
