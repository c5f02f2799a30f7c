import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRecording } from '../../scripts/lab/recording.ts';
import { replay } from '../../scripts/lab/replay.ts';
import known from '../fixtures/lab/differences.json' with { type: 'json' };

const FOLDER = 'test/fixtures/recordings';

/** Commands of recordings that do not agree yet, by the names of these. What agrees may not get lost, and what begins to agree is taken from the list. */
const differences = known as Readonly<Record<string, readonly string[]>>;

describe('the practice cluster answers as a real one did', () => {
  test.each(readdirSync(FOLDER))('%s', async (file) => {
    const results = await replay(readRecording(readFileSync(`${FOLDER}/${file}`, 'utf8')));
    const different = results
      .filter(({ agreement }) => agreement === 'different')
      .map(({ line, command }) => `${line}: ${command}`);
    expect(different).toEqual(differences[file] ?? []);
  });
});
