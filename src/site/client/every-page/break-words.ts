/**
 * Names of things are longer than a line of a phone with large letters, and browsers break them anywhere: PersistentVolum|eClaim.
 * Those that do not fit may break where their parts meet; all others stay whole.
 */

/** Below how many letters' heights of width lines are so short: that of a phone, or of a larger screen with larger letters. */
const NARROW = 32;
/** What fits into every line is not looked at. */
const LONG = /[^\s\u200b-]{8,}/g;
const HAS_LONG = new RegExp(LONG.source);
/** Between words written together, and behind the signs that join the parts of addresses, paths and expressions. */
const JOINT = /(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=[.:=_,@/"'\]}])(?=[\p{L}\d{["'$])|(?<=[\p{L}\d])(?=[[{(])/u;

function isBroken(node: Text, start: number, end: number): boolean {
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
  return rects.some(({ top, bottom }, index) => index > 0 && top >= (rects[0]?.top ?? 0) + (bottom - top) / 2);
}

/** Lets the words of a text that are broken break at their joints. */
function mend(node: Text): void {
  const text = node.data;
  for (const { 0: word, index } of [...text.matchAll(LONG)].reverse()) {
    const parts = word.split(JOINT);
    if (parts.length < 2 || !isBroken(node, index, index + word.length)) continue;
    const rest = node.splitText(index);
    rest.splitText(word.length);
    rest.replaceWith(...parts.flatMap((part, at) => (at > 0 ? [document.createElement('wbr'), part] : [part])));
  }
}

/** Texts that were looked at as they are now: with lines and letters as in `measure`. What opens later is none of them. */
let looked = new WeakSet<Node>();
let measure = '';

function mendAll(): void {
  const letter = Number.parseFloat(getComputedStyle(document.body).fontSize);
  if (innerWidth >= NARROW * letter) return;
  const now = `${innerWidth} ${letter}`;
  if (now !== measure) looked = new WeakSet();
  measure = now;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (looked.has(text) || !HAS_LONG.test(text.data)) continue;
    const { parentElement } = text;
    if (parentElement?.closest('pre, svg, script, option, .sr-only')) looked.add(text);
    else if (parentElement?.checkVisibility()) texts.push(text);
  }
  for (const text of texts) {
    looked.add(text);
    mend(text);
  }
}

// Letters become larger, windows narrower, and what was folded away opens: all of it changes how high the page is.
new ResizeObserver(mendAll).observe(document.body);

export {};
