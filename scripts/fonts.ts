/**
 * `npm run fonts`: makes the files in src/site/fonts of the fonts in packages, with the weights and characters that
 * src/site/styles/fonts.css declares of each.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../src/cli/command.ts';
import { writeAtomically } from '../src/cli/write-atomically.ts';
import { FOLDER, partOf, SOURCES } from './fonts/faces.ts';
import { subset } from './fonts/subset.ts';

await runCommand(async () => {
  for (const [name, source] of Object.entries(SOURCES)) {
    const whole = readFileSync(join('node_modules', source));
    const made = await subset(whole, partOf(name));
    const path = join(FOLDER, name);
    writeAtomically(path, made);
    console.log(`wrote ${path}: ${made.length} of ${whole.length} bytes`);
  }
});
