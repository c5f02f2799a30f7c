import type { Identity, Lesson } from '../curriculum/model.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import type { Translate } from '../strings/index.ts';
import { lessonHash } from './hash.ts';
import { lastManifest, lessonFiles } from './manifest.ts';
import type { Published, ReleaseState } from './published.ts';

/**
 * How far an edition is the one that its publisher released last: by what its lessons are, not by what a record says.
 * A curriculum without a manifest, as in a test, is taken to be the version that it names.
 * @param depth of the publisher's layer; 0 is the original.
 */
export function releaseState(
  files: ContentFiles,
  lessons: ReadonlyMap<string, Lesson>,
  { identity, depth }: { identity: Identity; depth: number },
): ReleaseState {
  const manifest = lastManifest(files, depth);
  if (!manifest) {
    const unreleased = new Set(depth === 0 ? [] : lessons.keys());
    return { version: depth === 0 ? identity.version : undefined, unreleased, differs: depth > 0 };
  }
  const known = manifest.lessons;
  const unreleased = new Set(
    [...lessons.values()]
      .filter((lesson) => known[lesson.id]?.sha256 !== lessonHash(lessonFiles(lesson, files)))
      .map(({ id }) => id),
  );
  const moved = [...lessons.values()].some(({ id, folder }) => known[id] !== undefined && known[id].path !== folder);
  const removed = Object.keys(known).some((id) => !lessons.has(id));
  return { version: manifest.version, unreleased, differs: unreleased.size > 0 || moved || removed };
}

function versionText(version: string | undefined, differs: boolean, t: Translate): string {
  if (version === undefined) return t('versionNone');
  return differs ? t('versionUnreleased', { version }) : version;
}

/** What version an edition may call itself: a release's only if it is that release. */
export function editionVersion({ release }: Pick<Published, 'release'>, t: Translate): string {
  return versionText(release.version, release.differs, t);
}

/** The same of one of the publisher's own or adapted lessons: most of them are as they were released. */
export function lessonVersion({ release }: Pick<Published, 'release'>, id: string, t: Translate): string {
  return versionText(release.version, release.unreleased.has(id), t);
}
