import type { Element, Properties } from 'hast';
import { layerFolder } from '../curriculum/layer-folder.ts';
import { didYouMean } from '../findings/suggest.ts';
import { type RenderContext, SLOT_PREFIX } from './context.ts';

/** Pages that every edition has, and that lessons may lead to: `page:set-up#linux`. */
const PAGES = ['set-up', 'practice-cluster'];

/** Properties of a link: `lesson:id#heading` becomes an address of the site; other addresses must be https or local. */
export function resolveLink(node: Element, context: RenderContext): Properties {
  const href = String(node.properties.href ?? '');
  if (href.startsWith('lesson:')) {
    const [id = '', heading] = href.slice('lesson:'.length).split('#');
    const { lessons, drafts, hidden, aliases, unread } = context.curriculum;
    const target = aliases.get(id) ?? id;
    if (lessons.has(target)) return { ...node.properties, href: context.links.lesson(target, heading) };
    if (unread.has(target)) return {};
    if (hidden.has(target)) return reportHidden(node, context, id);
    const draft = drafts.has(target);
    context.report('link/unknown-lesson', node.position?.start, {
      message: draft
        ? `The link leads to the lesson "${id}", which is a draft.`
        : `The link leads to the lesson "${id}", which does not exist.${didYouMean(id, lessons.keys())}`,
      why: 'Readers would end on a page that is not there.',
      remedy: draft ? `Publish "${id}", or remove the link.` : 'Correct the id, or remove the link.',
    });
    return {};
  }
  if (href.startsWith('page:')) {
    const [page = '', part] = href.slice('page:'.length).split('#');
    if (PAGES.includes(page))
      return { ...node.properties, href: context.links.page(`${page}/${part === undefined ? '' : `#${part}`}`) };
    context.report('link/address', node.position?.start, {
      message: `The link leads to the page "${page}", which is none that every edition has.${didYouMean(page, PAGES)}`,
      why: 'Readers would end on a page that is not there.',
      remedy: `Use one of: ${PAGES.map((name) => `page:${name}`).join(', ')}.`,
    });
    return {};
  }
  if (context.lesson.id.startsWith(SLOT_PREFIX) && href.startsWith('#') && !href.includes('-S-'))
    return { ...node.properties, href: `#${context.lesson.id}-S-${href.slice(1)}` };
  // A slot belongs to the site, and may lead to its pages; lessons are taken elsewhere, where these may not exist.
  if (context.lesson.id.startsWith(SLOT_PREFIX) && href.startsWith('/')) {
    return { ...node.properties, href: context.links.page(href.slice(1)) };
  }
  if (href.startsWith('#') || /^(https:|mailto:)/.test(href)) return node.properties;
  const insecure = href.startsWith('http:');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1];
  context.report('link/address', node.position?.start, {
    message: `The link "${href}" ${insecure ? 'is not encrypted' : scheme === undefined ? 'is a path' : `uses ${scheme}:, which links here may not`}.`,
    why: insecure
      ? 'Readers on open networks could be sent elsewhere.'
      : scheme === undefined
        ? 'Paths break when a lesson moves; ids do not.'
        : 'Not every browser can follow it, and some such addresses run code.',
    remedy: insecure
      ? /^http:\/\/(localhost|127\.|\[::1\])/.test(href)
        ? "Put an address of the reader's own machine in backticks."
        : 'Use the https address.'
      : 'Link to a lesson as [text](lesson:its-id), to other sites with their https address.',
  });
  return {};
}

function reportHidden(node: Element, context: RenderContext, id: string): Properties {
  const { lesson } = context;
  const folder = layerFolder(context.curriculum.layers.length);
  context.report('link/hidden-lesson', node.position?.start, {
    message: `The link leads to the lesson "${id}", which is hidden in ${folder}curriculum.yaml.`,
    why: 'Readers would end on a page that is not there.',
    remedy: `Show "${id}" again, ${lesson.path.startsWith(folder) ? 'or remove the link.' : `hide "${lesson.id}" too, or adapt it and remove the link: npm run adapt ${lesson.id}`}`,
  });
  return {};
}
