/**
 * Names of things are longer than a line of a phone with large letters, and browsers break them anywhere: PersistentVolum|eClaim.
 * Those that do not fit may break where their parts meet; all others stay whole.
 */

/** Below how many letters' heights of width lines are so short: that of a phone, or of a larger screen with larger letters. */
const NARROW = 32;
/** What fits into every line is not looked at. */
const LONG = /[^\s\u200b-]{10,}/g;
const HAS_LONG = new RegExp(LONG.source);
/** Between words written together, and behind the signs that join the parts of addresses, paths and expressions. */
const JOINT = /(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=[.:=_,@/"'\]}])(?=[\p{L}\d{["'])|(?<=[\p{L}\d])(?=[[{(])/u;

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

function mendAll(): void {
  if (innerWidth >= NARROW * Number.parseFloat(getComputedStyle(document.body).fontSize)) return;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, ({ parentElement }) =>
    parentElement?.closest('pre, svg, script, option, .sr-only') || !parentElement?.checkVisibility()
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const texts: Text[] = [];
  while (walker.nextNode())
    if (HAS_LONG.test((walker.currentNode as Text).data)) texts.push(walker.currentNode as Text);
  for (const text of texts) mend(text);
}

// Letters become larger, windows narrower, and what was folded away opens: all of it changes how high the page is.
new ResizeObserver(mendAll).observe(document.body);

export {};
