import { isMap, isNode, isScalar, isSeq, type Node, parseDocument, type Scalar } from 'yaml';
import { splitLesson } from '../curriculum/frontmatter.ts';
import type { ContentFiles } from '../curriculum/read.ts';

/** Where a layer names something of the curriculum. */
export type Role =
  | 'hide'
  | 'insert'
  | 'order key'
  | 'order'
  | 'credit_withheld'
  | 'edited'
  | 'module list'
  | 'prerequisite'
  | 'link'
  | 'offering';

/** A name of a lesson, module or course in a file of a layer. */
export interface Reference {
  file: string;
  /** Where the name stands in the text, quotes left out. */
  start: number;
  end: number;
  /** 1-based. */
  line: number;
  name: string;
  kind: 'lesson' | 'module' | 'course' | 'module or course';
  role: Role;
  /** The key of "order" that the name stands under, or the own lesson that is inserted there. */
  within: string | undefined;
}

type Found = Omit<Reference, 'file' | 'line' | 'start' | 'end'> & { node: Scalar; offset: number };

const child = (node: unknown, key: string): unknown => (isMap(node) ? node.get(key, true) : undefined);
const items = (node: unknown): unknown[] => (isSeq(node) ? [...node.items] : []);

/** A name that a node holds, if it holds one. */
function named(
  node: unknown,
  kind: Reference['kind'],
  role: Role,
  { offset = 0, within }: { offset?: number; within?: string | undefined } = {},
): Found[] {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return [];
  return [{ name: node.value, kind, role, within, node, offset }];
}

function contents(text: string): Node | undefined {
  const document = parseDocument(text);
  return document.errors.length === 0 && isNode(document.contents) ? document.contents : undefined;
}

function inSettings(text: string): Found[] {
  const root = contents(text);
  const list = (key: string, kind: Reference['kind'], role: Role): Found[] =>
    items(child(root, key)).flatMap((node) => named(node, kind, role));
  const order = child(root, 'order');
  return [
    ...list('hide', 'lesson', 'hide'),
    ...list('hide_modules', 'module', 'hide'),
    ...list('hide_courses', 'course', 'hide'),
    ...list('credit_withheld', 'lesson', 'credit_withheld'),
    ...items(child(root, 'edited')).flatMap((entry) => named(child(entry, 'lesson'), 'lesson', 'edited')),
    ...items(child(root, 'insert')).flatMap((entry) => {
      const lesson = child(entry, 'lesson');
      const within = isScalar(lesson) ? String(lesson.value) : undefined;
      return [
        ...named(child(entry, 'after'), 'lesson', 'insert', { within }),
        ...named(child(entry, 'before'), 'lesson', 'insert', { within }),
        ...named(child(entry, 'module'), 'module', 'insert', { within }),
      ];
    }),
    ...(isMap(order) ? order.items : []).flatMap(({ key, value }) => {
      const within = isScalar(key) ? String(key.value) : undefined;
      return [
        ...named(key, 'module or course', 'order key'),
        // Whether these are lessons or modules depends on what the key is.
        ...items(value).flatMap((node) => named(node, 'lesson', 'order', { within })),
      ];
    }),
  ];
}

function inFrontmatter(path: string, text: string): Found[] {
  const { frontmatter } = splitLesson(path, text);
  const offset = text.indexOf('\n') + 1;
  return items(child(contents(frontmatter), 'prerequisites')).flatMap((node) =>
    named(node, 'lesson', 'prerequisite', { offset }),
  );
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function placed(file: string, text: string, found: readonly Found[]): Reference[] {
  return found.map(({ node, offset, ...reference }) => {
    const [from, to] = node.range ?? [0, 0];
    const quote = /^["']/.test(text.slice(from + offset, to + offset)) ? 1 : 0;
    const start = from + offset + quote;
    return { file, line: lineAt(text, start), start, end: to + offset - quote, ...reference };
  });
}

/** Links to lessons as Markdown and YAML write them. */
const LINK = /(?<=[(<"'\s])lesson:([a-z0-9-]+)(?=[)>"'#\s])/g;

function linksIn(file: string, text: string): Reference[] {
  return [...text.matchAll(LINK)].map(({ index, 1: name = '' }) => {
    const start = index + 'lesson:'.length;
    const line = lineAt(text, start);
    return { file, line, start, end: start + name.length, name, kind: 'lesson', role: 'link', within: undefined };
  });
}

/** Paths of pages, as slots and the links of a brand have them. */
const PATH = /(?<=[("'\s])\/(lesson|course)s\/([a-z0-9-]+)(?=[/#?"')\s])/g;

function pathsIn(file: string, text: string): Reference[] {
  return [...text.matchAll(PATH)].map(({ index, 0: whole, 1: kind, 2: name = '' }) => {
    const end = index + whole.length;
    const start = end - name.length;
    const of = kind === 'course' ? 'course' : 'lesson';
    return { file, line: lineAt(text, start), start, end, name, kind: of, role: 'link', within: undefined };
  });
}

/** Everything of the curriculum that a layer names, by file and line. @param folder of the layer, with a slash at the end. */
export function layerReferences(files: ContentFiles, folder: string): Reference[] {
  return [...files].flatMap(([file, text]): Reference[] => {
    if (!file.startsWith(folder)) return [];
    // A brand names lessons and courses as the layer does.
    const path = file.slice(folder.length).replace(/^brands\/[^/]+\//, '');
    if (path.startsWith('provider/')) return [];
    if (path === 'curriculum.yaml') return placed(file, text, inSettings(text));
    if (path === 'brand.yaml') return pathsIn(file, text);
    if (/^slots\/[^/]+$/.test(path)) return [...linksIn(file, text), ...pathsIn(file, text)];
    if (path === 'offerings.yaml') {
      const courses = items(child(contents(text), 'offerings')).map((entry) => child(entry, 'course'));
      return placed(
        file,
        text,
        courses.flatMap((node) => named(node, 'course', 'offering')),
      );
    }
    if (/^courses\/[^/]+\/[^/]+\/module\.yaml$/.test(path)) {
      const lessons = items(child(contents(text), 'lessons'));
      return placed(
        file,
        text,
        lessons.flatMap((node) => named(node, 'lesson', 'module list')),
      );
    }
    if (!/^(lessons|courses)\/.*\.(mdx|ya?ml)$/.test(path) || /\/files\//.test(path)) return [];
    const frontmatter = path.endsWith('/lesson.mdx') ? placed(file, text, inFrontmatter(file, text)) : [];
    return [...frontmatter, ...linksIn(file, text)];
  });
}
