import { type ListedProvider, proofsOf } from '../curriculum/programme/proof.ts';
import { type Directory, verificationsFile } from '../curriculum/programme/read.ts';
import type { Verification } from '../curriculum/schema/programme.ts';
import { yamlText } from './begin/yaml-list.ts';

const HEAD =
  '# Who has looked at which proofs of providers. Written by "npm run providers -- verify"; each line is signed by a maintainer.\n';

/** What a maintainer says. */
export interface Signing {
  /** Digests of the proofs that were looked at; all of the provider's unless given. */
  proofs?: readonly string[] | undefined;
  on: string;
  by: string;
}

/**
 * The file with the verifications of a layer after a maintainer has signed for proofs of a provider: path, text, and how many were signed. Former records of the
 * same proofs, and those of proofs that are not there any more, go. Digests that no proof has are given back.
 */
export function signedFile(
  { verifications }: Directory,
  provider: ListedProvider,
  { proofs, on, by }: Signing,
): { path: string; text: string; signed: string[]; unknown: string[] } {
  const own = proofsOf(provider).map(({ digest }) => digest);
  const signed = proofs === undefined ? own : own.filter((digest) => proofs.includes(digest));
  const kept = (verifications.get(provider.layer) ?? []).filter(
    ({ provider: id, proof }) => id !== provider.id || (own.includes(proof) && !signed.includes(proof)),
  );
  const all: Verification[] = [...kept, ...signed.map((proof) => ({ provider: provider.id, proof, on, by }))];
  const key = ({ provider: id, proof, on: day }: Verification): string => [id, day, proof].join('\n');
  return {
    path: verificationsFile(provider.layer),
    text: HEAD + yamlText({ verifications: all.sort((one, other) => (key(one) < key(other) ? -1 : 1)) }),
    signed,
    unknown: (proofs ?? []).filter((digest) => !own.includes(digest)),
  };
}
