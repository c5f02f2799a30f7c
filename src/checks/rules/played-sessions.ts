import { lessonText } from '../../curriculum/text/read-text.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { defineRule } from '../rule.ts';

/** Of every session from a cluster that a lesson shows, `lab.yaml` says how it begins, so that it can be played; or why it cannot. */
export const playedSessions = defineRule({
  names: ['session/unplayed'],
  needs: 'lesson',
  check: ({ lesson }) => {
    const known = new Set(lesson.lab?.sessions.map(({ file }) => file));
    const text = lessonText(lesson);
    return (text?.uses ?? []).flatMap(({ name, attributes, start }): Finding[] => {
      const file = attributes.get('file')?.value;
      if (name !== 'Terminal' || attributes.get('ran')?.value !== 'real-cluster' || file === undefined) return [];
      if (known.has(file) || !lesson.files.has(file)) return [];
      return [
        finding('session/unplayed', lesson.path, text?.place(start), {
          message: `Nothing says how the session "${file}" begins, so nobody has played it.`,
          why: 'What a lesson shows of a cluster is played with every check, and readers can try it.',
          remedy: `Add it to "sessions" in ${lesson.folder}/lab.yaml, with the state in which it begins, or with "unplayed" and the reason.`,
        }),
      ];
    });
  },
});
