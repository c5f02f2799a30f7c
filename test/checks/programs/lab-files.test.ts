import { expect, test } from 'vitest';
import { prometheusTasks } from '../../../src/checks/programs/prometheus.ts';
import type { ContentFiles } from '../../../src/curriculum/read.ts';
import { assemble, paths, readTiny, replace, withChange } from '../../helpers/fixture.ts';
import { labFiles, labText } from '../../helpers/monitoring.ts';

/** The tiny curriculum with the small lab on monitoring, of which a text is replaced everywhere. */
function withLab(from: string, to: string): ContentFiles {
  const files = new Map(withChange(paths.bowline, replace('lab: 10}', 'lab: 5}')));
  const folder = paths.bowlineLab.replace('lab.yaml', 'files');
  for (const [name, text] of labFiles) files.set(`${folder}/${name}`, text);
  return files.set(paths.bowlineLab, labText.replaceAll(from, to));
}

/** What is said of files that the solutions of the lab write, with the text of the line. */
async function said(files: ContentFiles): Promise<[string, string][]> {
  const lesson = assemble(files).lessons.get('tie-a-bowline');
  if (!lesson) throw new Error('the lesson is missing');
  const lines = String(files.get(paths.bowlineLab)).split('\n');
  const tasks = prometheusTasks(lesson).filter(({ file }) => file === paths.bowlineLab);
  expect(tasks).toHaveLength(1);
  const found = await Promise.all(
    tasks.map(async (task) => {
      const { problems } = await task.verify(new Map());
      return problems.map(({ message, place }): [string, string] => [
        message,
        lines[task.locate(place).line - 1] ?? '',
      ]);
    }),
  );
  return found.flat();
}

test('a file that a solution writes is judged as files of the lesson are, at its lines', async () => {
  expect(readTiny().size).toBeGreaterThan(0);
  expect(
    await said(
      withLab('expr: sum by (job) (rate(http_requests_total[5m]))\n  ', 'expr: summ(http_requests_total)\n  '),
    ),
  ).toEqual([[expect.stringContaining('PromQL has no function "summ"'), expect.stringContaining('expr: summ(')]]);
});
