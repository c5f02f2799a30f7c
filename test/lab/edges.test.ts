import { expect, test } from 'vitest';
import { absentPrograms, clusterEdges } from '../../src/lab/edges.ts';
import { Practice } from '../../src/lab/practice.ts';

const shown = Object.values(clusterEdges)
  .flat()
  .flatMap(({ text, shown: how }) => (how ? [[text, how] as const] : []));

// The page on the practice cluster says so: an edge that is gone has to leave the list.
test.each(shown)('%s', async (_, { run, says }) => {
  const practice = new Practice();
  await practice.settle();
  const { output, errors } = await practice.session.run(run);
  expect(output + errors).toContain(says);
});

test.each(Object.keys(absentPrograms))('%s is refused in one line', async (name) => {
  const { errors, code } = await new Practice().session.run(name);
  expect([code, errors]).toEqual([
    127,
    expect.stringMatching(new RegExp(`^${name}: The practice cluster has [^\\n]+\\n$`)),
  ]);
});
