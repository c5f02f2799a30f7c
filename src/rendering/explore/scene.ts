import type { Bar, BuildStep, Frame, Gauge, Group, Mark } from '../../lab/figures/frame.ts';
import type { FigureName } from '../../lab/figures/settings.ts';
import { podsText, STATE_WORDS, stepText } from './describe.ts';
import { type Drawn, draw } from './drawn.ts';
import type { Say } from './words.ts';

/** The states whose shapes a figure explains, in the order in which a Pod goes through them. */
const LEGENDS: Readonly<Record<FigureName, readonly Mark['state'][]>> = {
  rollout: ['starting', 'notReady', 'ready', 'ending', 'failing'],
  taints: ['waiting', 'starting', 'ready', 'ending'],
  requests: ['waiting', 'starting', 'ready'],
  layers: [],
};

/** The parts of a bar, as it explains them. */
const BAR_PARTS = [
  ['requested', 'exploreRequested'],
  ['used', 'exploreUsed'],
  ['free', 'exploreFree'],
] as const;

/** The picture of a figure at a moment: the same for a still and for the page. */
export function scene(figure: FigureName, frame: Frame, say: Say): Drawn {
  const { groups, gauge, steps } = frame;
  if (steps) return stepsOf(steps, say);
  const sets = groups.filter(({ kind }) => kind === 'set');
  // The place of a ReplicaSet that is not made yet: nothing moves when it comes.
  const missing = figure === 'rollout' ? Math.max(0, 2 - sets.length) : 0;
  return draw(
    'div',
    { class: `explore-picture ${figure}` },
    ...(figure === 'rollout' ? [gaugeOf(gauge, say)] : []),
    draw(
      'div',
      { class: 'explore-groups' },
      ...groups.map((group) => groupOf(figure, group, say)),
      ...Array.from({ length: missing }, () => noSet(say)),
    ),
    draw(
      'p',
      { class: 'explore-legend' },
      ...LEGENDS[figure].map((state) =>
        draw('span', { 'data-state': state }, draw('span', { class: 'state' }), say(STATE_WORDS[state])),
      ),
      ...(figure === 'requests' ? BAR_PARTS : []).map(([name, key]) =>
        draw('span', {}, draw('span', { class: `swatch ${name}` }), say(key)),
      ),
    ),
  );
}

/** The recipe of an image, a line for each step: what is kept, and what runs again. */
function stepsOf(steps: readonly BuildStep[], say: Say): Drawn {
  const line = (step: BuildStep): Drawn =>
    draw(
      'li',
      { 'data-step': step.state },
      draw('code', {}, step.text),
      draw('span', {}, draw('i', { class: 'state' }), stepText(step, say)),
    );
  return draw('div', { class: 'explore-picture layers' }, draw('ol', { class: 'explore-steps' }, ...steps.map(line)));
}

function noSet(say: Say): Drawn {
  return draw(
    'div',
    { class: 'explore-group set empty' },
    draw('p', { class: 'explore-name' }, draw('b', {}, 'ReplicaSet'), draw('span', {}, say('exploreNoSet'))),
    draw('ul', { class: 'explore-pods' }),
  );
}

function groupOf(figure: FigureName, group: Group, say: Say): Drawn {
  const { kind, name, pods, wanted, taint, bars = [] } = group;
  const title = { set: say('exploreSet', { name }), node: name, waiting: say('exploreNoNode') }[kind];
  const note = kind === 'set' ? say('exploreWanted', { wanted: wanted ?? 0 }) : '';
  // A long line breaks before the effect.
  const [pair = '', effect = ''] = taint?.split(/(?<=:)/) ?? [];
  const flag = taint ? [draw('span', { class: 'explore-flag' }, draw('i', {}, pair), draw('i', {}, effect))] : [];
  return draw(
    'div',
    { class: `explore-group ${kind}${kind === 'waiting' && pods.length === 0 ? ' empty' : ''}` },
    draw('p', { class: 'explore-name' }, draw('b', {}, title), draw('span', {}, note), ...flag),
    draw('ul', { class: 'explore-pods', title: podsText(group, say) }, ...pods.map((pod) => podOf(pod, figure))),
    ...(bars.length > 0 ? [draw('div', { class: 'explore-bars' }, ...bars.map((bar) => barOf(bar, say)))] : []),
  );
}

function podOf({ key, name, label, state, status }: Mark, figure: FigureName): Drawn {
  const shape = draw('span', { class: 'state' });
  const drawn = draw(
    'li',
    { class: 'explore-pod', 'data-state': state, title: `${name}: ${status}` },
    shape,
    ...(figure === 'taints' ? [draw('span', {}, label)] : []),
  );
  return { ...drawn, key };
}

/** How much of a node is requested, and how much of that is used. */
function barOf({ resource, requested, used, allocatable }: Bar, say: Say): Drawn {
  const part = (name: string, amount: number, y: number, height: number): Drawn =>
    draw('rect', { class: name, x: 0, y, width: Math.round((amount / allocatable) * 1000) / 10, height });
  return draw(
    'div',
    { class: 'explore-bar' },
    draw('span', {}, say(resource === 'cpu' ? 'exploreCpuBar' : 'exploreMemoryBar', { requested, used, allocatable })),
    draw(
      'svg',
      { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      part('all', allocatable, 0, 10),
      part('requested', requested, 0, 10),
      part('used', used, 6.5, 3.5),
    ),
  );
}

/** A scale of Pods: what is available, what exists beside it, and between which marks it has to stay. */
function gaugeOf(gauge: Gauge | undefined, say: Say): Drawn {
  if (!gauge) return draw('div', { class: 'explore-gauge' });
  const { available, total, atLeast, atMost } = gauge;
  const cells = Array.from({ length: Math.max(atMost, total) }, (_, index) => {
    const number = index + 1;
    const is = number <= available ? 'on' : number <= total ? 'half' : 'free';
    const marks = [
      ...(number === atLeast ? [draw('b', { class: 'least' }, say('exploreAtLeast', { count: atLeast }))] : []),
      ...(number === atMost ? [draw('b', { class: 'most' }, say('exploreAtMost', { count: atMost }))] : []),
    ];
    return draw('span', { class: is }, ...marks);
  });
  return draw(
    'div',
    { class: 'explore-gauge' },
    ...(atLeast === 0 ? [draw('b', { class: 'least none' }, say('exploreAtLeast', { count: 0 }))] : []),
    draw('div', { class: 'explore-cells' }, ...cells),
  );
}
