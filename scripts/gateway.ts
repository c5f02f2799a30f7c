/**
 * `node scripts/gateway.ts DIR`: renews the definitions of the Gateway API that the practice cluster can have. DIR holds the published definitions of the
 * standard channel (`config/crd/standard` of kubernetes-sigs/gateway-api at the tag of the version). Descriptions are left out: the cluster
 * judges by forms and rules only.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';
import { writeAtomically } from '../src/cli/write-atomically.ts';

/** A value without descriptions; properties that are called so stay. */
function bare(value: unknown, isProperties = false): unknown {
  if (Array.isArray(value)) return value.map((item) => bare(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => isProperties || key !== 'description' || typeof inner !== 'string')
      .map(([key, inner]) => [key, bare(inner, key === 'properties' && !isProperties)]),
  );
}

runCommand(() => {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new UserError('Name the folder with the definitions: node scripts/gateway.ts DIR');
  const definitions = readdirSync(resolve(folder))
    .filter((name) => name.startsWith('gateway.networking.k8s.io_'))
    .sort()
    .flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')))
    .map((document) => document.toJS() as Record<string, unknown> | null)
    .filter((definition) => definition?.kind === 'CustomResourceDefinition')
    .map((definition) => {
      const { status: _, ...rest } = definition as Record<string, unknown>;
      return JSON.stringify(bare(rest));
    });
  writeAtomically('src/lab/boot/gateway.json', `[\n${definitions.join(',\n')}\n]\n`);
  console.log(`src/lab/boot/gateway.json: ${definitions.length} definitions`);
});
