/**
 * `node scripts/lab/kubectl-table.ts`: renews src/lab/kubectl/table.json from the help of the real kubectl: which commands there are, how
 * they are called, and the names, kinds and defaults of their flags. Sentences of the help are left out: ours are in words.ts.
 */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAsPinned, programFolder } from '../../src/checks/programs/pinned.ts';

/** Lists whose values are not split at commas (the help shows lists of both kinds in the same way), by command or for all. */
const WHOLE_VALUES = new Set(
  (
    'prune-allowlist from-literal resource-name audience rule annotation annotations env for exec-env as-group as-user-extra ' +
    'serviceaccount user group option prependarg appendarg allowlist-entry'
  ).split(' '),
);

/** Flags that work but are in no help, by command. */
const HIDDEN: Readonly<Record<string, string>> = { autoscale: ',cpu-percent:i=-1' };

const kubectl = join(programFolder, 'kubectl');
if (!isAsPinned(kubectl)) throw new Error(`${kubectl} is missing or not the pinned one: run node scripts/tools.ts`);
const ask = (...words: string[]): string =>
  execFileSync(kubectl, words, { encoding: 'utf8', env: { HOME: '/home/user' } });

/** The flags of a help text, each as `shorthand,name:kind=default`. */
function flagsOf(help: string): string {
  return [...help.matchAll(/^ {4}(?:-(\w), )?--([\w-]+)=(.*):$/gm)]
    .map(([, short = '', name = '', value = '']) => {
      if (value === '[]') return `${short},${name}:${WHOLE_VALUES.has(name) ? 'a' : 'l'}`;
      if (value === 'true' || value === 'false') return `${short},${name}:b${value === 'true' ? '=true' : ''}`;
      if (/^-?\d+$/.test(value)) return `${short},${name}:i=${value}`;
      if (/^[\dhms.]+$/.test(value)) return `${short},${name}:d=${value}`;
      const text = value.replace(/^'(.*)'$/s, '$1');
      return `${short},${name}:s${text === '' ? '' : `=${text}`}`;
    })
    .join(' ');
}

const table: Record<string, { use: string; aliases?: string; flags?: string; rest?: boolean }> = {};

function read(path: string): void {
  const help = ask(...path.split(' ').filter(Boolean), '--help');
  const use = /^Usage:\n {2}(.*)$/m.exec(help)?.[1] ?? '';
  const aliases = /^Aliases:\n(.*)$/m.exec(help)?.[1]?.split(', ').slice(1).join(' ');
  const flags = [flagsOf(help), HIDDEN[path] ?? ''].filter(Boolean).join(' ');
  table[path] = { use: use.replace(/^kubectl ?/, ''), ...(aliases ? { aliases } : {}), ...(flags ? { flags } : {}) };
  const groups = help.matchAll(
    /^(?:[A-Z][\w ()-]*Commands[\w ()-]*|Available Commands|Other Commands|Subcommands[\w ]*):\n((?: {2}.*\n)+)/gm,
  );
  for (const [, lines = ''] of groups) {
    for (const [, name = ''] of lines.matchAll(/^ {2}([\w-]+) /gm)) read(path === '' ? name : `${path} ${name}`);
  }
}

read('');
table[''] = { use: table['']?.use ?? '', flags: flagsOf(ask('options')) };
for (const hidden of ['options']) table[hidden] = { use: hidden };
const lines = Object.entries(table).map(([path, entry]) => `${JSON.stringify(path)}: ${JSON.stringify(entry)}`);
writeFileSync('src/lab/kubectl/table.json', `{\n${lines.join(',\n')}\n}\n`);
console.log(`wrote src/lab/kubectl/table.json: ${lines.length} commands`);
