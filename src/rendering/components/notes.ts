import { defineComponent } from '../component.ts';

/** What an author says to those who teach the lesson. Only their pages have it: no reader's page, search or publication does. */
export const notes = defineComponent({
  name: 'Notes',
  form: 'block',
  about: 'A remark for those who teach the lesson: their pages have it, and no page of readers does.',
  props: {},
  render: ({ children, place }, context) => {
    context.notes.push({ html: context.html(children), place });
    return '';
  },
  text: () => '',
});
