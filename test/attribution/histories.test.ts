import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { random } from '../../scripts/bench/synthetic.ts';
import { curriculumJson } from '../../src/assembly/to-json.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { ContentRepository } from '../helpers/content-repository.ts';
import { folderOf, History } from '../helpers/history.ts';
import { attributionOf } from '../helpers/lesson-page.ts';
import { isLong } from '../helpers/long.ts';

/**
 * Random lives of an original and a fork. After each step git itself compares the fork with the commit of upstream that it has
 * merged; what pages and data say of each lesson has to agree with that.
 */
const HISTORIES = isLong ? 300 : 20;
const STEPS = isLong ? 6 : 4;
const folder = temporaryFolder();
afterAll(folder.remove);

/** What git says of a file in a fork: whether it is the same as at a commit of upstream. */
function isSame(fork: ContentRepository, commit: string, path: string): boolean {
  return spawnSync('git', ['diff', '--quiet', commit, '--', path], { cwd: fork.path }).status === 0;
}

/** Who wrote a lesson at a commit, as its files say. */
function authorsAt(fork: ContentRepository, commit: string, path: string): string[] {
  const lesson = fork.git('show', `${commit}:${path}/lesson.mdx`);
  const ids = /^authors: \[(.*)\]$/m.exec(lesson)?.[1]?.split(/, */) ?? [];
  const people = fork.git('show', `${commit}:content/people.yaml`);
  return ids.map((id) => new RegExp(`- id: ${id}\\n +name: (.*)`).exec(people)?.[1] ?? '');
}

function expectTruth(fork: ContentRepository, life: readonly string[]): void {
  const { curriculum, findings } = fork.load();
  const told = life.join(', ');
  expect(
    findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    told,
  ).toEqual([]);
  if (!curriculum) throw new Error(told);
  const commit = fork.git('merge-base', 'HEAD', 'upstream/main');
  const json = JSON.stringify(curriculumJson(curriculum, (id) => id));
  expect(json, told).not.toContain('Eve Estuary');
  for (const lesson of curriculum.lessons.values()) {
    const { credit, jsonLd } = attributionOf(lesson.id, curriculum);
    const below = folderOf(fork, lesson.id);
    const isOwn = existsSync(join(fork.path, `provider/lessons/${lesson.id}`));
    const text = `${told}: ${lesson.id}`;
    expect(isSame(fork, commit, below), text).toBe(true);
    expect(credit.changes.startsWith(isOwn ? 'Adapted by Harbor Academy' : 'Unmodified text of'), text).toBe(true);
    expect(credit.compared, text).toMatchObject({ commit });
    expect(JSON.stringify([credit, jsonLd]), text).not.toContain('Eve Estuary');
    const of = isOwn ? (jsonLd.isBasedOn as { creator: { name: string }[] }).creator : credit.creators;
    if (!isOwn || curriculum.provenance.get(lesson.id)?.state === 'adapted')
      expect(
        of.map(({ name }) => name),
        text,
      ).toEqual(authorsAt(fork, commit, below));
  }
}

describe.each(Array.from({ length: HISTORIES }, (_, index) => index + 1))('the life with seed %i', (seed) => {
  test('is told as it was', () => {
    const path = join(folder.path, String(seed));
    const upstream = ContentRepository.original(join(path, 'upstream'));
    const fork = upstream.clone(join(path, 'fork'));
    fork.rebrand();
    fork.commit('Publish as ourselves');
    const history = new History(upstream, fork, random(seed));
    const life: string[] = [];
    for (let step = 0; step < STEPS; step++) {
      life.push(history.step());
      expectTruth(fork, life);
    }
    rmSync(path, { recursive: true });
  });
});
