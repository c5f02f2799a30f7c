import type { Element, ElementContent, Root } from 'hast';
import type { Lesson } from '../../curriculum/model.ts';
import type { Translate } from '../../strings/index.ts';
import { lossIn } from '../lesson.ts';
import type { Loss } from '../publication.ts';
import { classesOf, element, elements, find, labWord, replaceElements } from '../tree.ts';

/** What of a lesson needs the practice cluster, which is too large for a package, and how often it was found. */
interface Found {
  labs: number;
  sessions: number;
  figures: number;
}

/** What stands in the place of an element that needs the practice cluster; undefined for all others. */
function instead(node: Element, site: string, t: Translate, found: Found): ElementContent[] | undefined {
  const link = (text: string, className: string[], label?: string): Element =>
    element('a', { href: site, className, ...(label !== undefined && { ariaLabel: label }) }, [text]);
  const classes = classesOf(node);
  if (classes.includes('lab-practice')) {
    found.labs++;
    const about = element('p', {}, [t('playerLab')]);
    return [element('div', { className: ['elsewhere-lab'] }, [about, link(t(labWord(node)), ['primary'])])];
  }
  if (classes.includes('try')) {
    found.sessions++;
    return [link(t('terminalTry'), ['elsewhere'], String(node.properties.ariaLabel ?? ''))];
  }
  if (!classes.includes('explore-desk')) return undefined;
  found.figures++;
  return [];
}

/**
 * Makes a lesson one that stands by itself in the frame of a platform: what needs the practice cluster leads to the site, and
 * nothing that is followed takes the place of the lesson.
 * @param tree of the lesson; it is changed @param site address of the lesson on the site
 * @returns what the package does not carry
 */
export function carry(tree: Root, lesson: Lesson, site: string, t: Translate): Loss[] {
  const found: Found = { labs: 0, sessions: 0, figures: 0 };
  replaceElements(tree, (node) => instead(node, site, t, found));
  for (const node of elements(tree)) {
    if (classesOf(node).includes('explore')) leadToFigure(node, site, t);
    if (node.tagName === 'a') openElsewhere(node);
    delete node.properties.dataReport;
    // Keys scroll what is wider than its place.
    if (node.tagName === 'pre' || (classesOf(node).includes('scroll') && node.properties.role === 'img'))
      node.properties.tabIndex = 0;
  }
  return lossesOf(found).map((loss) => lossIn(lesson, loss));
}

/** Says under a figure where it can be played with. */
function leadToFigure(figure: Element, site: string, t: Translate): void {
  const link = element('a', { href: site }, [t('playerFigure')]);
  find(figure, 'figcaption')?.children.push(element('br'), link);
}

/** A link out of the lesson opens a window of its own: the frame, and with it the session, stays. */
export function openElsewhere(link: Element): void {
  const { href, download } = link.properties;
  const isHere = typeof href === 'string' && (href.startsWith('#') || (download !== undefined && !/^\w+:/.test(href)));
  if (isHere) return;
  link.properties.target = '_blank';
  link.properties.rel = [...new Set([...relOf(link), 'noopener'])];
}

function relOf({ properties: { rel } }: Element): string[] {
  return Array.isArray(rel) ? rel.map(String) : [];
}

function lossesOf({ labs, sessions, figures }: Found): Omit<Loss, 'lesson' | 'file'>[] {
  return [
    ...(labs > 0
      ? [{ what: 'the practice cluster of the lab', instead: 'a link that opens the lab on the site' }]
      : []),
    ...(sessions > 0
      ? [
          {
            what: 'sessions that can be tried',
            instead: 'what was typed and printed, with links to the site',
          },
        ]
      : []),
    ...(figures > 0 ? [{ what: 'figures to play with', instead: 'a still of each, with a link to the site' }] : []),
  ];
}
