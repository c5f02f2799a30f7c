import type { Baseline, EarlierLesson, NoBaseline } from '../attribution/baseline.ts';
import { depthOf, lessonIndex } from '../attribution/baseline.ts';
import { lessonHash } from '../attribution/hash.ts';
import type { Work } from '../attribution/work.ts';
import { filesOfTree, gitText } from '../cli/git-tree.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import { type ContentFiles, contentOf, isContent } from '../curriculum/read.ts';
import { Reader } from '../curriculum/reader.ts';
import { type UpstreamRecord, upstreamSchema } from '../provider/layers/schema.ts';
import { type FoundCommit, findCommit } from './upstream-commit.ts';

/** Reads the work that a lesson was in the files of a commit. */
export type ReadWork = (files: ContentFiles, ids: readonly string[]) => Work | undefined;

/** Files of a curriculum at a commit, as they are read from a disk; undefined if it is not there. */
function filesAt(
  found: Pick<FoundCommit, 'repository' | 'prefix'>,
  commit: string,
  isWanted: (path: string) => boolean,
): ContentFiles | undefined {
  const tree = `${commit}:${found.prefix}`;
  const files = filesOfTree(
    found.repository,
    tree,
    ['content', 'provider'],
    (path) => isContent(path) && isWanted(path),
  );
  return files && new Map([...files].map(([path, bytes]) => [path, contentOf(bytes)]));
}

/**
 * The files of a curriculum at a commit of the repository that it lies in, read without touching the working tree; undefined if
 * the commit is not there.
 */
export function contentAtCommit(root: string, commit: string): ContentFiles | undefined {
  const prefix = gitText(root, ['rev-parse', '--show-prefix']) ?? '';
  return filesAt({ repository: root, prefix }, commit, () => true);
}

/**
 * What each layer of some files was laid over, the lowest first, as upstream's commits have it.
 * @param root the folder in which the files lie. @param readWork how a lesson of an earlier state becomes a work.
 */
export function readBaselines(root: string, files: ContentFiles, readWork: ReadWork): (Baseline | NoBaseline)[] {
  const baselines: (Baseline | NoBaseline)[] = [];
  for (let depth = 1; files.has(`${layerFolder(depth)}brand.yaml`); depth++) {
    const path = `${layerFolder(depth)}upstream.yaml`;
    const record = files.has(path) ? new Reader(files).yaml(path, upstreamSchema, 'optional') : undefined;
    baselines.push(record ? baselineOf(root, record, depth, readWork) : { why: `${path} does not name a commit` });
  }
  return baselines;
}

function baselineOf(root: string, record: UpstreamRecord, depth: number, readWork: ReadWork): Baseline | NoBaseline {
  const { repository, commit } = record;
  const found = findCommit(root, record);
  if ('why' in found) return { why: found.why, ...(found.isForeign ? { foreign: { repository, commit } } : {}) };
  const all = filesAt(found, commit, () => true);
  if (!all) return { why: `the commit ${commit} is not whole` };
  // Upstream never has the layer of whoever is laid over it.
  if (all.has(`${layerFolder(depth)}brand.yaml`))
    return { why: `it has ${layerFolder(depth)}, so it is a commit of the fork`, foreign: { repository, commit } };
  const files = new Map([...all].filter(([path]) => depthOf(path) < depth));
  const history = found.hasHistory ? historyOf(found, { commit, depth, readWork }) : undefined;
  return { repository, commit, files, history, commitWith: commitWith(found) };
}

/** Finds states of files in upstream's branch; each is looked for once. */
function commitWith(found: FoundCommit): Baseline['commitWith'] {
  const known = new Map<string, string | undefined>();
  return (paths, files) => {
    const isMeant = (path: string): boolean =>
      paths.some((meant) => (meant.endsWith('/') ? path.startsWith(meant) : path === meant));
    const wanted = lessonHash(new Map([...files].filter(([path]) => isMeant(path))));
    const key = [...paths, wanted].join('\0');
    if (!known.has(key)) known.set(key, find(paths, isMeant, wanted));
    return known.get(key);
  };
  function find(paths: readonly string[], isMeant: (path: string) => boolean, wanted: string): string | undefined {
    const patterns = paths.map((path) => `:(top,literal)${found.prefix}${path.replace(/\/$/, '')}`);
    const looked = new Set<string>();
    for (const tip of found.tips()) {
      const words = ['log', '--full-history', '--format=%H', tip, '--', ...patterns];
      for (const commit of (gitText(found.repository, words) ?? '').split('\n').filter(Boolean)) {
        if (looked.has(commit)) continue;
        looked.add(commit);
        const state = filesAt(found, commit, isMeant);
        if (state && lessonHash(state) === wanted) return commit;
      }
    }
    return undefined;
  }
}

interface HistoryOptions {
  commit: string;
  depth: number;
  readWork: ReadWork;
}

/** What glob patterns of git mean by a letter, taken as the letter itself. */
const literal = (path: string): string => path.replace(/[\\*?[\]]/g, (letter) => `\\${letter}`);

/** How the states of lessons up to a commit are found. */
function historyOf(found: FoundCommit, { commit, depth, readWork }: HistoryOptions): Baseline['history'] {
  return function* (ids, layer) {
    const folder = literal(found.prefix) + layerFolder(layer);
    const patterns = ids.map((id) => `:(top,glob)${folder}**/${literal(id)}/**`);
    // A state that a merge has left out was upstream's, too.
    const words = ['log', '--full-history', '--format=%H', commit, '--', ...patterns];
    let last: string | undefined;
    let newer: string | undefined;
    for (const at of (gitText(found.repository, words) ?? '').split('\n').filter(Boolean)) {
      const state = stateAt(found, at, { ids, layer });
      // The release that it is in was made after the lesson was written, and before it was changed again.
      const until = newer === undefined ? commit : `${newer}^`;
      newer = at;
      if (!state || last === state.sha256) continue;
      last = state.sha256;
      const work = (): Work | undefined => {
        const isStill = stateAt(found, until, { ids, layer })?.sha256 === state.sha256;
        const files = filesAt(found, isStill ? until : at, (path) => depthOf(path) < depth);
        return files && readWork(files, [state.id]);
      };
      yield { files: state.files, sha256: state.sha256, commit: at, work };
    }
  };
}

/** A lesson as a commit has it, by any of its ids. */
function stateAt(
  found: FoundCommit,
  commit: string,
  { ids, layer }: { ids: readonly string[]; layer: number },
): (Pick<EarlierLesson, 'files' | 'sha256'> & { id: string }) | undefined {
  const isTheirs = (path: string): boolean => depthOf(path) === layer && ids.some((id) => path.includes(`/${id}/`));
  const index = lessonIndex(filesAt(found, commit, isTheirs) ?? new Map());
  for (const id of ids)
    for (const [path, files] of index) if (path.endsWith(`/${id}`)) return { id, files, sha256: lessonHash(files) };
  return undefined;
}
