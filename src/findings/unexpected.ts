import { type Finding, finding } from './finding.ts';

/** Says of a file that something broke which should not have: the others are looked at all the same. */
export function unexpected(file: string, problem: unknown): Finding {
  const said = problem instanceof Error ? problem.message.split('\n')[0] : String(problem);
  return finding('lesson/unexpected', file, undefined, {
    message: `What this file holds broke the program that reads it: ${said}.`,
    why: 'It is a mistake of the generator, not yours; but nothing that stands here could be looked at, or published.',
    remedy:
      'Report it with the file. Until it is mended, take away what was written last, or write it in a simpler way.',
  });
}
