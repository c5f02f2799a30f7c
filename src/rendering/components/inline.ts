import { z } from 'zod';
import type { Edition } from '../../assembly/edition.ts';
import { didYouMean } from '../../findings/suggest.ts';
import { directionOf } from '../../strings/direction.ts';
import { attributes, escapeHtml } from '../../strings/html.ts';
import { defineComponent } from '../component.ts';

/** A glossary term: a link to its entry that shows the definition on hover, focus or touch. */
export const term = defineComponent({
  name: 'Term',
  form: 'inline',
  about: 'Links the first use of a glossary term; its definition shows on hover and focus.',
  props: { id: z.string().min(1) },
  render: ({ props, children, place }, context) => {
    const entry = context.curriculum.terms.get(props.id);
    const text = context.html(children);
    if (!entry && context.curriculum.unread.has('content/glossary.yaml')) return text;
    if (!entry) {
      context.report('term/unknown', place, {
        message: `The term "${props.id}" is not in the glossary.${didYouMean(props.id, context.curriculum.terms.keys())}`,
        why: 'Readers would meet a word that nobody explains.',
        remedy: `Correct the id, or add "${props.id}" to content/glossary.yaml.`,
      });
      return text;
    }
    context.linkedTerms.add(entry.id);
    return `<a${attributes({ class: 'term', href: context.links.term(entry.id) })}>${text}</a>`;
  },
});

function versionOf(name: string, { versions: { versions } }: Edition): string | undefined {
  return Object.hasOwn(versions, name) ? versions[name] : undefined;
}

/** A version from content/versions.yaml. */
export const version = defineComponent({
  name: 'Version',
  form: 'inline',
  about: 'Prints a version from content/versions.yaml, so that it never stands in prose.',
  props: { of: z.string().min(1) },
  text: ({ of = '' }, { curriculum }) => versionOf(of, curriculum) ?? '',
  render: ({ props, place }, { curriculum, report }) => {
    const { versions } = curriculum.versions;
    const value = versionOf(props.of, curriculum);
    if (value === undefined) {
      report('version/unknown', place, {
        message: `There is no version of "${props.of}".${didYouMean(props.of, Object.keys(versions))}`,
        why: 'The sentence would have a gap.',
        remedy: 'Correct the name, or add it to content/versions.yaml.',
      });
    }
    return escapeHtml(value ?? '');
  },
});

const BRAND_WORDS = ['name', 'short-name', 'url', 'contact'] as const;

function brandWords({ identity, layers }: Edition): Readonly<Record<string, string>> {
  return {
    name: identity.name,
    'short-name': layers.at(-1)?.brand.short_name ?? identity.name,
    url: identity.url,
    contact: identity.contact ?? '',
  };
}

/** A word of whoever publishes the page: prose that names its publisher could not be taken unmodified. */
export const brand = defineComponent({
  name: 'Brand',
  form: 'inline',
  about: 'Prints the name or address of whoever publishes the page, so that it never stands in prose.',
  props: { of: z.enum(BRAND_WORDS) },
  text: ({ of = '' }, { curriculum }) => brandWords(curriculum)[of] ?? '',
  render: ({ props }, { curriculum }) => `<bdi>${escapeHtml(brandWords(curriculum)[props.of] ?? '')}</bdi>`,
});

const isTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

/** Words or passages of another language: readers' browsers speak, break and search them as such. */
export const language = defineComponent({
  name: 'Language',
  form: 'inline',
  about: 'Marks words, or whole passages, of another language, with the direction in which it is written.',
  props: { tag: z.string().refine(isTag, 'the tag of a language, such as ar or zh-Hans') },
  render: ({ props, children }, context) => {
    const isBlock = children.some(
      (node) => node.type === 'element' && /^(p|ul|ol|table|blockquote|h[2-6]|pre)$/.test(node.tagName),
    );
    const name = isBlock ? 'div' : 'span';
    return `<${name}${attributes({ lang: props.tag, dir: directionOf(props.tag) })}>${context.html(children)}</${name}>`;
  },
});
