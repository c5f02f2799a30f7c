import { hexOfBytes, sha256 } from '../../kubernetes/digest.ts';

const CONSONANTS: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

/** The suffix that a name gets from a text: ten characters without vowels (k8s.io/kubectl/pkg/util/hash). */
export function nameSuffix(text: string): string {
  return [...hexOfBytes(sha256(new TextEncoder().encode(text))).slice(0, 10)]
    .map((digit) => CONSONANTS[digit] ?? digit)
    .join('');
}
