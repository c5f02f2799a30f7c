import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { asList, asRecord, asTexts } from '../../src/kubernetes/data.ts';
import { Practice } from '../../src/lab/practice.ts';

const FOLDER = 'test/fixtures/lab/behavior';

/** A fact about Kubernetes, where it is written, and how it is seen in a practice cluster. */
interface Fact {
  fact: string;
  source: string;
  /** Seconds that pass before. */
  wait: number;
  run: string;
  /** What is printed, whole or in part. */
  is: string | undefined;
  has: string | undefined;
}

/** Facts that are seen one after the other in one fresh cluster. */
interface Group {
  name: string;
  files: ReadonlyMap<string, string>;
  before: readonly string[];
  facts: readonly Fact[];
}

/** A file's text; `{repeat: N}` stands for N letters. */
function contentOf(content: unknown): string {
  const { repeat } = asRecord(content);
  return repeat === undefined ? String(content) : 'a'.repeat(Number(repeat));
}

function groupsOf(text: string): Group[] {
  return asList(parse(text)).map(({ name, files, before, facts }) => ({
    name: String(name),
    files: new Map(Object.entries(asRecord(files)).map(([path, content]) => [path, contentOf(content)])),
    before: asTexts(before),
    facts: asList(facts).map(({ fact, source, wait, run, is, has }) => ({
      fact: String(fact),
      source: String(source),
      wait: Number(wait ?? 0),
      run: String(run),
      is: is === undefined ? undefined : String(is),
      has: has === undefined ? undefined : String(has),
    })),
  }));
}

const groups = readdirSync(FOLDER).flatMap((file) => groupsOf(readFileSync(`${FOLDER}/${file}`, 'utf8')));

describe.each(groups)('$name', ({ files, before, facts }) => {
  const practice = new Practice(files);
  let isBegun = false;

  /** Makes what the facts are about; once. */
  async function begin(): Promise<void> {
    if (isBegun) return;
    isBegun = true;
    await practice.settle();
    for (const command of before) {
      const { code, errors } = await practice.session.run(command);
      if (code !== 0) throw new Error(`${command}: ${errors}`);
    }
    await practice.settle();
  }

  test.each(facts)('$fact', async ({ run, is, has, wait }) => {
    await begin();
    if (wait > 0) await practice.cluster.clock.step(wait * 1000);
    const { output, errors } = await practice.session.run(run);
    const printed = `${output}${errors}`.trimEnd();
    if (is !== undefined) expect(printed).toBe(is);
    else expect(printed).toContain(has);
    await practice.settle(0.5, 5);
  });
});

test('the table is long enough, and each fact has its own words and a primary source', () => {
  const facts = groups.flatMap((group) => group.facts);
  expect(facts.length).toBeGreaterThanOrEqual(150);
  expect(new Set(facts.map(({ fact }) => fact)).size).toBe(facts.length);
  for (const { source, is, has } of facts) {
    expect(source).toMatch(/^https:\/\/(kubernetes\.io\/docs\/|github\.com\/kubernetes\/kubernetes\/blob\/v1\.36)/);
    expect(is ?? has).toBeTypeOf('string');
    expect(has, 'part of what is printed').not.toBe('');
  }
});
