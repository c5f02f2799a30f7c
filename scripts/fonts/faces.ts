import { readFileSync } from 'node:fs';
import { type CssNode, generate, parse, walk } from 'css-tree/dist/csstree.esm';
import type { Part } from './subset.ts';

export const STYLESHEET = 'src/site/styles/fonts.css';
export const FOLDER = 'src/site/fonts';

const NEXT = '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght';
const MONO = '@fontsource-variable/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-wght';

/** What each file is made of: a file in a package. */
export const SOURCES: Readonly<Record<string, string>> = {
  'atkinson-next-basic.woff2': `${NEXT}-normal.woff2`,
  'atkinson-next.woff2': `${NEXT}-normal.woff2`,
  'atkinson-next-italic-basic.woff2': `${NEXT}-italic.woff2`,
  'atkinson-next-italic.woff2': `${NEXT}-italic.woff2`,
  'atkinson-mono-basic.woff2': `${MONO}-normal.woff2`,
};

/** A face of a font, as the style sheet declares it. */
export interface Face extends Part {
  family: string;
  style: string;
  /** Address of its file, as it stands there. */
  file: string;
}

function rangesOf(text: string): [number, number][] {
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  });
}

/** The faces that have files, in their order. */
export function declaredFaces(): Face[] {
  const faces: Face[] = [];
  walk(parse(readFileSync(STYLESHEET, 'utf8')), (node: CssNode) => {
    if (node.type !== 'Atrule' || node.name !== 'font-face' || !node.block) return;
    const said = new Map<string, string>();
    walk(node.block, (inner: CssNode) => {
      if (inner.type === 'Declaration') said.set(inner.property, generate(inner.value));
    });
    const file = /url\("?([^")]+)"?\)/.exec(said.get('src') ?? '')?.[1];
    if (file === undefined) return;
    const [lightest = 0, heaviest = lightest] = (said.get('font-weight') ?? '').split(' ').map(Number);
    const ranges = said.get('unicode-range');
    faces.push({
      family: (said.get('font-family') ?? '').replaceAll('"', ''),
      style: said.get('font-style') ?? 'normal',
      file,
      weights: [lightest, heaviest],
      ranges: ranges === undefined ? undefined : rangesOf(ranges),
    });
  });
  return faces;
}

/** What a file of ours has to have: all characters, if a face uses it for all. */
export function partOf(name: string): Part {
  const faces = declaredFaces().filter(({ file }) => file.endsWith(`/fonts/${name}`));
  const [first] = faces;
  if (first === undefined) throw new Error(`No face in ${STYLESHEET} uses ${name}.`);
  const isWhole = faces.some(({ ranges }) => ranges === undefined);
  return { weights: first.weights, ranges: isWhole ? undefined : faces.flatMap(({ ranges }) => ranges ?? []) };
}
