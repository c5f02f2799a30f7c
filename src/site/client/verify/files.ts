import words from 'virtual:verify-words';
import { carried } from '../../../badges/baked.ts';
import { LONGEST } from '../../../badges/open-badges.ts';
import type { RevocationList } from '../../../badges/revocations.ts';
import { findToken } from '../../../badges/verify/read-token.ts';
import { type KeySource, sourceOf } from '../../../badges/verify/sources.ts';
import { shownText } from '../../../badges/verify/verdict.ts';
import { fill } from '../practice/dom.ts';

/** What was added to a verification. */
export interface Added {
  keys: KeySource[];
  lists: RevocationList[];
  /** What was read last in which there may be a badge. */
  badge: string | undefined;
}

/** The largest file that is read: images of badges may be large. */
const LARGEST = 10 * LONGEST;

/** Takes a file in, and gives the sentence that says as what. */
export async function take(file: File, added: Added): Promise<string> {
  const name = shownText(file.name);
  if (file.size > LARGEST) return fill(words.verifyAddedLong, { name });
  const text = carried(new Uint8Array(await file.arrayBuffer()));
  if (text === undefined) return fill(words.verifyAddedNothing, { name });
  const said = (what: string): string => fill(words.verifyAdded, { name, what });
  const source = sourceOf(text);
  if (source === 'other') {
    if (findToken(text) === 'none') return fill(words.verifyAddedNothing, { name });
    added.badge = text;
    return said(words.verifyAddedBadge);
  }
  if ('private' in source) return fill(words.verifyAddedPrivate, { name });
  if ('keys' in source) {
    added.keys.push(source.keys);
    const { owner } = source.keys;
    return said(
      owner === undefined ? words.verifyAddedKeys : fill(words.verifyAddedKeysOf, { owner: shownText(owner) }),
    );
  }
  added.lists.push(source.list);
  const { updated } = source.list;
  return said(
    updated === undefined ? words.verifyAddedListUndated : fill(words.verifyAddedList, { date: shownText(updated) }),
  );
}
