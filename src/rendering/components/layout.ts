import { z } from 'zod';
import { attributes, escapeHtml } from '../../strings/html.ts';
import { childUses, contentNodes, defineComponent, others } from '../component.ts';

/** An ordered list set as steps. */
export const steps = defineComponent({
  name: 'Steps',
  form: 'block',
  about: 'One ordered list, set as steps to follow.',
  props: {},
  render: ({ children, place }, { html, report }) => {
    const [list, ...rest] = contentNodes(children);
    if (list?.type !== 'element' || list.tagName !== 'ol' || rest.length > 0) {
      report('component/steps', place, {
        message: '<Steps> does not hold exactly one ordered list.',
        why: 'Each item of the list becomes a step.',
        remedy: 'Put one list that begins with "1." between <Steps> and </Steps>, with blank lines around it.',
      });
    }
    return `<div class="steps">${html(children)}</div>`;
  },
});

/** Alternatives of which a reader needs one. Without script all of them are shown, one after the other. */
export const tabs = defineComponent({
  name: 'Tabs',
  form: 'block',
  about: 'Alternatives of which the reader needs one; each is a <Tab label="…">.',
  props: {},
  render: ({ children, place }, { html, report }) => {
    const uses = childUses(children, 'Tab');
    if (uses.length < 2 || uses.length < contentNodes(children).length) {
      report('component/tabs', place, {
        message: '<Tabs> holds something other than two or more <Tab> elements.',
        why: 'Only tabs can be chosen from; anything else would be lost.',
        remedy: 'Put every alternative into <Tab label="…">…</Tab>.',
      });
      // Whatever stands beside the tabs may have mistakes of its own.
      html(others(children, 'Tab'));
    }
    return `<lesson-tabs>${uses.map(({ node }) => html([node])).join('')}</lesson-tabs>`;
  },
});

/** One alternative within Tabs. */
export const tab = defineComponent({
  name: 'Tab',
  form: 'block',
  about: 'One alternative within <Tabs>.',
  parent: 'Tabs',
  props: { label: z.string().min(1) },
  render: ({ props, children }, { html }) =>
    `<div class="tab"><p class="tab-label">${escapeHtml(props.label)}</p>${html(children)}</div>`,
});

/** Two or three things side by side. */
export const compare = defineComponent({
  name: 'Compare',
  form: 'block',
  about: 'Two or three things side by side; each is a <Side title="…">.',
  props: {},
  render: ({ children, place }, { html, report }) => {
    const uses = childUses(children, 'Side');
    if (uses.length < 2 || uses.length > 3 || uses.length < contentNodes(children).length) {
      report('component/compare', place, {
        message:
          uses.length < contentNodes(children).length
            ? '<Compare> holds something other than <Side> elements.'
            : `<Compare> holds ${uses.length === 1 ? 'one <Side> element' : `${uses.length} <Side> elements`}.`,
        why: 'Two or three fit side by side.',
        remedy: 'Use two or three <Side title="…">; for more, use a table.',
      });
      html(others(children, 'Side'));
    }
    return `<div class="compare c${uses.length}">${uses.map(({ node }) => html([node])).join('')}</div>`;
  },
});

/** One thing within Compare. */
export const side = defineComponent({
  name: 'Side',
  form: 'block',
  about: 'One thing within <Compare>.',
  parent: 'Compare',
  props: { title: z.string().min(1) },
  render: ({ props, children }, { html }) =>
    `<div class="side"><p class="side-title">${escapeHtml(props.title)}</p>${html(children)}</div>`,
});

/** The points to remember. */
export const keyPoints = defineComponent({
  name: 'KeyPoints',
  form: 'block',
  about: 'One bullet list of the points to remember.',
  props: {},
  render: ({ children }, { html, t, used, idPrefix }) => {
    const isFirst = used.filter(({ name }) => name === 'KeyPoints').length === 1;
    const id = `${isFirst ? '' : idPrefix()}key-points`;
    return `<section class="key-points"><h2 id="${id}">${t('keyPoints')}</h2>${html(children)}</section>`;
  },
});

/** A question to stop at, with a hidden answer. */
export const checkpoint = defineComponent({
  name: 'Checkpoint',
  form: 'block',
  about: 'A question to stop at; what stands inside is the answer, hidden until asked for.',
  props: { question: z.string().min(1) },
  render: ({ props, children }, { html, markdown, t }) =>
    `<div class="checkpoint"><p><b class="label">${t('checkpoint')}</b> ${markdown(props.question, 'inline')}</p><details><summary>${t('checkpointAnswer')}</summary>${html(children)}</details></div>`,
});

/** A figure in steps: without script, and in print, all of them are shown, one after the other. */
export const stepped = defineComponent({
  name: 'Stepped',
  form: 'block',
  about:
    'A figure in steps, of which readers see one at a time; each is a <Step title="…"> with a diagram, a figure, code or text.',
  props: { label: z.string().min(1) },
  render: ({ props, children, place }, { html, report, t }) => {
    const uses = childUses(children, 'Step');
    if (uses.length < 2 || uses.length < contentNodes(children).length) {
      report('component/stepped', place, {
        message: '<Stepped> holds something other than two or more <Step> elements.',
        why: 'Readers go from step to step; anything else would be lost.',
        remedy: 'Put everything into <Step title="…">…</Step>, one for each step.',
      });
      html(others(children, 'Step'));
    }
    const words = attributes({
      'aria-label': props.label,
      'data-back': t('steppedBack'),
      'data-next': t('steppedNext'),
      'data-place': t('steppedPlace', { number: '{number}', total: uses.length }),
    });
    return `<lesson-stepped role="group"${words}><ol>${uses.map(({ node }) => html([node])).join('')}</ol></lesson-stepped>`;
  },
});

/** One step of a figure. */
export const step = defineComponent({
  name: 'Step',
  form: 'block',
  about: 'One step within <Stepped>.',
  parent: 'Stepped',
  props: { title: z.string().min(1) },
  render: ({ props, children }, { html }) =>
    `<li><p class="step-title">${escapeHtml(props.title)}</p>${html(children)}</li>`,
});
