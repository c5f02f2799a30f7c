import { assembleCurriculum } from '../assembly/assemble.ts';
import { siteTokens } from '../assembly/load.ts';
import { brandFolder, layBrand } from '../curriculum/brands.ts';
import { contentOf } from '../curriculum/read.ts';
import type { Finding } from '../findings/finding.ts';
import { isSameName } from '../provider/layers/layer.ts';
import type { Fork } from './layers.ts';

/** Why a name or an address cannot be that of a fork; undefined if it can. @param below what the fork is laid over. */
export function takenName(below: { name: string; url: string }, flag: string, answer: string): string | undefined {
  if ((flag !== 'name' && flag !== 'url') || !isSameName(answer, below[flag])) return undefined;
  return `"${answer}" is the ${flag === 'name' ? 'name' : 'address'} of the curriculum that you fork. A fork that keeps it claims to be the original; give your own.`;
}

/**
 * What a build would refuse of files that a rebranding is about to write: everything in the brand, and what is wrong elsewhere
 * in the layer only because of it. @param kept paths that stay as they are if they are there. @param brand which of several
 * brands they are of.
 */
export function brandProblems(
  { files, folder }: Pick<Fork, 'files' | 'folder'>,
  written: ReadonlyMap<string, string | Uint8Array>,
  { kept, brand }: { kept: readonly string[]; brand?: string | undefined },
): Finding[] {
  const after = new Map(files);
  for (const [path, content] of written) {
    if (files.has(path) && kept.includes(path)) continue;
    after.set(path, typeof content === 'string' ? content : contentOf(content));
  }
  const key = ({ rule, file, message }: Finding): string => [rule, file, message].join('\0');
  const before = new Set(assembleCurriculum(files, siteTokens()).findings.map(key));
  const own = brand === undefined ? folder : brandFolder(folder, brand);
  return assembleCurriculum(layBrand(after, brand), siteTokens()).findings.filter(
    (found) =>
      found.severity === 'error' &&
      (found.file === `${own}brand.yaml` || (found.file.startsWith(folder) && !before.has(key(found)))),
  );
}
