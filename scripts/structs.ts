/**
 * `node scripts/structs.ts DIR`: renews the structs of the API from published sources. DIR holds one folder for each of the repositories
 * kubernetes/api, apimachinery, apiextensions-apiserver and kube-aggregator, at the tag of the version (`v0.36.2` for 1.36.2).
 */
import { resolve } from 'node:path';
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';
import { writeAtomically } from '../src/cli/write-atomically.ts';
import { packNumbers, packStructs, reachable } from './kubernetes/structs.ts';

runCommand(() => {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new UserError('Name the folder with the sources: node scripts/structs.ts DIR');
  const all = packStructs(resolve(folder));
  const kinds = Object.keys(all).filter(
    (name) => Array.isArray(all[name]) && all[name][0] !== undefined && /^:(meta\/v1\.)?TypeMeta$/.test(all[name][0]),
  );
  const kept = reachable(all, kinds);
  const lines = Object.entries(kept).map(([name, type]) => `${JSON.stringify(name)}:${JSON.stringify(type)}`);
  writeAtomically('src/kubernetes/api/structs.json', `{\n${lines.join(',\n')}\n}\n`);
  const numbers = Object.entries(packNumbers(resolve(folder))).filter(([name]) => name in kept);
  const rows = numbers.map(([name, list]) => `${JSON.stringify(name)}:${JSON.stringify(list)}`);
  writeAtomically('scripts/lab/protobuf-numbers.json', `{\n${rows.join(',\n')}\n}\n`);
  console.log(`src/kubernetes/api/structs.json: ${lines.length} types`);
});
