import type { Element, ElementContent, Nodes, Root } from 'hast';
import type { Translate } from '../strings/index.ts';
import { lessonAddress, lossIn, type PublishedLesson } from './lesson.ts';
import type { Loss, Source } from './publication.ts';
import { classesOf, element, elements, find, labWord, replaceElements } from './tree.ts';

/** A lesson for platforms that show pages and run no scripts of ours. */
export interface StillLesson {
  tree: Root;
  losses: Loss[];
}

/** What takes the places of parts that need scripts. */
export interface StillOptions {
  /** In the place of the quiz. */
  quiz: readonly ElementContent[];
}

/** A link that leaves the platform: pages in frames have no room for another site. */
function outside(href: string, text: string, className?: string): Element {
  const properties = { href, target: '_blank', rel: ['noopener'] };
  return element('a', className === undefined ? properties : { ...properties, className: [className] }, [text]);
}

/** Lets every link to another site open in a window of its own. */
export function openOutside<Tree extends Nodes>(tree: Tree): Tree {
  for (const { tagName, properties } of elements(tree)) {
    if (tagName !== 'a' || !/^https?:/.test(String(properties.href ?? ''))) continue;
    // What is elsewhere cannot be told to be saved.
    delete properties.download;
    const rel = Array.isArray(properties.rel) ? properties.rel : [];
    Object.assign(properties, { target: '_blank', rel: [...new Set([...rel, 'noopener'])] });
  }
  return tree;
}

/** An explorable figure in words: what its picture shows, and where one can play with it. */
function described(figure: Element, address: string, t: Translate): Element {
  const scene = find(figure, '.explore-scene');
  const caption = find(figure, 'figcaption');
  return element('figure', { className: ['explore'] }, [
    element('p', {}, [String(scene?.properties.ariaLabel ?? '')]),
    element('p', {}, [outside(address, t('exploreTitle'))]),
    ...(caption ? [caption] : []),
  ]);
}

/** Makes parts that need scripts readable without, and leads to the published site for what only it can do. */
export function stillLesson(
  { edition, t }: Pick<Source, 'edition' | 't'>,
  { lesson, tree }: PublishedLesson,
  { quiz }: StillOptions,
): StillLesson {
  const address = lessonAddress(edition, lesson);
  const losses = new Map<string, Loss>();
  const lose = (what: string, instead: string): void => {
    losses.set(what, lossIn(lesson, { what, instead }));
  };
  replaceElements(tree, (node) => {
    const classes = classesOf(node);
    if (node.tagName === 'lesson-quiz') return quiz;
    if (classes.includes('explore')) {
      lose('figures to explore', 'what their pictures show is said in words, with a link to the lesson on the site');
      return [described(node, address, t)];
    }
    if (classes.includes('lab-practice')) {
      lose(
        'the practice cluster',
        'the lab has a link to its lesson on the site, and its files for a cluster of one’s own',
      );
      return [element('p', { className: ['lab-practice'] }, [outside(address, t(labWord(node)), 'primary')])];
    }
    if (node.tagName !== 'button') return undefined;
    if (!classes.includes('try')) return [];
    lose('sessions to replay', 'each has a link to its lesson on the site');
    return [outside(address, t('terminalTry'))];
  });
  for (const node of elements(tree)) {
    if (node.tagName.startsWith('lesson-')) node.tagName = 'div';
    for (const name of Object.keys(node.properties)) if (name.startsWith('data')) delete node.properties[name];
  }
  openOutside(tree);
  return { tree, losses: [...losses.values()] };
}
