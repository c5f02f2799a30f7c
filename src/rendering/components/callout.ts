import { z } from 'zod';
import { escapeHtml } from '../../strings/html.ts';
import type { StringKey } from '../../strings/keys.ts';
import { defineComponent } from '../component.ts';

const LABELS = {
  note: 'calloutNote',
  tip: 'calloutTip',
  warning: 'calloutWarning',
  exam: 'calloutExam',
  'real-cluster': 'calloutRealCluster',
} as const satisfies Record<string, StringKey>;

/** A remark that stands out from the text. */
export const callout = defineComponent({
  name: 'Callout',
  form: 'block',
  about: 'A remark beside the text: note, tip, warning, exam, or real-cluster for what needs one.',
  props: { kind: z.enum(['note', 'tip', 'warning', 'exam', 'real-cluster']), title: z.string().optional() },
  render: ({ props, children }, { html, t }) => {
    const title = props.title === undefined ? '' : ` <b>${escapeHtml(props.title)}</b>`;
    return `<aside class="callout ${props.kind}"><p class="label"><span>${t(LABELS[props.kind])}</span>${title}</p>${html(children)}</aside>`;
  },
});
