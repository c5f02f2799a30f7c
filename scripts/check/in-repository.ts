import { keysBeside } from '../../src/checks/keys-beside.ts';
import type { Identity } from '../../src/curriculum/model.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { layerInOriginal } from '../../src/fork/original.ts';
import { speaksForOriginal } from '../../src/fork/publisher-files.ts';

/** What is wrong in the repository around the content, and with where the folder of a fork stands: git is asked each time. */
export function inRepository(root: string, editions: readonly Identity[]): Finding[] {
  const forge = editions[0]?.forge;
  return [
    ...keysBeside(root),
    ...(forge === undefined ? [] : layerInOriginal(root, forge)),
    ...speaksForOriginal(root, editions),
  ];
}
