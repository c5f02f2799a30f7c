import { checkForm, checkRecipient, checkRevocation, checkTime, type Lists } from './claims.ts';
import { factsOf, issuerId, readToken } from './read-token.ts';
import { checkSignature, type Keys } from './signature.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** What a credential is verified with. */
export interface Means {
  now: Date;
  keys: Keys;
  lists: Lists;
  /** Address of the one whom it should be about; not looked at without it. */
  email?: string | undefined;
}

/**
 * What is to be said of a credential (OB 3.0, 9.1): whether it is one, who has signed it, whether it counts now, whether it was revoked, and
 * for whom it is. Nothing is fetched: what is not among the means could not be checked, and the verdict says so. It never throws for what
 * stands in the text.
 */
export async function verifyCredential(text: string, { now, keys, lists, email }: Means): Promise<Verdict> {
  const token = readToken(text);
  if ('subject' in token) return verdictOf([token], undefined);
  const facts = factsOf(token);
  const form = checkForm(token);
  const issuer = issuerId(token.credential) ?? '';
  const signature = await checkSignature(token, issuer, keys);
  const first = [form, ...signature];
  // Of what is forged or cannot be read, nothing else is worth a word.
  if (first.some(({ state }) => state === 'failed')) return verdictOf(first, facts);
  return verdictOf(
    [
      ...first,
      checkTime(token, now),
      checkRevocation(token, issuer, lists),
      ...(email?.trim() ? [await checkRecipient(token, email)] : []),
    ],
    facts,
  );
}
