/**
 * `npm run publish -- <format> [course…] [--out DIR] [--lessons a,b] [--strict]`: makes files of the lessons for other
 * platforms and for reading elsewhere, in `dist-publications/`. `all` makes every format. What a format cannot carry is listed
 * at the end. Ends with 1 if something was lost with nothing in its place; with --strict also if something took its place.
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
import type { Loss, Published } from '../src/publications/publication.ts';
import { fileLines, isLost, lossLines } from '../src/publications/report.ts';
import { oneOf, sourcesOf } from '../src/publications/select.ts';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'dist-publications' },
      lessons: { type: 'string', multiple: true, default: [] },
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
  const sources = sourcesOf(curriculum, courses, values.lessons.flatMap((ids) => ids.split(',')).filter(Boolean));
  const all: Loss[] = [];
  const tables: string[] = [];
  for (const name of wanted) {
    const began = performance.now();
    const format = await formats[name]?.();
    const files: Published[] = [];
    for (const source of format ? sources : []) files.push(...((await format?.publish(source)) ?? []));
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
