import { fileURLToPath } from 'node:url';
import { type AssembleOptions, assembleCurriculum } from '../../src/assembly/assemble.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { checkContent } from '../../src/checks/check.ts';
import { type ContentFiles, readContent } from '../../src/curriculum/read.ts';
import type { RuleName } from '../../src/findings/catalog.ts';
import type { Finding } from '../../src/findings/finding.ts';

/** Folder of the tiny curriculum: two courses, three modules, six lessons. It has no mistakes. */
export const tinyRoot = fileURLToPath(new URL('../fixtures/tiny/', import.meta.url));

const tiny = readContent(tinyRoot);

/** The files of the tiny curriculum. */
export function readTiny(): ContentFiles {
  return tiny;
}

/** Paths of the files that tests change most. */
export const paths = {
  bowline: 'content/courses/harbor/mooring/tie-a-bowline/lesson.mdx',
  bowlineQuiz: 'content/courses/harbor/mooring/tie-a-bowline/quiz.yaml',
  bowlineLab: 'content/courses/harbor/mooring/tie-a-bowline/lab.yaml',
  bowlineFile: 'content/courses/harbor/mooring/tie-a-bowline/files/mooring.yaml',
  cleat: 'content/courses/harbor/mooring/belay-a-cleat/lesson.mdx',
  cleatQuiz: 'content/courses/harbor/mooring/belay-a-cleat/quiz.yaml',
  flags: 'content/courses/harbor/signals/code-flags/lesson.mdx',
  flagsQuiz: 'content/courses/harbor/signals/code-flags/quiz.yaml',
  lights: 'content/courses/harbor/signals/night-lights/lesson.mdx',
  compass: 'content/courses/open-sea/navigation/compass-course/lesson.mdx',
  compassQuiz: 'content/courses/open-sea/navigation/compass-course/quiz.yaml',
  logLine: 'content/courses/open-sea/navigation/log-line/lesson.mdx',
  harbor: 'content/courses/harbor/course.yaml',
  mooring: 'content/courses/harbor/mooring/module.yaml',
  signals: 'content/courses/harbor/signals/module.yaml',
  navigation: 'content/courses/open-sea/navigation/module.yaml',
  exam: 'content/exams/tcs.yaml',
  glossary: 'content/glossary.yaml',
  identity: 'content/identity.yaml',
  people: 'content/people.yaml',
  versions: 'content/versions.yaml',
} as const;

/** Text of a file. @throws if there is none, so that no test passes on a wrong path. */
export function textOf(path: string, files: ContentFiles = tiny): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`there is no ${path}`);
  return text;
}

/** The tiny curriculum's files with one of them changed. @throws if the change changes nothing. */
export function withChange(path: string, edit: (text: string) => string, files: ContentFiles = tiny): ContentFiles {
  const before = textOf(path, files);
  const after = edit(before);
  if (after === before) throw new Error(`the change of ${path} changes nothing`);
  return new Map(files).set(path, after);
}

/** The tiny curriculum's files with one more. @throws if the file is there already. */
export function withFile(path: string, text: string, files: ContentFiles = tiny): ContentFiles {
  if (files.has(path)) throw new Error(`${path} is there already`);
  return new Map(files).set(path, text);
}

/** The tiny curriculum's files without one of them. @throws if there is no such file. */
export function withoutFile(path: string, files: ContentFiles = tiny): ContentFiles {
  textOf(path, files);
  const rest = new Map(files);
  rest.delete(path);
  return rest;
}

/** An edit that replaces the only occurrence of a text. @throws unless it occurs exactly once. */
export function replace(from: string, to: string): (text: string) => string {
  return (text) => {
    const count = text.split(from).length - 1;
    if (count !== 1) throw new Error(`"${from}" occurs ${count} times`);
    return text.replace(from, () => to);
  };
}

/** An edit that replaces the text of a lesson and keeps its frontmatter. */
export function body(text: string): (whole: string) => string {
  return (whole) => `${whole.slice(0, whole.indexOf('\n---\n') + 5)}${text}`;
}

/** Everything that is wrong in some files, as `npm run check` finds it; the tiny lessons are too short for prose to be judged. */
export function checkFiles(files: ContentFiles): Finding[] {
  return checkContent(files, { prose: false });
}

/** What is wrong after one change of the tiny curriculum. */
export function checkChange(path: string, edit: (text: string) => string): Finding[] {
  return checkFiles(withChange(path, edit));
}

/** The curriculum made from some files. @throws if it cannot be assembled or has mistakes. */
export function assemble(files: ContentFiles, options: AssembleOptions = {}): Edition {
  const { curriculum, findings } = assembleCurriculum(files, siteTokens(), options);
  if (!curriculum || findings.length > 0) throw new Error(findings.map((finding) => finding.message).join('\n'));
  return curriculum;
}

/** The tiny curriculum. */
export function loadTiny(options: AssembleOptions = {}): Edition {
  return assemble(tiny, options);
}

/** A value as plain data to compare: maps and sets as lists, functions left out. */
export function asData(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) => (part instanceof Map || part instanceof Set ? [...part] : part)),
  );
}

/** Where a finding points, as editors and terminals write it: `file:line:column`. */
export function placeOf(finding: Finding): string {
  return `${finding.file}:${finding.line}:${finding.column}`;
}

/** Place of the first occurrence of a text in a file of the tiny curriculum, as `placeOf` writes it. */
export function placeIn(path: string, needle: string, files: ContentFiles = tiny): string {
  const text = textOf(path, files);
  const at = text.indexOf(needle);
  if (at < 0) throw new Error(`"${needle}" is not in ${path}`);
  const before = text.slice(0, at).split('\n');
  return `${path}:${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

/** A finding as it is expected: an error at a place that `placeIn` or `placeOf` has written. */
export function finding(rule: RuleName, place: string, message: string, why: string, remedy: string): Finding {
  const [file = '', line = '', column = ''] = place.split(':');
  return { rule, severity: 'error', file, line: Number(line), column: Number(column), message, why, remedy };
}

/** Rule and place of each finding: what most tests of rules compare. */
export function rulesAndPlaces(findings: readonly Finding[]): string[] {
  return findings.map((entry) => `${entry.rule} ${placeOf(entry)}`);
}
