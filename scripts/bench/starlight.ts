import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { UserError } from '../../src/cli/user-error.ts';
import { putAside } from './aside.ts';
import { type Measurement, measure } from './measure.ts';

const QUIET = { ASTRO_TELEMETRY_DISABLED: '1' };

/** The packages of the peer, at their newest versions: what its own guide has people install. */
const PACKAGES = ['@astrojs/starlight', 'astro', 'sharp'];

interface QuizItem {
  question: string;
  options: readonly { text: string; feedback: string }[];
  explanation: string;
}

/** The last line of what npm said of its failure. */
function reasonOf(problem: unknown): string {
  const said = problem !== null && typeof problem === 'object' && 'stderr' in problem ? String(problem.stderr) : '';
  const lines = said.split('\n').filter((line) => /^npm (?:error|ERR!) \S/.test(line));
  return (lines.find((line) => !/ code /.test(line)) ?? lines[0] ?? '').replace(/^npm (?:error|ERR!) /, '');
}

const versionIn = (folder: string, name: string): string | undefined => {
  const path = join(folder, 'node_modules', name, 'package.json');
  if (!existsSync(path)) return undefined;
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
};

/**
 * Installs the peer into a folder, or renews it. Without the registry, what was installed there before is good enough.
 * @returns versions, as a text. @throws UserError if there is none
 */
export function installPeer(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const project = join(folder, 'package.json');
  if (!existsSync(project)) writeFileSync(project, JSON.stringify({ name: 'peer', private: true, type: 'module' }));
  let isOld = false;
  try {
    const words = [
      'install',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--fetch-retries=1',
      ...PACKAGES.map((name) => `${name}@latest`),
    ];
    execFileSync('npm', words, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    });
  } catch (problem) {
    const why = reasonOf(problem);
    if (PACKAGES.some((name) => versionIn(folder, name) === undefined))
      throw new UserError(
        `Starlight cannot be installed${why === '' ? '' : `: ${why}`}.\nWhy: It is compared with the current version, which comes from the npm registry; nothing of it is kept here.\nDo:  Look whether "npm view @astrojs/starlight version" gives one: the network, a proxy or .npmrc may be in the way. Then try again.`,
      );
    isOld = true;
  }
  const [starlight, astro] = PACKAGES.map((name) => versionIn(folder, name));
  return `Starlight ${starlight} on Astro ${astro}${isOld ? ' (as installed before: the registry cannot be reached)' : ''}`;
}

function quizText(items: readonly QuizItem[]): string {
  return items
    .map(({ question, options, explanation }) =>
      [
        `**${question}**`,
        options.map(({ text, feedback }) => `- ${text}\n\n  ${feedback}`).join('\n'),
        explanation,
      ].join('\n\n'),
    )
    .join('\n\n');
}

/**
 * A synthetic lesson as a page of Starlight: the same words, code blocks and tables; callouts as its asides, the quiz as plain text.
 * @param quiz text of `quiz.yaml`. @throws Error if a component is left: the comparison would not be one.
 */
export function asPeerPage(lesson: string, quiz: string): string {
  const [, frontmatter = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(lesson) ?? [];
  const { title, summary, objectives } = parse(frontmatter) as {
    title: string;
    summary: string;
    objectives: { text: string }[];
  };
  const { items } = parse(quiz) as { items: QuizItem[] };
  const text = body
    .replace(/<Term id="[^"]*">([^<]*)<\/Term>/g, '$1')
    .replace(/<Callout kind="(\w+)" title="([^"]*)">\n([\s\S]*?)<\/Callout>/g, ':::$1[$2]\n$3:::')
    .replace(/<Checkpoint question="([^"]*)">\n([\s\S]*?)<\/Checkpoint>/g, '**$1**\n$2')
    .replace(/<KeyPoints>\n([\s\S]*?)<\/KeyPoints>/g, '$1')
    .replace(/^```terminal .*$/gm, '```console')
    .replace('<Quiz />', () => quizText(items));
  const left = /<[A-Z]\w*/.exec(text.replace(/```[\s\S]*?```/g, ''));
  if (left) throw new Error(`${left[0]} has no form in Starlight.`);
  const head = `---\ntitle: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(summary)}\n---\n`;
  return `${head}\n${objectives.map((one) => `- ${one.text}`).join('\n')}\n${text}`;
}

/**
 * Writes a site of Starlight with the lessons of a synthetic curriculum, with its defaults: search, highlighted code and the whole
 * navigation on. @param root that of the curriculum. @param folder that in which it is installed. @param isMdx whether pages are MDX instead of Markdown
 */
export function writePeerSite(root: string, folder: string, isMdx: boolean): void {
  const docs = join(folder, 'src/content/docs');
  rmSync(join(folder, 'src'), { recursive: true, force: true });
  mkdirSync(docs, { recursive: true });
  const courses = join(root, 'content/courses');
  for (const path of readdirSync(courses, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('lesson.mdx')) continue;
    const lesson = join(courses, dirname(path));
    const page = join(docs, `${dirname(path)}.${isMdx ? 'mdx' : 'md'}`);
    mkdirSync(dirname(page), { recursive: true });
    const read = (name: string): string => readFileSync(join(lesson, name), 'utf8');
    writeFileSync(page, asPeerPage(read('lesson.mdx'), read('quiz.yaml')));
  }
  writeFileSync(join(docs, 'index.md'), '---\ntitle: Courses for measuring\n---\n\nAll courses stand at the side.\n');
  writeFileSync(
    join(folder, 'src/content.config.ts'),
    `import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`,
  );
  writeFileSync(
    join(folder, 'astro.config.mjs'),
    `import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
export default defineConfig({ site: 'https://example.com', integrations: [starlight({ title: 'Courses for measuring' })] });
`,
  );
}

/** What a build leaves, and what it remembers. */
const MADE = ['dist', '.astro', 'node_modules/.astro', 'node_modules/.vite'];

/**
 * Builds the peer's site with nothing remembered, and looks whether all is there.
 * @throws UserError if it cannot be built, or a page or the index of its search is missing
 */
export async function measurePeer(folder: string, lessons: number): Promise<Measurement> {
  const clear = (): void => putAside(MADE.map((name) => join(folder, name)));
  const useless = (what: string): UserError =>
    new UserError(`The site of Starlight cannot be compared with: ${what}\nDo:  Look into ${folder}, where it lies.`);
  clear();
  let measured: Measurement;
  try {
    measured = await measure(`cd '${folder}' && node node_modules/astro/bin/astro.mjs build`, QUIET);
  } catch (problem) {
    throw useless(problem instanceof Error ? problem.message : String(problem));
  }
  const built = readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' });
  const pages = built.filter((path) => /^course-\d+[/\\].*index\.html$/.test(path)).length;
  if (pages !== lessons) throw useless(`it has ${pages} pages for ${lessons} lessons.`);
  if (!built.some((path) => path.endsWith('pagefind-entry.json'))) throw useless('it has no search.');
  clear();
  return measured;
}
