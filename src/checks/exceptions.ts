import { splitLesson } from '../curriculum/frontmatter.ts';
import type { Lesson } from '../curriculum/model.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import { catalog, isRule, type RuleName, ruleNames } from '../findings/catalog.ts';
import { type Finding, finding } from '../findings/finding.ts';
import { didYouMean } from '../findings/suggest.ts';
import { readYaml } from '../findings/yaml.ts';

/** The rule that is meant: one whose group was left out, or one with a similar name. */
function suggestion(rule: string): string {
  const meant = ruleNames.find((name) => name.endsWith(`/${rule}`));
  return meant === undefined ? didYouMean(rule, ruleNames) : ` Did you mean "${meant}"?`;
}

/** Why an exception cannot be made, as a finding; undefined if it can. */
function wrongException(lesson: Lesson, index: number, frontmatter: string): Finding | undefined {
  const { rule = '' } = lesson.exceptions[index] ?? {};
  const place = readYaml(lesson.path, frontmatter, 2).place(['exceptions', index, 'rule']);
  if (!isRule(rule)) {
    return finding('exception/unknown-rule', lesson.path, place, {
      message: `There is no rule "${rule}".${suggestion(rule)}`,
      why: 'The exception excepts nothing.',
      remedy: 'Write the name as "npm run check" prints it behind the place.',
    });
  }
  if (catalog[rule].judgment === 'lesson') return undefined;
  return finding('exception/not-possible', lesson.path, place, {
    message: `There are no exceptions from "${rule}".`,
    why: 'What it finds keeps the site from being built, lies outside of the lesson, or is no matter of judgment.',
    remedy: 'Mend what it finds, and remove the exception.',
  });
}

function notNeeded(lesson: Lesson, index: number, frontmatter: string): Finding {
  const { rule = '' } = lesson.exceptions[index] ?? {};
  return finding(
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
 * needed. @param files the texts in which exceptions quote their lines. @param applied whether a rule was really applied to a
 * lesson this time; what it would have found is unknown otherwise.
 */
export function applyExceptions(
  findings: readonly Finding[],
  lessons: readonly Lesson[],
  files: ContentFiles,
  applied: (rule: RuleName, lesson: Lesson) => boolean,
): Finding[] {
  const excepted = new Set<Finding>();
  const own: Finding[] = [];
  for (const lesson of lessons) {
    if (lesson.exceptions.length === 0) continue;
    const { frontmatter } = splitLesson(lesson.path, files.get(lesson.path) ?? '');
    lesson.exceptions.forEach(({ rule, quote }, index) => {
      const wrong = wrongException(lesson, index, frontmatter);
      if (wrong) {
        own.push(wrong);
        return;
      }
      const meant = findings.filter(
        (finding) =>
          finding.rule === rule &&
          finding.file.startsWith(`${lesson.folder}/`) &&
          (quote === undefined || lineOf(files, finding).includes(quote)),
      );
      for (const finding of meant) excepted.add(finding);
      if (meant.length === 0 && isRule(rule) && applied(rule, lesson)) own.push(notNeeded(lesson, index, frontmatter));
    });
  }
  return [...findings.filter((finding) => !excepted.has(finding)), ...own];
}

function lineOf(files: ContentFiles, { file, line }: Finding): string {
  return files.get(file)?.split('\n')[line - 1] ?? '';
}
