import type { Edition } from '../../assembly/edition.ts';
import { layerFolder } from '../../curriculum/layer-folder.ts';
import { type ContentFiles, isBinary } from '../../curriculum/read.ts';
import { readText } from '../../curriculum/text/read-text.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { closest } from '../../findings/suggest.ts';
import { servedVersions } from '../../kubernetes/served.ts';
import { objectNames } from '../../kubernetes/shape.ts';
import { placeAt } from '../../languages/problem.ts';
import { lessonComponents } from '../../rendering/components/index.ts';
import { isEnglish } from '../../strings/direction.ts';
import { isRead } from '../readable.ts';
import type { CurriculumUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { americanEnglish } from '../spelling/english.ts';
import { formsOf, ownWords } from '../spelling/project.ts';
import { namesInCode, wordsOf } from '../spelling/words.ts';

/** What spelling needs to know of one file. */
interface FileWords {
  text: string;
  /** Words of its prose and where they stand; none if it has no prose. */
  words: ReadonlyMap<string, readonly number[]>;
  /** Names in its code. */
  names: ReadonlySet<string>;
}

const remembered = new Map<string, FileWords>();

/** Locks and generated data are long, and nobody takes names from them. */
const NOT_READ = /(^|\/)(package-lock|manifest)\.json$|\.(svg|css|html)$/;

function readFile(path: string, text: string): FileWords {
  const known = remembered.get(path);
  if (known?.text === text) return known;
  const prose = readText(path, text)?.prose;
  const words = prose === undefined ? new Map<string, number[]>() : wordsOf(prose);
  const read = { text, words, names: namesInCode(text, prose) };
  remembered.set(path, read);
  return read;
}

let objectsOfKubernetes: readonly string[] | undefined;

/** Names of Kubernetes' own objects, read once. */
function objects(): readonly string[] {
  objectsOfKubernetes ??= objectNames(servedVersions).filter((name) => /^\p{Lu}/u.test(name));
  return objectsOfKubernetes;
}

/** Names that need no dictionary: of terms, components, exams, software, people and publishers. */
function knownNames(curriculum: Edition): Set<string> {
  const { terms, people, exams, versions, editions, layers } = curriculum;
  const texts = [
    ...[...terms.values()].map(({ term }) => term),
    ...[...people.values()].map(({ name }) => name),
    ...exams.flatMap(({ id, name }) => [id, name]),
    ...editions.map(({ name }) => name),
    ...layers.map(({ brand }) => brand.short_name ?? ''),
    ...Object.keys(versions.versions),
    ...lessonComponents.map(({ name }) => name),
    ...objects(),
  ];
  const names = texts.flatMap((text) => text.match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? []);
  // "Toleration" is written small inside of sentences; "RBAC" and "ConfigMap" are not.
  return new Set(names.flatMap((name) => (/^\p{Lu}[\p{Ll}-]+$/u.test(name) ? [name, name.toLowerCase()] : [name])));
}

/** Path of the dictionary of a layer; content/dictionary.txt for 0. */
function dictionaryPath(depth: number): string {
  return `${layerFolder(depth)}dictionary.txt`;
}

/** Whether a file belongs to the layer of the publisher: what a fork has taken was checked where it comes from. */
function isOwnFile(path: string, depth: number): boolean {
  return path.startsWith(layerFolder(depth)) && !path.startsWith(layerFolder(depth + 1));
}

/** What was meant by a misspelled word, for a message: `Did you mean "receive"?`, or nothing. The word that the curriculum uses most wins. */
function suggestion(word: string, names: ReadonlySet<string>, uses: ReadonlyMap<string, number>): string {
  const capital = /^\p{Lu}\p{Ll}/u.test(word);
  const similar = americanEnglish.similar(capital ? word.toLowerCase() : word);
  const byUse = [...similar, ...names]
    .filter((candidate) => candidate !== word)
    .sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0));
  const match = closest(word, byUse);
  if (match === undefined) return '';
  return ` Did you mean "${capital ? match.charAt(0).toUpperCase() + match.slice(1) : match}"?`;
}

/** The files of a curriculum that have words. */
const withWords = (files: ContentFiles): [path: string, text: string][] =>
  [...files].filter(([path, text]) => !isBinary(text) && !NOT_READ.test(path));

/** The names in the code of all files together, and how often each word is used. */
function readAll(files: ContentFiles) {
  const inCode = new Set<string>();
  const uses = new Map<string, number>();
  for (const [path, text] of withWords(files)) {
    const file = readFile(path, text);
    for (const name of file.names) inCode.add(name);
    for (const [word, places] of file.words) uses.set(word, (uses.get(word) ?? 0) + places.length);
  }
  return { inCode, uses };
}

/** Whether a form is a name in the code of a file. */
const isInCodeOf = (files: ContentFiles, form: string): boolean =>
  withWords(files).some(([path, text]) => text.includes(form) && readFile(path, text).names.has(form));

/**
 * Judges words. @param own words of the dictionaries of all layers. @param isName whether a form is the name of something.
 * @param isInCode whether a form is a name in some code; it is asked last, because all files are read for it.
 */
class Judge {
  /** Words of `own` that were met. */
  readonly used = new Set<string>();
  readonly #own: ReadonlySet<string>;
  readonly #isName: (form: string) => boolean;
  readonly #isInCode: (form: string) => boolean;
  readonly #answers = new Map<string, readonly string[]>();

  constructor(own: ReadonlySet<string>, isName: (form: string) => boolean, isInCode: (form: string) => boolean) {
    this.#own = own;
    this.#isName = isName;
    this.#isInCode = isInCode;
  }

  #knows(word: string): boolean {
    const forms = formsOf(word);
    const own = forms.find((form) => this.#own.has(form));
    if (own !== undefined) this.used.add(own);
    if (own !== undefined || forms.some(this.#isName)) return true;
    return formsOf(word, 'without plurals').some((form) => americanEnglish.has(form)) || forms.some(this.#isInCode);
  }

  /** The parts of a word that are in no dictionary: the word itself, or some of those between its hyphens; mostly none. */
  unknownParts(word: string): readonly string[] {
    const known = this.#answers.get(word);
    if (known) return known;
    const parts = this.#knows(word) ? [] : word.split('-').filter((part) => part.length > 1 && !this.#knows(part));
    this.#answers.set(word, parts);
    return parts;
  }
}

/** Whether backticks make code in a file: lessons, quizzes, labs and practice exams are Markdown, other data is shown as it is. */
function takesCode(path: string): boolean {
  return /\.mdx$|\/(quiz|lab|form)\.yaml$|\/items\/[^/]+\.yaml$/.test(path);
}

/** Reports words that are in no dictionary, and words of the publisher's own dictionary that no text uses. */
function checkSpelling({ curriculum, files, isWanted }: CurriculumUnderCheck): Finding[] {
  // The dictionary is one of English: words of other languages would all be unknown.
  if (!isEnglish(curriculum.identity.language)) return [];
  const depth = curriculum.layers.length;
  const names = knownNames(curriculum);
  const layers = Array.from({ length: depth + 1 }, (_, layer) => files.get(dictionaryPath(layer)) ?? '');
  const own = new Set(layers.flatMap((text) => ownWords(text).map(({ word }) => word)));
  // Which words of the dictionary are used, all files say.
  const isDictionaryWanted = isWanted(dictionaryPath(depth));
  let read: ReturnType<typeof readAll> | undefined;
  const all = (): ReturnType<typeof readAll> => {
    read ??= readAll(files);
    return read;
  };
  const judge = new Judge(
    own,
    (form) => names.has(form),
    // Where few files are judged, only those are read that have the form at all.
    (form) => (isDictionaryWanted ? all().inCode.has(form) : isInCodeOf(files, form)),
  );
  const meant = new Map<string, string>();
  const suggestionFor = (part: string): string => {
    const text = meant.get(part) ?? suggestion(part, new Set([...names, ...own]), all().uses);
    meant.set(part, text);
    return text;
  };
  const wrong = withWords(files).flatMap(([path, text]) => {
    if (!isOwnFile(path, depth) || !(isDictionaryWanted || isWanted(path))) return [];
    return [...readFile(path, text).words].flatMap(([word, places]) =>
      judge.unknownParts(word).flatMap((part) =>
        places.map((offset) =>
          finding('spelling/unknown-word', path, placeAt(text, offset + word.indexOf(part)), {
            message: `"${part}" is not in the dictionary.${suggestionFor(part)}`,
            why: 'A misspelled word stops readers, and those who search for it do not find it.',
            remedy: `Correct it; ${takesCode(path) ? 'if it is code, put it in backticks; if it is a word,' : 'if it is right,'} add it to ${dictionaryPath(depth)}.`,
          }),
        ),
      ),
    );
  });
  // What cannot be read may use any word.
  if (!isDictionaryWanted || curriculum.unread.size > 0 || ![...curriculum.lessons.values()].every(isRead))
    return wrong;
  return [...wrong, ...unusedWords(layers[depth] ?? '', dictionaryPath(depth), judge.used)];
}

function unusedWords(text: string, path: string, used: ReadonlySet<string>): Finding[] {
  return ownWords(text).flatMap(({ word, line }): Finding[] =>
    used.has(word)
      ? []
      : [
          finding(
            'spelling/unused-word',
            path,
            { line, column: 1 },
            {
              message: `No text uses the word "${word}".`,
              why: 'Words that nobody needs hide the misspellings that look like them.',
              remedy: 'Remove the line.',
            },
          ),
        ],
  );
}

/** Words are spelled as dictionaries have them. */
export const spelling = defineRule({
  names: ['spelling/unknown-word', 'spelling/unused-word'],
  needs: 'curriculum',
  check: checkSpelling,
});
