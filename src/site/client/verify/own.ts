import { type RevocationList, readList } from '../../../badges/revocations.ts';
import { type KeySource, sourceOf } from '../../../badges/verify/sources.ts';

/** A file of this site as text; undefined if it cannot be had. It is asked for anew: what was revoked a minute ago counts. */
async function textAt(address: string | undefined): Promise<string | undefined> {
  if (address === undefined) return undefined;
  try {
    const answer = await fetch(address, { cache: 'no-cache' });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

/** Keys and list of this site; what cannot be had is missing. */
export async function ownMeans(
  didAddress: string | undefined,
  listAddress: string | undefined,
): Promise<{ keys: KeySource | undefined; list: RevocationList | undefined }> {
  const [did, listed] = await Promise.all([textAt(didAddress), textAt(listAddress)]);
  const source = did === undefined ? 'other' : sourceOf(did);
  let list: RevocationList | undefined;
  try {
    list = readList(JSON.parse(listed ?? ''));
  } catch {
    list = undefined;
  }
  return { keys: source !== 'other' && 'keys' in source ? source.keys : undefined, list };
}
