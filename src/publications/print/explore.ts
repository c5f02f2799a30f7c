import type { Element } from 'hast';
import { lossIn } from '../lesson.ts';
import { elements, find, is, textIn } from '../tree.ts';
import { inline } from './inline.ts';
import type { Printing } from './printing.ts';
import { call, content, words } from './typst.ts';

const all = (element: Element, what: string): Element[] => [...elements(element)].filter((one) => is(one, what));

/** States of Pods and steps as the figure colors them. */
const stateOf = ({ properties }: Element): string => String(properties.dataState ?? properties.dataStep ?? '');

/** A bar: how much of all is taken, as shares of 1. */
function bar(element: Element): string {
  const share = (name: string): number => {
    const rect = [...elements(element)].find((one) => is(one, 'rect') && is(one, `.${name}`));
    return Number(rect?.properties.width ?? 0) / 100;
  };
  const text = element.children.find((child) => is(child, 'span'));
  return call('bar', { requested: share('requested'), used: share('used') }, words(text ? textIn(text) : ''));
}

function group(element: Element): string {
  const name = find(element, '.explore-name');
  const parts = (name?.children ?? []).map((part) =>
    is(part, 'b') ? call('strong', {}, words(textIn(part))) : words(textIn(part)),
  );
  const pods = find(element, '.explore-pods');
  const named = {
    name: content(parts.filter((part) => part !== '' && part !== '#" "').join('#" "')),
    pods: all(element, '.explore-pod').map(stateOf),
    says: String(pods?.properties.title ?? ''),
    bars: all(element, '.explore-bar').map((one) => content(bar(one))),
  };
  return call('explore-group', named);
}

/**
 * A figure that readers change in the page, as it stands there at first: groups with their Pods, scales, steps, what it says, and the
 * address at which it can be changed.
 */
export function exploreMarkup(element: Element, printing: Printing): string {
  printing.losses.push(
    lossIn(printing.lesson, {
      what: 'an explorable figure',
      instead: 'its first picture, and the address of the lesson',
    }),
  );
  const scene = find(element, '.explore-scene') ?? element;
  const caption = find(element, 'figcaption');
  const now = find(element, '.explore-now');
  const says = find(element, '.explore-says');
  const legend = find(scene, '.explore-legend');
  const gauge = find(scene, '.explore-gauge');
  const controls = all(element, '.explore-control').flatMap((control) => {
    const name = find(control, 'label');
    const value =
      find(control, '.explore-value') ?? all(control, 'option').find(({ properties }) => properties.selected === true);
    return name && value ? [content(`${words(textIn(name))}#": "${call('strong', {}, words(textIn(value)))}`)] : [];
  });
  const switches = all(element, '.explore-switch').map((one) => {
    const isOn = find(one, 'input')?.properties.checked === true;
    return content(`${call('tick', { done: isOn })}${words(textIn(one).trim())}`);
  });
  const key = legend?.children.flatMap((part) =>
    is(part, 'span') ? [content(`${call('state-dot', { state: legendState(part) })}#" "${words(textIn(part))}`)] : [],
  );
  const steps = all(scene, 'li').filter(({ properties }) => properties.dataStep !== undefined);
  return call(
    'explore',
    {
      alt: String(scene.properties.ariaLabel ?? ''),
      controls: [...controls, ...switches],
      groups: all(scene, '.explore-group').map((one) => content(group(one))),
      steps: steps.map((one) => content(step(one, printing))),
      marks: gauge ? all(gauge, 'b').map((one) => textIn(one)) : [],
      legend: key ?? [],
      now: now ? textIn(now) : '',
      says: says && textIn(says) !== '' ? content(inline(says.children, printing)) : undefined,
      where: content(call('link-to', { href: printing.address }, words(printing.t('printExplore')))),
    },
    caption ? inline(caption.children, printing) : '',
  );
}

function legendState(part: Element): string {
  const swatch = find(part, '.swatch');
  return swatch ? (['requested', 'used', 'free'].find((name) => is(swatch, `.${name}`)) ?? '') : stateOf(part);
}

function step(element: Element, printing: Printing): string {
  const state = element.children.find((child) => is(child, 'span'));
  const code = find(element, 'code');
  return `${call('state-dot', { state: stateOf(element) })}#" "${code ? inline([code], printing) : ''}#h(1fr)${words(state ? textIn(state) : '')}`;
}
