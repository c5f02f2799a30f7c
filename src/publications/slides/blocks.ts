import type { Element, ElementContent } from 'hast';
import { lostOf } from '../lab-way.ts';
import { classesOf, element, elements, find, is, matches, textIn } from '../tree.ts';
import { items, plainBlock, plainCaption } from './clean.ts';
import { isKey, leadOf, sentences } from './cut.ts';
import { quizSlides } from './questions.ts';
import { type Telling, words } from './telling.ts';

/** Letters of what a lesson opens with, of a list that stands as it is, and of an item that is not cut to what it begins with. */
const OPENING = 300;
const LIST = 420;
const ITEM = 120;

/** How elements become slides, by name or class; the first that fits. */
const KINDS: readonly (readonly [what: string, tell: (node: Element, telling: Telling) => void])[] = [
  ['h2', heading],
  ['h3', heading],
  ['h4', heading],
  ['p', paragraph],
  ['ul', list],
  ['ol', list],
  ['.explore', explore],
  ['.code', (node, telling) => telling.show(plainCaption(node))],
  ['.callout', callout],
  ['.checkpoint', checkpoint],
  ['.lab', lab],
  ['.key-points', keyPoints],
  ['.compare', (node, telling) => parts(items(node), '.side-title', telling)],
  ['lesson-stepped', (node, telling) => parts(items(node).flatMap(items), '.step-title', telling)],
  ['lesson-tabs', (node, telling) => parts(items(node), '.tab-label', telling)],
  ['lesson-quiz', quizSlides],
  ['figure', picture],
  ['blockquote', (node, telling) => telling.show(node)],
  ['dl', (node, telling) => telling.show(node)],
  ['table', (node, telling) => telling.show(node)],
  ['.scroll', (node, telling) => telling.show(plainBlock(node))],
];

/** Tells what nodes of a lesson say, on slides and in notes. */
export function tellBlocks(nodes: readonly ElementContent[], telling: Telling): void {
  for (const node of nodes) {
    if (node.type !== 'element') continue;
    const kind = KINDS.find(([what]) => matches(node, what));
    if (kind) kind[1](node, telling);
    else if (!matches(node, '.footnotes') && ['div', 'section'].includes(node.tagName))
      tellBlocks(node.children, telling);
    else telling.note([node]);
  }
}

function heading(node: Element, telling: Telling): void {
  const isSection = node.tagName === 'h2';
  if (isSection) telling.section = textIn(node);
  const id = node.properties.dataHeading;
  telling.begin({
    heading: typeof id === 'string' ? id : undefined,
    label: isSection ? '' : telling.section,
    title: node.children,
  });
}

function paragraph(node: Element, telling: Telling): void {
  const { slides, current } = telling.deck;
  // The second slide is that of the problem with which the lesson opens.
  if (slides.length === 2 && current.body.length === 0) {
    const said = leadOf(node.children, OPENING);
    telling.show(element('p', { className: ['lead'] }, said));
    if (textIn(element('p', {}, said)).trim() === textIn(node).trim()) return;
  } else {
    for (const key of sentences(node.children).filter((one) => isKey(one, telling.t('terminalTry'))))
      telling.show(element('p', { className: ['key'] }, key));
  }
  telling.note([node], /[:：]$/.test(textIn(node).trim()));
}

function list(node: Element, telling: Telling): void {
  if (textIn(node).length <= LIST) {
    telling.show(node);
    return;
  }
  let isCut = false;
  const shown = items(node).map((item) => {
    const inner = items(item);
    if (textIn(item).length <= ITEM || inner.some(({ tagName }) => ['ul', 'ol', 'figure', 'div'].includes(tagName)))
      return item;
    const said = leadOf((inner.find(({ tagName }) => tagName === 'p') ?? item).children, ITEM);
    isCut ||= textIn(element('li', {}, said)).trim() !== textIn(item).trim();
    return element('li', {}, said);
  });
  telling.show({ ...node, children: shown }, isCut ? [node] : []);
}

function explore(node: Element, telling: Telling): void {
  const caption = find(node, 'figcaption');
  telling.lose(
    'a figure to try things with',
    'a slide with a link to it on the site; what it shows is said in the notes',
  );
  const said = String(find(node, '.explore-scene')?.properties.ariaLabel ?? '');
  telling.show(
    element('div', { className: ['to-site'] }, [
      ...(caption ? [element('p', {}, caption.children)] : []),
      bigLink(telling.address, telling.t('publishedFigure')),
    ]),
    [element('p', {}, [said]), ...items(node).filter((one) => one !== caption && !find(one, '.explore-scene'))],
  );
}

function bigLink(href: string, text: string): Element {
  const link = element('a', { href, target: '_blank', rel: ['noopener'], className: ['big-link'] }, [text]);
  return element('p', {}, [link]);
}

/** How much higher than wide a drawing is that stands beside its title. */
const TALL = 1.1;

/** A drawing or a picture fills a slide; what it shows is said in the notes. */
function picture(node: Element, telling: Telling): void {
  const [drawn] = [...elements(node)].filter(({ tagName }) => tagName === 'svg' || tagName === 'img');
  const { viewBox, width = 1, height = 1, alt, ariaLabel } = drawn?.properties ?? {};
  const box =
    typeof viewBox === 'string'
      ? viewBox
          .split(/[\s,]+/)
          .map(Number)
          .slice(2)
      : [Number(width), Number(height)];
  const isTall = (box[1] ?? 1) / (box[0] || 1) > TALL;
  const said =
    find(node, '.scroll')?.properties.ariaLabel ?? alt ?? ariaLabel ?? find(node, 'div')?.properties.ariaLabel;
  const className = [...classesOf(node), 'picture', ...(isTall ? ['tall'] : [])];
  const caption = node.children.filter((child) => is(child, 'figcaption'));
  const rest = node.children.filter((child) => !is(child, 'figcaption'));
  telling.show(
    { ...node, properties: { className }, children: [...rest, ...caption] },
    said ? [element('p', {}, [String(said)])] : [],
  );
}

function callout(node: Element, telling: Telling): void {
  const [label, ...rest] = items(node);
  const title = label && find(label, 'b');
  const kind = label && find(label, 'span');
  const name = title ? textIn(title) : '';
  const above = kind && textIn(kind) !== name ? textIn(kind) : telling.section;
  telling.apart('answer', title ? above : telling.section, title?.children ?? kind?.children ?? [], () =>
    showAll(rest, telling),
  );
}

function showAll(nodes: readonly Element[], telling: Telling): void {
  for (const node of nodes) telling.show(plainBlock(node));
}

function checkpoint(node: Element, telling: Telling): void {
  const { t } = telling;
  const details = find(node, 'details');
  const question = items(node).flatMap((one) => {
    if (one === details) return [];
    return [{ ...one, children: one.children.filter((child) => !is(child, '.label')) }];
  });
  telling.apart('question', telling.section, [words(t('checkpoint'))], () => showAll(question, telling));
  telling.apart('answer', t('checkpoint'), [words(t('slidesAnswer'))], () => {
    telling.note(question);
    showAll(
      items(details ?? node).filter(({ tagName }) => tagName !== 'summary'),
      telling,
    );
  });
}

function lab(node: Element, telling: Telling): void {
  const label = find(node, '.label');
  const goal = find(node, '.lab-goal');
  const tasks = items(find(node, '.tasks') ?? node).flatMap((task) => {
    const name = items(task).find(({ tagName }) => tagName === 'h3');
    return name
      ? [
          element(
            'li',
            {},
            name.children.filter((child) => !is(child, '.label')),
          ),
        ]
      : [];
  });
  telling.lose(
    lostOf(telling.lesson.lab ?? { environment: 'none' }),
    'a slide with its tasks and a link to the lab on the site',
  );
  telling.apart('lab', label ? textIn(label) : '', telling.head.title, () => {
    telling.deck.current.minutes = telling.lesson.minutes.lab;
    telling.note(node.children.filter((child) => child !== label && child !== goal));
    if (goal) telling.show(element('p', {}, goal.children));
    telling.show(element('ol', {}, tasks));
    telling.show(bigLink(`${telling.address}#${telling.head.heading ?? ''}`, telling.t('bookLab')));
  });
}

function keyPoints(node: Element, telling: Telling): void {
  const title = find(node, 'h2');
  if (title) heading(title, telling);
  telling.apart('points', '', title?.children ?? [], () =>
    showAll(
      items(node).filter((one) => one !== title),
      telling,
    ),
  );
}

/** Parts of a figure, or things to compare or to choose from, each on slides of its own. */
function parts(nodes: readonly Element[], titled: string, telling: Telling): void {
  for (const node of nodes) {
    const title = find(node, titled);
    telling.apart('text', telling.section, title?.children ?? telling.head.title, () =>
      tellBlocks(
        node.children.filter((child) => child !== title),
        telling,
      ),
    );
  }
}
