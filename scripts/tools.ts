/** `npm run tools`: fetches the programs with which `npm run check` verifies what lessons show, as far as it can. */

import { installPrograms } from '../src/checks/programs/install.ts';
import { jailState } from '../src/checks/programs/jail/state.ts';
import { findPrograms } from '../src/checks/programs/verify.ts';

const missing = installPrograms();
for (const { name, version } of findPrograms().programs.values()) {
  console.log(`${name}: ${version.split('\n').find((line) => /\d+\.\d+/.test(line)) ?? version}`);
}
const jail = await jailState();
console.log(
  jail.closed ? 'jail: closed' : `No jail, so nothing is run: ${jail.reason}. SECURITY.md says what it needs.`,
);
for (const sentence of missing) console.log(`${sentence} Install it, and what needs it will be verified here.`);
