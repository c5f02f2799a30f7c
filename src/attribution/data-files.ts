import { layerFolder } from '../curriculum/layer-folder.ts';
import type { Identity } from '../curriculum/model.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import type { Reader } from '../curriculum/reader.ts';
import { type Baseline, type Baselines, depthOf, isBaseline, lessonFolderOf } from './baseline.ts';

/** Files below content/ that feed no page. */
const FEED_NO_PAGE =
  /^content\/dictionary\.txt$|^(content|(provider\/)*provider)\/editions\.yaml$|^(provider\/)+brands\//;

/** Where a provider says what they would change in a file of the curriculum below. */
const PLACES: readonly [RegExp, string][] = [
  [/people\.yaml$/, 'your people go into FOLDERpeople.yaml'],
  [/glossary\.yaml$/, 'your terms go into FOLDERglossary.yaml'],
  [
    /identity\.yaml$|brand\.yaml$|theme\.css$|\/assets\//,
    'who you are and how your site looks stands in FOLDERbrand.yaml',
  ],
  [
    /course\.yaml$|module\.yaml$|curriculum\.yaml$/,
    'what you hide, insert and reorder stands in FOLDERcurriculum.yaml',
  ],
];

/** Number of the first line in which two texts differ. */
function firstDifference(one: string, other: string): number {
  const lines = one.split('\n');
  const others = other.split('\n');
  const at = lines.findIndex((line, index) => line !== others[index]);
  return (at < 0 ? lines.length - 1 : at) + 1;
}

/** Paths in which two states differ, files of lessons left out: those are compared lesson by lesson, unless the lesson is gone. */
function differingPaths(
  before: ContentFiles,
  after: ContentFiles,
  { depth, compared }: { depth: number; compared: ReadonlySet<string> },
): string[] {
  const paths = new Set<string>();
  // What is no lesson that anybody reads is a file as any other, whatever it is called.
  const isLesson = (folder: string): boolean =>
    compared.has(folder) || (before.has(`${folder}/lesson.mdx`) && !after.has(`${folder}/lesson.mdx`));
  for (const path of [...before.keys(), ...after.keys()]) {
    if (depthOf(path) >= depth || FEED_NO_PAGE.test(path) || before.get(path) === after.get(path)) continue;
    const lesson = lessonFolderOf(path, isLesson);
    if (lesson === undefined) paths.add(path);
    else if (!after.has(`${lesson}/lesson.mdx`)) paths.add(`${lesson}/lesson.mdx`);
  }
  return [...paths].sort();
}

/** Names a commit as people do. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 12);
}

interface Hop {
  depth: number;
  baseline: Baseline;
  /** The state that the layer has made of it. */
  after: ContentFiles;
  /** Whose site this is: the publisher's own changes can be taken back here, those of others cannot. */
  isOwn: boolean;
}

function hops(reader: Reader, baselines: Baselines): Hop[] {
  return baselines.flatMap((baseline, index) => {
    if (!isBaseline(baseline)) return [];
    const above = baselines.slice(index + 1).find(isBaseline);
    return [{ depth: index + 1, baseline, after: above?.files ?? reader.files, isOwn: index === baselines.length - 1 }];
  });
}

/**
 * Reports what feeds pages beside lessons and is not what upstream's commit has: people, identity, glossary, exams, courses
 * and modules, versions, applications, and what lower layers say; and lessons that were removed.
 * @param compared folders of lessons that are compared one by one. @param elsewhere gets the paths that another commit of
 * upstream has so, by that commit.
 */
export function compareDataFiles(
  reader: Reader,
  editions: readonly Identity[],
  baselines: Baselines,
  { compared, elsewhere }: { compared: ReadonlySet<string>; elsewhere: Map<string, string[]> },
): void {
  for (const { depth, baseline, after, isOwn } of hops(reader, baselines)) {
    const upstream = `${editions[depth - 1]?.name ?? baseline.repository} at commit ${shortCommit(baseline.commit)}`;
    const paths = differingPaths(baseline.files, after, { depth, compared });
    const commit = isOwn && paths.length > 0 ? baseline.commitWith(paths, after) : undefined;
    if (commit !== undefined) {
      elsewhere.set(commit, paths);
      continue;
    }
    for (const path of paths) {
      const was = baseline.files.get(path);
      const is = after.get(path);
      const message =
        is === undefined
          ? `${path} is missing, which ${upstream} has.`
          : was === undefined
            ? `${path} is not in ${upstream}.`
            : `${path} is not what ${upstream} has.`;
      reader.report(
        'provenance/edited-data',
        path,
        is === undefined || was === undefined ? undefined : { line: firstDifference(is, was), column: 1 },
        {
          message,
          why: 'Pages would present it as what they took unmodified: names, notices, terms and courses, under the credit of others.',
          remedy: isOwn
            ? remedyFor(path, was !== undefined, shortCommit(baseline.commit), layerFolder(depth))
            : `${editions[depth]?.name ?? 'The provider below you'} changed it and does not say so. Tell them; or take a release of theirs that is true.`,
        },
      );
    }
  }
}

function remedyFor(path: string, known: boolean, commit: string, folder: string): string {
  if (!known) return `Move what is yours into ${folder}, and remove the file here: git rm ${path}`;
  const restore = `Restore it: git checkout ${commit} -- ${path}`;
  if (path.endsWith('/lesson.mdx'))
    return `Restore it: git checkout ${commit} -- ${path.slice(0, -'/lesson.mdx'.length)}; to keep it from your site, name it under "hide" in ${folder}curriculum.yaml.`;
  const place = PLACES.find(([pattern]) => pattern.test(path))?.[1];
  return `${restore}; ${place?.replaceAll('FOLDER', () => folder) ?? `what is yours goes into ${folder}; what is wrong upstream is best mended there`}. If you merged upstream by hand, run "npm run upstream -- --record".`;
}
