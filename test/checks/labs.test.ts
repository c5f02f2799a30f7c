import { describe, expect, test } from 'vitest';
import { labTasks } from '../../src/checks/labs/tasks.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';

const { lessons, courses } = getCurriculum();

// All of it is done, whatever the check remembers of earlier runs: starts, solutions, other ways, mistakes, hints, and sessions.
describe('labs and sessions of the curriculum in the practice cluster', () => {
  test.each([...lessons].map(([id, lesson]) => [id, lesson] as const))('%s', async (_, lesson) => {
    const wrong: string[] = [];
    for (const { file, verify } of labTasks(lesson, courses)) {
      const { problems, unverified } = await verify(new Map());
      wrong.push(...problems.map(({ place, message }) => `${file}:${place.line} ${message}`));
      wrong.push(...unverified.map(({ what }) => `${file} ${what}`));
    }
    expect(wrong).toEqual([]);
  });
});
