import { splitLesson } from '../curriculum/frontmatter.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import { error, type Finding } from '../findings/finding.ts';
import { didYouMean } from '../findings/suggest.ts';
import { readYaml } from '../findings/yaml.ts';

/** Groups of rules that judge what a lesson shows and says. All others say what a site cannot be built with. */
const JUDGMENTS: ReadonlySet<string> = new Set([
  'alertmanager',
  'code',
  'command',
  'competency',
  'manifest',
  'objective',
  'package',
  'prometheus',
  'prose',
  'quiz-style',
  'session',
  'shell',
  'spelling',
  'term',
]);

/** Rules of these groups that judge more than a lesson: an exception in one could not reach what they find. */
const WIDER: ReadonlySet<string> = new Set(['quiz-style/position', 'spelling/unused-word', 'term/never-linked']);

const groupOf = (rule: string): string => rule.split('/')[0] ?? rule;

/** What is known of the rules when exceptions are applied. */
export interface RuleKnowledge {
  /** Names of all rules. */
  names: readonly string[];
  /** Whether a rule was really applied this time; what it would have found is unknown otherwise. */
  applied(rule: string): boolean;
}

/** The rule that is meant: one whose group was left out, or one with a similar name. */
function suggestion(rule: string, names: readonly string[]): string {
  const meant = names.find((name) => name.endsWith(`/${rule}`));
  return meant === undefined ? didYouMean(rule, names) : ` Did you mean "${meant}"?`;
}

/** Why an exception cannot be made, as a finding; undefined if it can. */
function wrongException(
  lesson: Lesson,
  index: number,
  frontmatter: string,
  names: readonly string[],
): Finding | undefined {
  const { rule = '' } = lesson.exceptions[index] ?? {};
  const place = readYaml(lesson.path, frontmatter, 2).place(['exceptions', index, 'rule']);
  if (!names.includes(rule)) {
    return error('exception/unknown-rule', lesson.path, place, {
      message: `There is no rule "${rule}".${suggestion(rule, names)}`,
      why: 'The exception excepts nothing.',
      remedy: 'Write the name as "npm run check" prints it behind the place.',
    });
  }
  if (JUDGMENTS.has(groupOf(rule)) && !WIDER.has(rule)) return undefined;
  return error('exception/not-possible', lesson.path, place, {
    message: `There are no exceptions from "${rule}".`,
    why: 'What it finds keeps the site from being built, lies outside of the lesson, or is no matter of judgment.',
    remedy: 'Mend what it finds, and remove the exception.',
  });
}

function notNeeded(lesson: Lesson, index: number, frontmatter: string): Finding {
  const { rule = '' } = lesson.exceptions[index] ?? {};
  return error(
    'exception/not-needed',
    lesson.path,
    readYaml(lesson.path, frontmatter, 2).place(['exceptions', index, 'rule']),
    {
      message: `The exception from "${rule}" is not needed: the rule finds nothing${lesson.exceptions[index]?.quote === undefined ? ' in this lesson' : ' on such a line'}.`,
      why: 'It would hide the next finding, which nobody has looked at.',
      remedy: 'Remove the exception.',
    },
  );
}

/**
 * Leaves out the findings that lessons except with a reason, and reports exceptions that cannot be made or are no longer
 * needed. @param files the texts in which exceptions quote their lines.
 */
export function applyExceptions(
  findings: readonly Finding[],
  lessons: readonly Lesson[],
  files: ContentFiles,
  { names, applied }: RuleKnowledge,
): Finding[] {
  const excepted = new Set<Finding>();
  const own: Finding[] = [];
  for (const lesson of lessons) {
    if (lesson.exceptions.length === 0) continue;
    const folder = lesson.path.slice(0, -'lesson.mdx'.length);
    const { frontmatter } = splitLesson(lesson.path, files.get(lesson.path) ?? '');
    lesson.exceptions.forEach(({ rule, quote }, index) => {
      const wrong = wrongException(lesson, index, frontmatter, names);
      if (wrong) {
        own.push(wrong);
        return;
      }
      const meant = findings.filter(
        (finding) =>
          finding.rule === rule &&
          finding.file.startsWith(folder) &&
          (quote === undefined || lineOf(files, finding).includes(quote)),
      );
      for (const finding of meant) excepted.add(finding);
      if (meant.length === 0 && applied(rule)) own.push(notNeeded(lesson, index, frontmatter));
    });
  }
  return [...findings.filter((finding) => !excepted.has(finding)), ...own];
}

function lineOf(files: ContentFiles, { file, line }: Finding): string {
  return files.get(file)?.split('\n')[line - 1] ?? '';
}
