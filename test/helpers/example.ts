import { fileURLToPath } from 'node:url';
import { manifestPath } from '../../src/attribution/manifest.ts';
import { type CheckOptions, checkWithPrograms } from '../../src/checks/check.ts';
import { findPrograms } from '../../src/checks/programs/verify.ts';
import { applyRules } from '../../src/checks/rules/index.ts';
import { type ContentFiles, readContent } from '../../src/curriculum/read.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { adaptedFiles, BRAND, LOGO, releasedFiles } from './layer.ts';

/** Folder of a small curriculum about Kubernetes without any mistake, in which mistakes are tried out. */
export const workshopRoot = fileURLToPath(new URL('../fixtures/workshop/', import.meta.url));

const workshop = readContent(workshopRoot);
const FOLDER = 'content/courses/workshop/first-steps/serve-a-page/';
const LESSON = `${FOLDER}lesson.mdx`;
const REUSE = 'REUSE.toml';
const ADAPTED = 'provider/lessons/serve-a-page/lesson.mdx';
const MANIFEST = manifestPath(0);

/** The lesson that "text" and "frontmatter" mean: once a provider has adapted it, the adapted one. */
const lessonOf = (files: ContentFiles): string => (files.has(ADAPTED) ? ADAPTED : LESSON);

/** Files with an example put where it belongs, the file that it stands in, and the line before its first one. */
interface Placed {
  files: ContentFiles;
  file: string;
  offset: number;
}

/** Keys of frontmatter, each with the lines that belong to it. */
function withoutKeys(frontmatter: string, keys: ReadonlySet<string>): string {
  let kept = true;
  return frontmatter
    .split('\n')
    .filter((line) => {
      const key = /^([\w-]+):/.exec(line)?.[1];
      if (key !== undefined) kept = !keys.has(key);
      return kept;
    })
    .join('\n');
}

function inFrontmatter(files: ContentFiles, text: string): Placed {
  const file = lessonOf(files);
  const lesson = files.get(file) ?? '';
  const [, frontmatter = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(lesson) ?? [];
  const keys = new Set([...text.matchAll(/^([\w-]+):/gm)].map(([, key = '']) => key));
  const all = `---\n${text.trimEnd()}\n${withoutKeys(frontmatter, keys)}\n---\n${body}`;
  return { files: new Map(files).set(file, all), file, offset: 1 };
}

/** The workshop as a provider forked it: released, with a brand. Examples of a layer show only what they are about. */
function forked(content: ContentFiles): ContentFiles {
  return new Map([...releasedFiles(content), ['provider/brand.yaml', BRAND], ['provider/assets/logo.svg', LOGO]]);
}

/** A manifest of which an example shows some keys only, with the others as they were released; other text as it is. */
function wholeManifest(text: string, released: string): string {
  try {
    return JSON.stringify({ ...JSON.parse(released), ...JSON.parse(text) });
  } catch {
    return text;
  }
}

function inQuiz(files: ContentFiles, item: string): Placed {
  const file = `${FOLDER}quiz.yaml`;
  const before = files.get(file) ?? '';
  const all = `${before}${item.trimEnd().replace(/^(?=.)/gm, '  ')}\n`;
  return { files: new Map(files).set(file, all), file, offset: before.split('\n').length - 1 };
}

/**
 * Puts an example where it belongs: "text" is the end of a lesson, "frontmatter" its keys, "quiz" the end of its quiz, a
 * path that begins with content/ or provider/ a file of the curriculum, REUSE.toml that of the repository, and every other
 * path a file of the lesson. A file without any text is taken away. "adapted" is no place: a provider has adapted the lesson whose id the text is.
 */
export function place(where: string, text: string, files: ContentFiles = workshop): Placed {
  if (where === 'frontmatter') return inFrontmatter(files, text);
  if (where === 'text') {
    const lesson = lessonOf(files);
    const before = files.get(lesson) ?? '';
    return {
      files: new Map(files).set(lesson, `${before}\n${text.trimEnd()}\n`),
      file: lesson,
      offset: before.split('\n').length,
    };
  }
  if (where === 'quiz') return inQuiz(files, text);
  if (where === 'adapted') {
    return { files: new Map([...files, ...adaptedFiles(files, text)]), file: ADAPTED, offset: 0 };
  }
  const file = /^(content\/|provider\/|REUSE\.toml$)/.test(where) ? where : FOLDER + where;
  const changed = new Map(files).set(file, file === MANIFEST ? wholeManifest(text, files.get(file) ?? '') : text);
  if (text === '') changed.delete(file);
  return { files: changed, file, offset: 0 };
}

const found = findPrograms();

/** Whether an example needs a fork of the workshop. */
const isInLayer = (path: string): boolean => path.startsWith('provider/') || path === 'adapted' || path === MANIFEST;

/**
 * What is found in the workshop after an example and what it needs were put into it; lines count within the example.
 * @param others what else is there; of a fork, files that begin with content/ were released with the workshop.
 */
export async function findingsOf(
  where: string,
  text: string,
  others: Readonly<Record<string, string>> = {},
  options: CheckOptions = {},
): Promise<(Finding & { inExample: boolean })[]> {
  const put = (start: ContentFiles, wanted: (path: string) => boolean): ContentFiles =>
    Object.entries(others)
      .filter(([path]) => wanted(path))
      .reduce((files, [path, other]) => place(path, other, files).files, start);
  const isContent = (path: string): boolean => path.startsWith('content/') && path !== MANIFEST;
  const content = put(workshop, isContent);
  const inLayer = [where, ...Object.keys(others)].some(isInLayer);
  const prepared = put(inLayer ? forked(content) : content, (path) => !isContent(path));
  const { files, file, offset } = place(where, text, prepared);
  const checked = new Map([...files].filter(([path]) => path !== REUSE));
  const { findings } = await checkWithPrograms(checked, { today: '2026-06-01', ...options }, found);
  return [...findings, ...applyRules('repository', { files: checked, reuse: files.get(REUSE), links: [] })].map(
    (finding) => {
      const inExample = finding.file === file;
      return { ...finding, line: inExample ? finding.line - offset : finding.line, inExample };
    },
  );
}
