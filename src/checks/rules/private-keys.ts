import { sourcePaths } from '../../cli/source-paths.ts';
import { isBinary } from '../../curriculum/read.ts';
import { type Finding, finding, type Place } from '../../findings/finding.ts';
import { defineRule } from '../rule.ts';

/** A key in PEM (RFC 7468), encrypted or not, also within a text of JSON or YAML. A block without a key in it, as prose shows it, is none. */
const PEM =
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----(?:\\[nr]|[\s"'+|>])*(?:[A-Za-z0-9+/=]{20,}(?:\\[nr]|[\s"'+|>])*){2,}/g;
/** The private part of a JWK, in JSON or YAML: as long as the shortest there is, which has 32 bytes. */
const PRIVATE_PART = /(?<![\w-])["']?d["']?\s*:\s*["']?[\w-]{42,}/g;
/** Where the same key says of which kind it is. */
const KIND = /(?<![\w-])["']?kty["']?\s*:\s*["']?(?:EC|OKP|RSA)\b/;
/** How far apart the two may be, in characters: as the longest keys are written. */
const NEAR = 4000;

/** The example on the rule's page: a key that nobody has. */
const EXAMPLE = `${sourcePaths.rulePages}/badge/private-key.yaml`;

function placeAt(text: string, index: number): Place {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Where a text has a private key in it. */
export function privateKeysIn(text: string): Place[] {
  const inPem = [...text.matchAll(PEM)].map(({ index }) => index);
  const inJwk = [...text.matchAll(PRIVATE_PART)]
    .map(({ index }) => index)
    .filter((index) => KIND.test(text.slice(Math.max(0, index - NEAR), index + NEAR)));
  return [...inPem, ...inJwk].sort((a, b) => a - b).map((index) => placeAt(text, index));
}

/** What is found in files, path to text. */
export function findKeys(files: Iterable<readonly [path: string, text: string]>): Finding[] {
  return [...files].flatMap(([path, text]) =>
    path === EXAMPLE || isBinary(text)
      ? []
      : privateKeysIn(text).map((place) =>
          finding('badge/private-key', path, place, {
            message: 'There is a private key in this file.',
            why: 'Whoever has it can sign in your name. What is in a repository is in each of its copies, also after it was removed.',
            remedy:
              'Take the file out of the repository, and make a new key (npm run badge -- keys): the old one is known. If it was ever pushed, remove its public part from provider/badges/issuer.yaml, too.',
          }),
        ),
  );
}

/** No file of the content has a private key in it; what lies beside it is looked at in keys-beside.ts. */
export const privateKeys = defineRule({
  names: ['badge/private-key'],
  needs: 'repository',
  check: ({ files }) => findKeys(files),
});
