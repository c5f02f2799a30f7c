import type { Element, ElementContent, Root } from 'hast';
import type { Translate } from '../strings/index.ts';
import { lostOf } from './lab-way.ts';
import { lossIn, type PublishedLesson } from './lesson.ts';
import type { Loss } from './publication.ts';
import { classesOf, element, elements, find, matches, replaceElements, textIn } from './tree.ts';

/** A lesson as it is read where nothing can be pressed or typed into: answers and solutions stand apart from their questions. */
export interface ReadingForm {
  text: Root;
  /** What the page hides until somebody asks for it, in order; each begins with a link back. */
  answers: Element[];
  losses: Loss[];
}

/** Where answers stand, and where the questions stand that they belong to. */
export interface ReadingPlaces {
  /** Address of an answer, from the text. */
  answer(id: string): string;
  /** Address of a place in the text, from the answers. */
  question(id: string): string;
  /** Address of the lesson on the site. */
  site: string;
}

/** The element above which something stands that names it: a question, a task, a checkpoint. */
const OWNERS = ['quiz-item', '.checkpoint', 'li'];
const GONE = ['button', 'input', 'select', '.verdict', '.score', '.explore-desk', '.explore-live'];
/** Elements of the page's own scripts, and forms: what they hold stays. */
const PLAIN: Readonly<Record<string, string>> = {
  'lesson-quiz': 'div',
  'quiz-item': 'section',
  'lesson-tabs': 'div',
  'lesson-stepped': 'div',
  form: 'div',
  fieldset: 'div',
  legend: 'p',
  label: 'span',
  aside: 'div',
};

/** Makes a lesson's reading form of its text as the site has it, which is changed by that. */
export function readingForm(published: PublishedLesson, t: Translate, places: ReadingPlaces): ReadingForm {
  const { tree, lesson } = published;
  const answers: Element[] = [];
  const losses: Loss[] = [];
  let count = 0;
  /** Takes what is folded away out of the text. @param owner what it belongs to */
  const fold = (details: Element, owner: Element | undefined): ElementContent[] => {
    const summary = find(details, 'summary');
    const content = details.children.filter((child) => child !== summary);
    const words = summary?.children ?? [];
    if (classesOf(details).includes('lab-own')) return [element('p', {}, [element('b', {}, words)]), ...content];
    const id = `A${++count}`;
    const place = `Q${count}`;
    const name = ownerName(owner);
    const title =
      owner && matches(owner, '.checkpoint') ? name : [name, textIn(summary ?? details)].filter(Boolean).join(' · ');
    const back = element('a', { href: places.question(place) }, [title]);
    answers.push(element('section', { id, className: ['answer'] }, [element('h3', {}, [back]), ...content]));
    return [element('p', { id: place, className: ['to-answer'] }, [element('a', { href: places.answer(id) }, words)])];
  };
  const walk = (parent: Root | Element, owner: Element | undefined): void => {
    replaceElements(parent, (one) => {
      if (GONE.some((what) => matches(one, what))) return [];
      if (matches(one, '.lab-practice'))
        return [element('p', {}, [element('a', { href: places.site }, [t('bookLab')])])];
      if (one.tagName === 'details') {
        const instead = fold(one, owner);
        for (const made of instead) if (made.type === 'element') walk(made, owner);
        return instead;
      }
      if (matches(one, '.explore')) losses.push(...still(one, published, t, places.site));
      if (OWNERS.some((what) => matches(one, what)) && one !== owner) {
        walk(one, one);
        return [one];
      }
      return undefined;
    });
  };
  walk(tree, undefined);
  for (const answer of answers) walk(answer, undefined);
  for (const one of [...elements(tree), ...answers.flatMap((answer) => [...elements(answer)])]) plain(one);
  relink(tree, idsIn(answers), places.answer);
  for (const answer of answers) relink(answer, idsIn([tree]), places.question);
  if (lesson.lab)
    losses.push(
      lossIn(lesson, {
        what: lostOf(lesson.lab),
        instead: 'the tasks, with a link to the lab on the site',
      }),
    );
  return { text: tree, answers, losses };
}

const idsIn = (nodes: readonly (Root | Element)[]): Set<string> =>
  new Set(nodes.flatMap((node) => [...elements(node)].map(({ properties }) => String(properties.id ?? ''))));

/** Leads links within the lesson to the file in which what they name stands now. */
function relink(node: Root | Element, moved: ReadonlySet<string>, address: (id: string) => string): void {
  for (const { properties } of elements(node)) {
    const id = /^#(.+)$/.exec(String(properties.href ?? ''))?.[1];
    if (id !== undefined && moved.has(decodeURIComponent(id))) properties.href = address(id);
  }
}

/** How what belongs to an answer is called: "Question 3 of 8", "Task 2 Read the log", the question of a checkpoint. */
function ownerName(owner: Element | undefined): string {
  if (!owner) return '';
  // A checkpoint has no name but what it asks.
  if (matches(owner, '.checkpoint')) return textIn(find(owner, 'p') ?? owner).trim();
  const heading = find(owner, 'legend') ?? find(owner, 'h3') ?? find(owner, '.label');
  return heading ? textIn(heading).replace(/\s+/g, ' ').trim() : '';
}

/** Leaves of a figure that can be played with what it says of itself, and a link to it. */
function still(figure: Element, { lesson }: PublishedLesson, t: Translate, site: string): Loss[] {
  const scene = find(figure, '.explore-scene');
  const caption = find(figure, 'figcaption');
  const said = String(scene?.properties.ariaLabel ?? '');
  const link = element('p', {}, [element('a', { href: site }, [t('publishedFigure')])]);
  figure.children = [element('p', { className: ['still'] }, [said]), link, ...(caption ? [caption] : [])];
  return [
    lossIn(lesson, { what: 'a figure to try things with', instead: 'what it shows in words, with a link to it' }),
  ];
}

function plain(one: Element): void {
  one.tagName = PLAIN[one.tagName] ?? one.tagName;
  for (const name of Object.keys(one.properties))
    if (/^(?:data[A-Z]|noValidate$|autoComplete$|htmlFor$|download$|ariaLabelledBy$)/.test(name))
      delete one.properties[name];
  if (one.tagName === 'div' && one.properties.ariaLabel !== undefined && one.properties.role === undefined)
    delete one.properties.ariaLabel;
  if (one.properties.role === 'status') delete one.properties.role;
}
