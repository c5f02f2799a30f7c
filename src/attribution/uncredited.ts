import { splitLesson } from '../curriculum/frontmatter.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import type { LessonFolder } from '../curriculum/lesson.ts';
import type { DataFile, Identity, Lesson } from '../curriculum/model.ts';
import { MARK } from '../curriculum/placeholders.ts';
import { dataOf } from '../curriculum/text/data.ts';
import { depthOf, isBaseline, lessonIndex } from './baseline.ts';
import type { Context } from './context.ts';
import { piecesOf, sharedPart, sharedWithAny } from './similar.ts';
import { lessonAddress } from './work.ts';

/** How much of a text somebody else has to have written for it to be theirs. */
const HALF = 0.5;

const WHY =
  'CC BY 4.0, section 3(a)(1), asks you to credit whoever wrote it, and to say what you changed; the page would do neither.';

/** What to do about a lesson of a layer below that has the text of somebody else. */
const takenByOthers = (edition: Identity | undefined): string =>
  `${edition?.name} took it without saying so. Tell them; or hide the lesson.`;

/** A lesson that a lesson may have been taken from. */
interface Candidate {
  name: string;
  /** Depth of the layer that it belongs to. */
  depth: number;
  pieces: Set<string>;
  /** The same of its quiz and of its lab. */
  data: ReadonlyMap<DataFile, Set<string>>;
}

const DATA: readonly DataFile[] = ['quiz.yaml', 'lab.yaml'];

/** Pieces of what readers see of a quiz or a lab: its texts, without keys and without ids. */
function dataPieces(path: string, text: string | undefined): Set<string> {
  const texts = text === undefined ? undefined : dataOf(path, text);
  return piecesOf(written((texts ?? []).map(({ value }) => value).join('\n')));
}

/** Every lesson below the publisher's layer: those that are there, hidden ones too, and those that upstream's commits have. */
function candidatesOf({ reader, baselines, layers }: Context): Candidate[] {
  const sources = [...(baselines ?? []).filter(isBaseline).map(({ files }) => files), reader.files];
  const found = new Map<string, ReadonlyMap<string, string>>();
  for (const source of sources) for (const [folder, files] of lessonIndex(source)) found.set(folder, files);
  return [...found].flatMap(([folder, files]) => {
    const depth = depthOf(folder);
    if (depth >= layers.length) return [];
    const data = new Map(DATA.map((name) => [name, dataPieces(`${folder}/${name}`, files.get(name))]));
    return [{ name: folder, depth, pieces: piecesOf(bodyOf(folder, files.get('lesson.mdx') ?? '')), data }];
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

/** Names of the folders of the lessons that a lesson says it adapts, and of what these adapt. */
function ownChain(lesson: Lesson, folder: LessonFolder | undefined): Set<string> {
  const chain = new Set<string>();
  for (let base = folder?.base; base; base = base.base) chain.add(base.path);
  return new Set([...chain].map(nameOf).concat(lesson.adapts ? [lesson.adapts.id ?? lesson.id] : [], lesson.aliases));
}

const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1);

/** Reports lessons whose text is that of a lesson below which they do not name: as their own, or as adapted from another one. */
export function reportUncredited(context: Context): void {
  const { reader, lessons, folders, layers, editions } = context;
  const layered = [...lessons.values()].filter(({ layer }) => layer > 0);
  if (layered.length === 0) return;
  const all = candidatesOf(context);
  for (const lesson of layered) {
    const pieces = piecesOf(written(lesson.body));
    const chain = ownChain(lesson, folders.get(lesson.id));
    const below = all.filter(({ depth }) => depth < lesson.layer);
    const others = below.filter(({ name }) => !chain.has(nameOf(name)));
    const [nearest] = others
      .map((candidate) => ({ ...candidate, shared: sharedPart(pieces, candidate.pieces) }))
      .sort((one, other) => other.shared - one.shared);
    if (!nearest) continue;
    reportTakenData(context, lesson, others);
    const named = below.filter(({ name }) => chain.has(nameOf(name)));
    const shared = lesson.adapts
      ? nearest.shared
      : Math.max(
          nearest.shared,
          sharedWithAny(
            pieces,
            others.map((other) => other.pieces),
          ),
        );
    if (shared < HALF || named.some((candidate) => sharedPart(pieces, candidate.pieces) >= nearest.shared)) continue;
    const id = nameOf(nearest.name);
    const percent = Math.floor(shared * 100);
    const said = lesson.adapts ? `to adapt "${lesson.adapts.title}"` : 'to be your own';
    const whose =
      shared > nearest.shared
        ? `that of lessons below, most of it of "${id}"`
        : `that of "${id}" (${editions[nearest.depth]?.name})`;
    reader.report('provenance/uncredited', lesson.path, undefined, {
      message: `The lesson "${lesson.id}" is said ${said}, but ${percent} % of its text is ${whose}.`,
      why: WHY,
      remedy:
        lesson.layer === layers.length
          ? `Begin with "npm run adapt ${id}", which keeps the credit, and put your text into the copy; to have both on your site, keep "adapts" and "changes" of that copy in ${lesson.path}. If they took it over from you, theirs stands for both: git rm -r ${lesson.folder}, and take its place out of ${layerFolder(layers.length)}curriculum.yaml.`
          : takenByOthers(editions[lesson.layer]),
    });
  }
}

/** Reports a quiz or a lab that is that of a lesson below, where the lesson itself is not. */
function reportTakenData({ reader, editions, layers }: Context, lesson: Lesson, others: readonly Candidate[]): void {
  for (const name of DATA) {
    const path = `${lesson.folder}/${name}`;
    const pieces = dataPieces(path, reader.files.get(path));
    const [nearest] = others
      .map((other) => ({ ...other, shared: sharedPart(pieces, other.data.get(name) ?? new Set()) }))
      .sort((one, other) => other.shared - one.shared);
    if (!nearest || nearest.shared < HALF) continue;
    const id = nameOf(nearest.name);
    const edition = editions[nearest.depth] ?? editions[0];
    const address = lessonAddress(edition, id);
    if (lesson.based_on.some(({ source }) => source === address)) continue;
    const what = name === 'quiz.yaml' ? 'quiz' : 'lab';
    reader.report('provenance/uncredited', path, undefined, {
      message: `${Math.floor(nearest.shared * 100)} % of the ${what} of "${lesson.id}" is that of "${id}" (${edition.name}).`,
      why: WHY,
      remedy:
        lesson.layer === layers.length
          ? `Name it under "based_on" in ${lesson.path}, with "source: ${address}" and "part: ${what}"; or write a ${what} of your own.`
          : takenByOthers(editions[lesson.layer]),
    });
  }
}
