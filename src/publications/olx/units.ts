import type { Element, ElementContent, Root } from 'hast';
import { element, elements, find, is, textIn } from '../tree.ts';

/** A page of a lesson: a section of its text, and whether its quiz comes after it. */
export interface Unit {
  /** Name, unique in the course, of letters, digits, hyphens and underscores: what problems and links are stored under. */
  id: string;
  title: string;
  content: ElementContent[];
  hasQuiz: boolean;
  /** Ids of elements in it that links lead to. */
  anchors: ReadonlySet<string>;
}

/** What stands in a lesson's text where its quiz was. */
const QUIZ_PLACE = 'quiz-place';

const SAFE = /^[a-z0-9][a-z0-9_-]*$/i;

/** The heading that a node begins a section with. */
function headingOf(node: ElementContent): Element | undefined {
  if (node.type !== 'element') return undefined;
  if (node.tagName === 'h2') return node;
  return node.tagName === 'section' ? find(node, 'h2') : undefined;
}

/** A lesson as units, one for each section, the first for what stands before them. */
export function unitsOf(lessonId: string, title: string, tree: Root): Unit[] {
  const parts: { heading: Element | undefined; content: ElementContent[] }[] = [{ heading: undefined, content: [] }];
  for (const node of tree.children as ElementContent[]) {
    const heading = headingOf(node);
    if (heading) parts.push({ heading, content: [] });
    // The heading is the title of the unit; the rest of its section belongs to it.
    if (heading === node) continue;
    if (heading && node.type === 'element') node.children = node.children.filter((child) => child !== heading);
    parts.at(-1)?.content.push(node);
  }
  const full = parts.filter(({ content }, index) => index > 0 || content.some(({ type }) => type === 'element'));
  return full.map(({ heading, content }, index): Unit => {
    const anchor = String(heading?.properties.id ?? '');
    const name = SAFE.test(anchor) ? `${lessonId}--${anchor}` : `${lessonId}-unit-${index + 1}`;
    const anchors = content.flatMap((node) => [...elements(node)].flatMap(({ properties }) => properties.id ?? []));
    return {
      id: heading === undefined ? lessonId : name,
      title: heading === undefined ? title : textIn(heading).trim(),
      content: content.filter((node) => !is(node, `.${QUIZ_PLACE}`)),
      hasQuiz: content.some((node) => find(node, `.${QUIZ_PLACE}`) !== undefined),
      anchors: new Set([anchor, ...anchors.map(String)].filter(Boolean)),
    };
  });
}

/** What marks the place of a quiz. */
export function quizPlace(): Element {
  return element('div', { className: [QUIZ_PLACE] });
}
