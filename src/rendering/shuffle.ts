/** A number from text that is the same on every machine (FNV-1a, 32 bit). */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Mixes a list so that the same seed always gives the same order, and never the original one. */
export function shuffle<T>(list: readonly T[], seed: string): T[] {
  const mixed = [...list];
  let state = seedOf(seed);
  for (let index = mixed.length - 1; index > 0; index--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (index + 1);
    [mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T];
  }
  const unchanged = mixed.every((entry, index) => entry === list[index]);
  return unchanged ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed;
}
