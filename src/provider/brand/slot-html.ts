import type { Element } from 'hast';
import { addressesIn, elementsIn, parseHtml } from '../../strings/parse-html.ts';

/** Something in a slot's HTML that may not stand there. */
export interface SlotProblem {
  /** 1-based. */
  line: number;
  message: string;
  remedy: string;
}

/** Elements that a slot may have: what says or shows something. Nothing that runs, loads pages or changes the page around it. */
const ALLOWED: ReadonlySet<string> = new Set(
  `a abbr address article aside audio b bdi bdo blockquote br button caption cite code col colgroup data dd del details dfn
  div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li
  main mark menu meter nav ol optgroup option output p picture pre progress q rp rt ruby s samp search section select small
  source span strong sub summary sup table tbody td textarea tfoot th thead time tr track u ul var video wbr
  svg g path circle ellipse line polygon polyline rect text tspan title desc defs use symbol linearGradient radialGradient stop
  clipPath mask pattern`.split(/\s+/),
);

const ELEMENTS: Readonly<Record<string, readonly [name: string, remedy: string]>> = {
  script: ['a script', 'Use analytics in brand.yaml, kind "snippet", for a script of your own.'],
  style: ['a style sheet', 'Set custom properties in theme.css.'],
  link: ['a style sheet, or another file', 'Set custom properties in theme.css; fonts and icons stand in brand.yaml.'],
  meta: ['a <meta>', 'Remove it; a slot is a part of a page and cannot speak for the whole.'],
  base: ['a <base>', 'Remove it; it would change every link of the page.'],
  iframe: ['a frame', 'Link to the page instead.'],
  object: ['a frame', 'Link to the page instead.'],
  embed: ['a frame', 'Link to the page instead.'],
};

/** Attributes whose values browsers follow or load. */
const ADDRESSES = /^(href|xlink:?href|src|srcset|poster|action|formaction|data|background|cite|ping)$/i;
/** Those of them that are loaded without being asked for. */
const LOADED = /^(src|srcset|poster|data|background)$/i;

const IMAGE_REMEDY = 'Put it into assets/ and write its address there, such as /brand/assets/photo.webp.';

function attributeProblem(element: Element, name: string, value: unknown): readonly [string, string] | undefined {
  if (/^on/i.test(name)) return ['an event handler', 'Remove it; a link or a form needs none.'];
  if (/^style$/i.test(name)) return ['a style attribute', 'Set custom properties in theme.css.'];
  if (/^(srcdoc|is)$/i.test(name)) return [`the attribute ${name}`, 'Remove it.'];
  if (!ADDRESSES.test(name)) return undefined;
  for (const address of addressesIn(name, value)) {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
    if (scheme === 'javascript' || scheme === 'vbscript') return ['a javascript: link', 'Link to an https address.'];
    if (scheme === 'data') return ['a data: address', IMAGE_REMEDY];
    const elsewhere = scheme !== undefined || /^[\\/]{2}/.test(address);
    if (elsewhere && (LOADED.test(name) || element.tagName === 'use')) {
      return [element.tagName === 'img' ? 'an image of another site' : 'a file of another site', IMAGE_REMEDY];
    }
  }
  return undefined;
}

/**
 * What a slot's HTML has that the site's Content-Security-Policy would block, or that would reach beyond the slot. It is
 * parsed as browsers do, so that no way of writing it makes a difference.
 */
export function slotProblems(html: string): SlotProblem[] {
  const problems: SlotProblem[] = [];
  const refuse = (element: Element, [name, remedy]: readonly [string, string]): void => {
    const line = element.position?.start.line ?? 1;
    problems.push({
      line,
      message: `The slot contains ${name}, which the site's Content-Security-Policy blocks.`,
      remedy,
    });
  };
  for (const element of elementsIn(parseHtml(html))) {
    if (!ALLOWED.has(element.tagName)) {
      refuse(
        element,
        ELEMENTS[element.tagName] ?? [`<${element.tagName}>`, 'Use elements that only say or show something.'],
      );
      continue;
    }
    for (const [name, value] of Object.entries(element.properties)) {
      const problem = attributeProblem(element, name, value);
      if (problem) refuse(element, problem);
    }
  }
  return problems;
}
