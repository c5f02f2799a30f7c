import { z } from 'zod';
import { didYouMean } from '../../findings/suggest.ts';
import {
  type Control,
  type FigureName,
  figureNames,
  figures,
  readSetting,
  type Settings,
  settingsOf,
} from '../../lab/figures/settings.ts';
import { attributes, escapeHtml } from '../../strings/html.ts';
import { defineComponent, type Use } from '../component.ts';
import { type RenderContext, SLOT_PREFIX } from '../context.ts';
import { nowText, pictureText } from '../explore/describe.ts';
import { deskHtml } from '../explore/desk.ts';
import { drawnHtml } from '../explore/drawn.ts';
import { scene } from '../explore/scene.ts';
import type { Say } from '../explore/words.ts';

/** Settings that some figure has: each is a prop. */
const settingProps = Object.fromEntries(
  figureNames.flatMap((figure) => figures[figure].map(({ name }) => [name, z.string().optional()])),
);

const props = { figure: z.enum(figureNames), caption: z.string().min(1), ...settingProps };

/** A figure to play with: it runs the practice cluster in small. In print and without script it is a still of it. */
export const explore = defineComponent({
  name: 'Explore',
  form: 'block',
  about:
    'A figure to play with, of the kind that "figure" names; it begins with the settings that are given as further props.',
  props,
  text: ({ caption = '' }) => caption,
  render: (use, context) => {
    const { figure, caption } = use.props;
    const { t, lesson, report } = context;
    if (lesson.id.startsWith(SLOT_PREFIX)) {
      report('component/placement', use.place, {
        message: '<Explore> stands in a slot.',
        why: 'A slot stands on many pages, and none of them brings the cluster that the figure runs.',
        remedy: 'Put the figure into a lesson, and link to it.',
      });
      return '';
    }
    const settings = readSettings(use, context);
    if (!settings) return '';
    const say: Say = t;
    const frame = context.still(figure, settings);
    const picture = frame ? drawnHtml(scene(figure, frame, say)) : '';
    const shown = attributes({
      class: 'explore-scene',
      role: 'img',
      'aria-label': frame ? pictureText(frame, say) : caption,
    });
    const data = attributes({
      class: 'explore',
      'data-figure': figure,
      'data-settings': JSON.stringify(settings),
    });
    return `<figure${data}>${deskHtml(figure, settings, context.idPrefix(), say)}<div${shown}>${picture}</div><p class="explore-now">${frame ? escapeHtml(nowText(frame, say)) : ''}</p><p class="explore-says">${saysHtml(frame, say)}</p><p class="explore-live sr-only" role="status"></p><figcaption>${escapeHtml(caption)}</figcaption></figure>`;
  },
});

/** What the cluster says, and who of it. */
function saysHtml(frame: ReturnType<RenderContext['still']>, say: Say): string {
  if (!frame?.says) return '';
  const { who, text } = frame.says;
  const words = { server: 'exploreServer', scheduler: 'exploreScheduler', deployment: 'exploreDeployment' } as const;
  return `<span>${say(words[who])}:</span> <samp>${escapeHtml(text)}</samp>`;
}

/** What a value of a setting may be, as a sentence. */
function expectation(control: Control): string {
  switch (control.kind) {
    case 'choice':
      return `Use one of: ${control.options.join(', ')}.`;
    case 'switch':
      return 'Use true or false.';
    case 'number':
      return `Use a number from ${control.least} to ${control.most}${control.step === 1 ? '' : `, in steps of ${control.step}`}.`;
  }
}

/** The settings that a figure begins with; undefined, and reported, if one does not fit. */
function readSettings(
  { props: given, place }: Use<{ figure: FigureName }>,
  { report }: RenderContext,
): Settings | undefined {
  const { figure } = given;
  const controls: readonly Control[] = figures[figure];
  const read: Record<string, number | string | boolean> = {};
  let isRight = true;
  for (const [name, text] of Object.entries(given)) {
    if (name === 'figure' || name === 'caption' || typeof text !== 'string') continue;
    const control = controls.find((one) => one.name === name);
    if (!control) {
      isRight = false;
      const known = controls.map((one) => one.name);
      report('component/unknown-prop', place, {
        message: `<Explore figure="${figure}"> has no setting "${name}".${didYouMean(name, known)}`,
        why: 'A setting that nobody reads does nothing.',
        remedy: `Use one of: ${known.join(', ')}.`,
      });
      continue;
    }
    const value = readSetting(control, text);
    if (value !== undefined) {
      read[name] = value;
      continue;
    }
    isRight = false;
    report('component/prop-value', place, {
      message: `The setting ${name}="${text}" of <Explore figure="${figure}"> does not fit. ${expectation(control)}`,
      why: 'The figure would begin with something that its readers cannot set.',
      remedy: `Correct the value of "${name}".`,
    });
  }
  return isRight ? settingsOf(figure, read) : undefined;
}
