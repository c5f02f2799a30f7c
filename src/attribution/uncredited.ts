import { splitLesson } from '../curriculum/frontmatter.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import { MARK } from '../curriculum/placeholders.ts';
import { isBaseline, lessonIndex } from './baseline.ts';
import { piecesOf, sharedPart } from './similar.ts';
import type { Context } from './works.ts';

/** How much of a text somebody else has to have written for it to be theirs. */
const HALF = 0.5;

/** A lesson that a lesson may have been taken from. */
interface Candidate {
  name: string;
  /** Depth of the layer that it belongs to. */
  depth: number;
  pieces: Set<string>;
}

/** Every lesson below the publisher's layer: those that are there, hidden ones too, and those that upstream's commits have. */
function candidatesOf({ reader, baselines, layers }: Context): Candidate[] {
  const sources = [...(baselines ?? []).filter(isBaseline).map(({ files }) => files), reader.files];
  const texts = new Map<string, string>();
  for (const source of sources)
    for (const [folder, files] of lessonIndex(source)) texts.set(folder, files.get('lesson.mdx') ?? '');
  return [...texts].flatMap(([folder, text]) => {
    const depth = [...layers].reverse().find((layer) => folder.startsWith(layerFolder(layer.depth)))?.depth ?? 0;
    return depth === layers.length ? [] : [{ name: folder, depth, pieces: piecesOf(bodyOf(folder, text)) }];
  });
}

const bodyOf = (folder: string, text: string): string => written(splitLesson(`${folder}/lesson.mdx`, text).body);

/** A text without what a new lesson begins with: that is in every lesson which nobody has written yet. */
function written(body: string): string {
  return body
    .split('\n')
    .filter((line) => !line.includes(MARK))
    .join('\n');
}

/** Reports lessons that are said to be their provider's own, while their text is that of a lesson below. */
export function reportUncredited(context: Context): void {
  const { reader, lessons, folders, layers, editions } = context;
  const own = [...lessons.values()].filter((lesson) => lesson.layer > 0 && !lesson.adapts);
  if (own.length === 0) return;
  const candidates = candidatesOf(context);
  for (const lesson of own) {
    const pieces = piecesOf(written(lesson.body));
    const [nearest] = candidates
      .filter(({ depth }) => depth < lesson.layer)
      .map((candidate) => ({ ...candidate, shared: sharedPart(pieces, candidate.pieces) }))
      .sort((one, other) => other.shared - one.shared);
    if (!nearest || nearest.shared < HALF || folders.get(lesson.id)?.base) continue;
    const id = nearest.name.slice(nearest.name.lastIndexOf('/') + 1);
    const percent = Math.floor(nearest.shared * 100);
    reader.report('provenance/uncredited', lesson.path, undefined, {
      message: `The lesson "${lesson.id}" is said to be your own, but ${percent} % of its text is that of "${id}" (${editions[nearest.depth]?.name}).`,
      why: 'CC BY 4.0, section 3(a)(1), asks you to credit whoever wrote it, and to say what you changed; the page would do neither.',
      remedy:
        lesson.layer === layers.length
          ? `Begin with "npm run adapt ${id}", which keeps the credit, and put your text into the copy; to have both on your site, keep "adapts" and "changes" of that copy in ${lesson.path}.`
          : `${editions[lesson.layer]?.name} took it without saying so. Tell them; or hide the lesson.`,
    });
  }
}
