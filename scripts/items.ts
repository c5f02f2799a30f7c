/**
 * `npm run items -- results/*.json`: what results of practice exams, which learners have exported and sent, say about the items: how hard they are,
 * whether they tell those who know from those who do not, which options nobody chooses. `--json` gives all of it as data; `--all` shows items
 * without a flag, too.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadCurriculum } from '../src/assembly/load.ts';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { FEW, type Flag, itemStatistics } from '../src/curriculum/practice/statistics.ts';

const resultsSchema = z.object({
  format: z.literal('practice-exam-results'),
  version: z.literal(1),
  exam: z.string(),
  answers: z.array(z.object({ item: z.string(), chosen: z.array(z.int().min(0).max(5)) })),
});

const ADVICE: Readonly<Record<Flag, string>> = {
  few: `fewer than ${FEW} answers: numbers say little yet`,
  'too easy': 'nearly everybody is right: it tells nobody apart',
  'too hard': 'hardly anybody is right: look whether the key is right and the question clear',
  negative: 'those who know more are wrong more often: look at the key first',
  weak: 'it hardly tells those who know from those who do not',
  'unused option': 'a wrong option is never chosen: write one that somebody would believe',
  'wrong option wins': 'a wrong option is chosen more often than a right one: is it right as well?',
};

function readResults(path: string): z.infer<typeof resultsSchema> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UserError(
      `${path} cannot be read.\nDo:  name files that learners have exported from the result of a practice exam.`,
    );
  }
  try {
    return resultsSchema.parse(JSON.parse(text));
  } catch {
    throw new UserError(
      `${path} holds no results of a practice exam.\nDo:  take the files that "Export results" makes on the page of a result.`,
    );
  }
}

await runCommand(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, all: { type: 'boolean', default: false } },
  });
  if (positionals.length === 0) throw new UserError('Name files with results: npm run items -- results/*.json');
  const { curriculum } = loadCurriculum(curriculumRoot());
  if (!curriculum) throw new UserError('The curriculum has errors.\nDo:  npm run check says which.');
  const results = positionals.map(readResults);
  const unknown = new Set<string>();
  const found = [...curriculum.banks.values()].map(({ exam, items }) => {
    const own = results.filter((one) => one.exam === exam.id);
    const rated = items.map(({ id, difficulty, options }) => {
      const right = options.flatMap(({ correct }, index) => (correct ? [index] : []));
      return { id, difficulty, right, options: options.map(({ text }) => text) };
    });
    return { exam: exam.id, sittings: own.length, rated, items: itemStatistics(rated, own, (id) => unknown.add(id)) };
  });
  if (values.json) {
    console.log(
      JSON.stringify(
        found.map(({ rated: _, ...rest }) => rest),
        null,
        2,
      ),
    );
    return;
  }
  for (const { exam, sittings, items, rated } of found) {
    if (sittings === 0) continue;
    console.log(`${exam}: ${sittings} ${sittings === 1 ? 'sitting' : 'sittings'}, ${items.length} items answered`);
    for (const { id, count, share, discrimination, chosen, flags } of items) {
      if (!values.all && (flags.length === 0 || flags.includes('few'))) continue;
      const item = rated.find((one) => one.id === id);
      const told = discrimination === undefined ? 'all the same' : discrimination.toFixed(2);
      console.log(
        `\n${id}: ${Math.round(share * 100)} % of ${count} right (guessed: ${item?.difficulty}), discrimination ${told}`,
      );
      for (const flag of flags) console.log(`  ${flag}: ${ADVICE[flag]}`);
      item?.options.forEach((text, index) => {
        const sign = item.right.includes(index) ? '*' : ' ';
        console.log(`  ${sign} ${String(chosen[index] ?? 0).padStart(4)}  ${text.split('\n')[0]?.slice(0, 80)}`);
      });
    }
    const few = items.filter(({ flags }) => flags.includes('few')).length;
    if (few > 0) console.log(`\n${few} of ${items.length} items have fewer than ${FEW} answers, and are not judged.`);
  }
  if (unknown.size > 0) console.log(`\nNot in any bank: ${[...unknown].sort().join(', ')}`);
});
