/**
 * `npm run publish -- <format> [course…] [--out DIR] [--lessons a,b] [--site DIR] [--strict]`: makes files of the lessons for other
 * platforms and for reading elsewhere, in `dist-publications/`. `all` makes every format. The format
 * `site` needs the built site, which is in `dist/` unless --site says where. What a format cannot carry is listed
 * at the end. Ends with 1 if something was lost with nothing in its place; with --strict also if something took its place.
 *
 * `npm run publish -- <format> --exam KCNA [--form 7] [--bank]`: makes files of a practice exam instead, of forms by their numbers and of the bank
 * that they are drawn from.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCurriculum } from '../src/assembly/load.ts';
import { textReport } from '../src/checks/reporters/text.ts';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { writeAtomically } from '../src/cli/write-atomically.ts';
import { ContentError } from '../src/findings/finding.ts';
import { formats } from '../src/publications/formats.ts';
import { kinds } from '../src/publications/kinds.ts';
import type { Loss, Published } from '../src/publications/publication.ts';
import { fileLines, isLost, lossLines } from '../src/publications/report.ts';
import { oneOf, sourcesOf } from '../src/publications/select.ts';
import { practiceExamOf, usualExams } from '../src/publications/select-exam.ts';
import { hasSite } from '../src/publications/site/folder.ts';

const EXAM_FORMATS = Object.entries(kinds)
  .flatMap(([id, kind]) => ('exam' in kind ? [id] : []))
  .join(', ');

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'dist-publications' },
      lessons: { type: 'string', multiple: true, default: [] },
      site: { type: 'string', default: process.env.OUT_DIR || 'dist' },
      exam: { type: 'string' },
      form: { type: 'string', multiple: true, default: [] },
      bank: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  const [format = '', ...courses] = positionals;
  if (format === '') throw new UserError(`Say which format: all, ${Object.keys(formats).join(', ')}.`);
  const wanted = format === 'all' ? Object.keys(formats) : [oneOf(format, 'format', ['all', ...Object.keys(formats)])];
  const { curriculum, findings } = loadCurriculum(curriculumRoot(), { ownImages: true });
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (!curriculum || errors.length > 0) throw new ContentError(textReport(errors), errors);
  const lessons = values.lessons.flatMap((ids) => ids.split(',')).filter(Boolean);
  if (values.exam !== undefined && courses.length + lessons.length > 0)
    throw new UserError(
      'With --exam there are no courses and no lessons.\nDo:  publish them by a command of their own.',
    );
  if (values.exam === undefined && (values.form.length > 0 || values.bank))
    throw new UserError(
      '--form and --bank belong to a practice exam.\nDo:  say which one: npm run publish -- qti-3.0 --exam KCNA --form 7.',
    );
  const exam =
    values.exam === undefined
      ? undefined
      : practiceExamOf(curriculum, values.exam, { forms: values.form, hasBank: values.bank });
  const sources = exam ? [] : sourcesOf(curriculum, courses, lessons);
  // Whoever wants everything gets exams, too; whoever names a format, courses or lessons, what was named.
  const isEverything = format === 'all' && courses.length + lessons.length === 0;
  const exams = exam ? [exam] : isEverything ? usualExams(curriculum) : [];
  const all: Loss[] = [];
  const tables: string[] = [];
  for (const name of wanted) {
    const began = performance.now();
    const made = await formats[name]?.();
    if (!made) continue;
    if (exam && !made.publishExam) {
      if (format === 'all') continue;
      throw new UserError(
        `The format ${name} has no place for practice exams.\nDo:  take one that has: ${EXAM_FORMATS}.`,
      );
    }
    if (made.needs === 'site' && format === 'all' && !hasSite(values.site)) {
      console.log(`${name}  is not made: there is no built site in ${values.site}. Build it first: "npm run build".`);
      process.exitCode = 1;
      continue;
    }
    const files: Published[] = [];
    for (const source of made.needs === 'site' ? sources.slice(0, 1) : sources)
      files.push(...(await made.publish({ ...source, site: values.site })));
    for (const one of exams) files.push(...((await made.publishExam?.(one)) ?? []));
    for (const file of files) writeAtomically(join(values.out, file.name), file.content);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log([`${name}  ${seconds} s`, ...fileLines(values.out, files)].join('\n'));
    const losses = files.flatMap((file) => file.losses);
    if (losses.length > 0) tables.push([`${name} cannot carry:`, ...lossLines(losses)].join('\n'));
    all.push(...losses);
  }
  if (tables.length > 0) console.log(`\n${tables.join('\n')}`);
  if (all.some((loss) => values.strict || isLost(loss))) process.exitCode = 1;
});
