import { LAYER_FOLDER } from '../curriculum/layer-folder.ts';
import { type Finding, finding } from '../findings/finding.ts';
import { Git } from './git.ts';

const plain = (address: string): string =>
  address
    .replace(/^(https?:\/\/|ssh:\/\/)?([^@/]*@)?/, '')
    .replace(':', '/')
    .replace(/(\.git)?\/?$/, '')
    .toLowerCase();

/**
 * Reports a layer in the original repository itself: with it every fork would meet conflicts in the one folder that is to
 * be theirs. The original is known by the address that git has for it. @param forge address of the original's repository.
 */
export function layerInOriginal(root: string, forge: string): Finding[] {
  const git = new Git(root);
  const origin = git.try('config', '--get', 'remote.origin.url');
  if (origin === undefined || plain(origin) !== plain(forge)) return [];
  const [file] = (git.try('ls-files', '--', LAYER_FOLDER) ?? '').split('\n').filter(Boolean);
  if (file === undefined) return [];
  return [
    finding('layer/in-original', file, undefined, {
      message: `There is a folder ${LAYER_FOLDER} in the original repository.`,
      why: 'It belongs to forks: with it here every fork would meet conflicts in the one folder that is theirs.',
      remedy: `Remove it: git rm -r ${LAYER_FOLDER}. To publish under a name of your own, fork the repository.`,
    }),
  ];
}
