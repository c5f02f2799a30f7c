import { parseXml, type XmlDocument, XmlElement, XmlText } from '@rgrove/parse-xml';
import { unzipSync } from 'fflate';
import { expect } from 'vitest';
import type { Edition } from '../../src/assembly/edition.ts';
import { loadCurriculum } from '../../src/assembly/load.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import type { Format, Published } from '../../src/publications/publication.ts';
import { sourcesOf } from '../../src/publications/select.ts';
import { assemble, paths, readTiny, replace, withChange } from './fixture.ts';

/** Publishes everything of an edition, or some lessons, in a format, twice: both times the same bytes. */
export async function publish(edition: Edition, format: Format, lessons: readonly string[] = []): Promise<Published[]> {
  const all: Published[] = [];
  for (const source of sourcesOf(edition, [], lessons)) {
    const files = await format.publish(source);
    const again = await format.publish(source);
    expect(again.map(({ content }) => Buffer.from(content).toString('base64'))).toEqual(
      files.map(({ content }) => Buffer.from(content).toString('base64')),
    );
    all.push(...files);
  }
  return all;
}

/** The only file with a name that ends so. @throws if there is none, or more than one. */
export function fileOf(files: readonly Published[], end: string): Published {
  const found = files.filter(({ name }) => name.endsWith(end));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} files end with ${end}`);
  return found[0];
}

/** The bytes of a file as text. */
export function textOf({ content }: { content: Uint8Array }): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(content);
}

/** Texts of the files in a ZIP, by path; of pictures and archives, no text. */
export function unzipped({ content }: { content: Uint8Array }): Map<string, string> {
  return new Map(
    Object.entries(unzipSync(content)).map(([path, bytes]) => [
      path,
      /\.(png|jpe?g|gif|webp|avif|zip)$/.test(path) ? '' : textOf({ content: bytes }),
    ]),
  );
}

/** The curriculum of this repository. @throws if it cannot be read */
export function realCurriculum(): Edition {
  const { curriculum } = loadCurriculum(process.cwd(), { ownImages: true });
  if (!curriculum) throw new Error('the curriculum cannot be read');
  return curriculum;
}

/** Reads XML. @throws if it is not well-formed */
export function xmlOf(text: string): XmlDocument {
  return parseXml(text, { preserveCdata: true });
}

/** All elements with a name below a node, in order. */
export function all(node: XmlDocument | XmlElement, name: string): XmlElement[] {
  return node.children.flatMap((child) =>
    child instanceof XmlElement ? [...(child.name === name ? [child] : []), ...all(child, name)] : [],
  );
}

/** The only element with a name below a node. @throws if there is none, or more than one. */
export function only(node: XmlDocument | XmlElement, name: string): XmlElement {
  const found = all(node, name);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} elements are called ${name}`);
  return found[0];
}

/** Own text of an element, with that of its CDATA sections. */
export function ownText(element: XmlElement): string {
  return element.children.map((child) => (child instanceof XmlText ? child.text : '')).join('');
}

/** The tiny curriculum with names, texts and answers that formats stumble over. */
export function oddTiny(): Edition {
  const edits: readonly (readonly [path: string, from: string, to: string])[] = [
    [paths.identity, 'name: Tiny Harbor', `name: 'אקדמיית הנמל & "Crew" 🪢'`],
    [paths.mooring, 'title: Mooring', `title: 'A/B <Mooring> & "knots", sixty characters long: לקשור 🪢 it'`],
    [
      paths.bowlineQuiz,
      'text: It tightens',
      'text: \'It \\<tightens> & `a]]>b -> c` 🪢 \\{x} = ~y: "q" # % \\ עברית\'',
    ],
    [
      paths.bowlineQuiz,
      'question: What does the loop of a bowline do under load?',
      'question: |\n      שאלה: what does the *loop* of `a\\b` do?\n\n      ```yaml\n      a: "1"\n\n      b: ]]>\n      ```',
    ],
    [paths.flagsQuiz, 'accepted: [A, Alfa]', `accepted: ['A*', 'a-b "c" {d} = #e: ~f', 'אלפא']`],
  ];
  let files: ContentFiles = readTiny();
  for (const [path, from, to] of edits) files = withChange(path, replace(from, to), files);
  return assemble(files);
}
