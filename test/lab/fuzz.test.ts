import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRecording } from '../../scripts/lab/recording.ts';
import { Practice } from '../../src/lab/practice.ts';
import { randomFrom } from '../../src/lab/random.ts';
import { isLong } from '../helpers/long.ts';

const FOLDER = 'test/fixtures/recordings';
const recordings = readdirSync(FOLDER).map((file) => readRecording(readFileSync(`${FOLDER}/${file}`, 'utf8')));
const commands = recordings.flatMap(({ steps }) =>
  steps.filter(({ kind }) => kind === 'command').map(({ command }) => command),
);
const files = new Map(recordings.flatMap((recording) => [...recording.files]));
const COUNT = isLong ? 5000 : 500;

/** A command line with words left out, doubled, swapped with those of another, or with letters changed. */
function mutated(random: () => number): string {
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)] as Item;
  const words = pick(commands).split(' ');
  for (let times = 0; times <= random() * 2; times++) {
    const at = Math.floor(random() * words.length);
    const kind = Math.floor(random() * 5);
    if (kind === 0) words.splice(at, 1);
    else if (kind === 1) words.splice(at, 0, words[at] ?? '');
    else if (kind === 2) words[at] = pick(pick(commands).split(' '));
    else if (kind === 3) words[at] = (words[at] ?? '').split('').reverse().join('');
    else
      words[at] =
        `${words[at]}${pick(['"', "'", '{', '=', '--', '\\', '$(', '|', ';', '%', '0', 'é', '\u0000', '-1', '/'])}`;
  }
  return words.join(' ');
}

describe('mistyped commands', () => {
  test(`${COUNT} of them are answered, and none brings the cluster or a program down`, async () => {
    const random = randomFrom(7);
    let practice = new Practice(files);
    for (let index = 0; index < COUNT; index++) {
      // A cluster that was deleted piece by piece answers little: a new one now and then.
      if (index % 50 === 0) practice = new Practice(files);
      const command = `timeout 20 ${mutated(random)}`;
      const { output, errors, code } = await practice.session.run(command).catch((problem: unknown) => {
        throw new Error(`${command}: ${problem instanceof Error ? problem.stack : String(problem)}`);
      });
      expect(`${output}${errors}`, command).not.toMatch(
        /TypeError|ReferenceError|RangeError|Internal error occurred: (?!failed|This pod|nodes|error executing command)|at .*\.ts:\d/,
      );
      if (output === '' && errors === '') expect(code, command).toBeTypeOf('number');
    }
  });
});
