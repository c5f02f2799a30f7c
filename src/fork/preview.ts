import type { Finding } from '../findings/finding.ts';
import { editText } from './edits.ts';
import type { Stale } from './stale.ts';
import type { Update } from './upstream.ts';

/** A part of what is said of an update. */
export interface Section {
  title: string;
  lines: readonly string[];
}

function staleLines(stale: readonly Stale[], own: boolean): string[] {
  return stale.map(({ lesson, version }) => {
    const see = own ? `. See: npm run upstream -- --diff ${lesson.id}` : '';
    return `${lesson.id}: adapted from ${lesson.adapts?.version}, now ${version}${see}`;
  });
}

/** What is stale in a fork, and in what it was forked from. */
export function staleSections({ stale, staleBelow }: Pick<Update, 'stale' | 'staleBelow'>): Section[] {
  return [
    { title: 'Your adaptations of which the original has changed', lines: staleLines(stale, true) },
    ...staleBelow.map(({ provider, stale: theirs }) => ({
      title: `Adaptations of ${provider} of which the original has changed; it is theirs to take over`,
      lines: staleLines(theirs, false),
    })),
  ];
}

const findingText = ({ file, line, message, remedy }: Finding): string => `${file}:${line}: ${message} Do: ${remedy}`;

/** What an update would bring and break, part by part; parts without lines have nothing to say. */
export function updateSections(update: Update): Section[] {
  const { changes, before, after, edits, broken } = update;
  const title = (id: string): string => after.lessons.get(id)?.title ?? before.lessons.get(id)?.title ?? id;
  const named = (id: string): string => `${id}: ${title(id)}`;
  const renamed = (pairs: readonly [string, string][]): string[] => pairs.map(([from, to]) => `${from} is now ${to}`);
  const list = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : ids.join(', '));
  const safe = edits.filter(({ to }) => to !== undefined);
  const others = edits.filter(({ to }) => to === undefined);
  return [
    { title: 'Added upstream', lines: changes.added.map(named) },
    { title: 'Changed upstream', lines: changes.changed.map(named) },
    { title: 'Renamed upstream', lines: changes.renamed.map(([from, to]) => `${from} is now ${named(to)}`) },
    { title: 'Moved upstream', lines: changes.moved.map((id) => `${id} to ${after.lessons.get(id)?.path ?? ''}`) },
    { title: 'Removed upstream', lines: changes.removed.map(named) },
    { title: 'Changed upstream beside lessons', lines: update.data },
    { title: 'Modules renamed upstream', lines: renamed(update.renamedModules) },
    { title: 'Courses renamed upstream', lines: renamed(update.renamedCourses) },
    {
      title: 'Former addresses of lessons that upstream has given up; links of others to them end nowhere',
      lines: update.endedAliases.map((alias) => `/lessons/${alias}/`),
    },
    { title: 'To edit in your layer; "npm run upstream -- --merge --fix" does it', lines: safe.map(editText) },
    { title: 'To edit in your layer, by you', lines: others.map(editText) },
    { title: 'The merge would break', lines: broken.filter(({ severity }) => severity === 'error').map(findingText) },
    { title: 'To know', lines: broken.filter(({ severity }) => severity === 'warning').map(findingText) },
    {
      title: 'Your lessons that move with their neighbors',
      lines: update.moving.map(([id, module]) => `${id} to the module "${module}"`),
    },
    {
      title: 'Prerequisites that upstream has changed in what you adapted; yours stay as they are',
      lines: update.prerequisites.map(
        ({ id, former, present }) => `${id}: before ${list(former)}; now ${list(present)}`,
      ),
    },
    ...staleSections(update),
  ];
}

const told = (sections: readonly Section[]): Section[] => sections.filter(({ lines }) => lines.length > 0);

/** Sections for a terminal. */
export function sectionsText(sections: readonly Section[]): string {
  return told(sections)
    .map(({ title, lines }) => `${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`)
    .join('\n');
}

/** Text of others as Markdown shows it: it mentions nobody, links nowhere, and is no HTML. */
export function plainMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]#|]/g, (character) => `\\${character}`)
    .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@/g, '@\u200b')
    .replace(/:\/\//g, ':\u200b//');
}

/** Sections as Markdown, for pull requests and summaries. */
export function sectionsMarkdown(sections: readonly Section[]): string {
  return told(sections)
    .map(({ title, lines }) => `### ${title}\n\n${lines.map((line) => `- ${plainMarkdown(line)}`).join('\n')}\n`)
    .join('\n');
}
