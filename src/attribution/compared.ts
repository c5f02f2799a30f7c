import { layerFolder } from '../curriculum/layer-folder.ts';
import type { Identity } from '../curriculum/model.ts';
import type { Reader } from '../curriculum/reader.ts';
import { finding } from '../findings/finding.ts';
import { type Baselines, isBaseline } from './baseline.ts';
import type { Context } from './context.ts';
import { shortCommit } from './data-files.ts';
import { takenElsewhere } from './edits-in-place.ts';

/** Host and path of a repository's address, however it is written: with https, ssh or git@, a port, a user, dots or slashes too many. */
export function repositoryName(address: string): string {
  const [, host, rest] = /^(?:[^/@]+@)?([^/:]+):(?!\/\/)(.*)$/.exec(address) ?? [];
  const url = URL.parse(host === undefined ? address : `ssh://${host}/${rest}`);
  const where = url ? url.hostname + url.pathname : address;
  return where
    .toLowerCase()
    .replace(/\/{2,}/g, '/')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
}

/** Reports layers whose record names a commit that upstream does not have, or their own repository as upstream. */
export function reportForeignCommits(reader: Reader, editions: readonly Identity[], baselines: Baselines): void {
  baselines.forEach((found, index) => {
    const own = editions[index + 1]?.forge;
    const isOwn = isBaseline(found) && own !== undefined && repositoryName(own) === repositoryName(found.repository);
    const foreign = isBaseline(found) || !found.foreign ? undefined : { ...found.foreign, why: found.why };
    if (!isOwn && !foreign) return;
    const path = `${layerFolder(index + 1)}upstream.yaml`;
    reader.report('provenance/foreign-commit', path, reader.place(path, [isOwn ? 'repository' : 'commit']), {
      message: foreign
        ? `The commit ${foreign.commit} is none of ${foreign.repository}: ${foreign.why}.`
        : `${own} is named as upstream, and is the repository of this edition itself.`,
      why: 'What a site says about the origin of its lessons is compared with a commit of upstream; compared with a commit of your own, everything would be "unmodified".',
      remedy: 'Run "npm run upstream -- --record": it finds the commit of upstream that you have merged last.',
    });
  });
}

/** Reports layers that could be compared with manifests only. */
export function reportManifestOnly(reader: Reader, editions: readonly Identity[], baselines: Baselines): void {
  baselines.forEach((found, index) => {
    if (isBaseline(found) || found.foreign) return;
    const folder = layerFolder(index + 1);
    const path = reader.files.has(`${folder}upstream.yaml`) ? `${folder}upstream.yaml` : `${folder}brand.yaml`;
    reader.findings.push(
      finding('provenance/manifest-only', path, undefined, {
        message: `Lessons were compared with the manifest of ${editions[index]?.name ?? 'upstream'} only, not with its commit: ${found.why}.`,
        why: 'A manifest lies in your repository and names lessons only; pages say that no more than that was compared.',
        remedy: `Build once where the repository of upstream can be reached: what was fetched is kept in a clone with its whole history. If ${folder}upstream.yaml is missing: npm run upstream -- --record`,
      }),
    );
  });
}

/** How many names of files a message has. */
const SHOWN = 5;

/**
 * Tells which files are upstream's as another commit of it has them: single corrections, or an update that was squashed.
 * @param data files beside lessons, by that commit.
 */
export function reportOtherCommits(context: Context, data: ReadonlyMap<string, readonly string[]>): void {
  const { reader, layers, baselines, editions, folders } = context;
  const baseline = baselines?.at(-1);
  if (!isBaseline(baseline)) return;
  const found = new Map([...data].map(([commit, paths]) => [commit, [...paths]]));
  for (const folder of folders.values()) {
    const commit = takenElsewhere(context, folder);
    if (commit !== undefined) found.set(commit, [...(found.get(commit) ?? []), folder.path]);
  }
  if (found.size === 0) return;
  const path = `${layerFolder(layers.length)}upstream.yaml`;
  const listed = [...found].map(([commit, paths]) => {
    const names = paths.sort().slice(0, SHOWN).join(', ');
    const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : '';
    return `at ${shortCommit(commit)}: ${names}${more}`;
  });
  reader.findings.push(
    finding('provenance/other-commit', path, reader.place(path, ['commit']), {
      message: `Some of what you took is not as ${editions.at(-2)?.name ?? 'upstream'} has it at commit ${shortCommit(baseline.commit)}, but as at other commits of it. ${listed.join('. ')}.`,
      why: 'Pages say of each lesson which commit it was compared with. What you took ahead of an update, or left out of one, meets the next merge as a change of yours.',
      remedy:
        'If you merged a newer state, or took a merge back: npm run upstream -- --record; if that was squashed: npm run upstream -- --reconnect. If you took single corrections, nothing is to be done: the next merge has them, too.',
    }),
  );
}
