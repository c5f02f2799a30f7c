import { setAside } from './every-page/storage.ts';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What this browser keeps under a key; undefined if it is nothing, or cannot be read: then it is set aside, and not lost. @param parse gives undefined for what it does not understand */
export function readKept<Kept>(key: string, parse: (value: unknown) => Kept | undefined): Kept | undefined {
  try {
    const text = localStorage.getItem(key);
    if (text === null) return undefined;
    const kept = parse(jsonOf(text));
    if (kept === undefined) setAside(key, text);
    return kept;
  } catch {
    // Storage is blocked.
    return undefined;
  }
}
