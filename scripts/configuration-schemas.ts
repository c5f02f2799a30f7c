/**
 * `npm run script -- scripts/configuration-schemas.ts -- 1.36.3`: makes the schemas of configuration files (kubeadm, kubelet, kubeconfig,
 * kind and others) from the types in which their programs read them, as published for a version of Kubernetes.
 * `--source DIR` reads them from a folder with `<owner>/<repository>/<path>`, without a network.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';
import { writeAtomically } from '../src/cli/write-atomically.ts';
import { type ConfigurationSource, configurationSources } from './kubernetes/configuration-sources.ts';
import { readPackage, SchemaMaker } from './kubernetes/go-types.ts';

const TARGET = 'src/kubernetes/configuration/schemas.json';

function tagOf({ repository, tag }: ConfigurationSource, version: string): string {
  return (
    tag ?? (repository === 'kubernetes/kubernetes' ? `v${version}` : `v0.${version.slice(version.indexOf('.') + 1)}`)
  );
}

async function textOf(
  source: ConfigurationSource,
  file: string,
  version: string,
  folder: string | undefined,
): Promise<string> {
  const path = `${source.repository}/${source.folder}/${file}`;
  if (folder !== undefined) {
    const local = join(folder, path);
    if (existsSync(local)) return readFileSync(local, 'utf8');
    throw new UserError(`${local} is not there.\nDo:  put the file of the release there, or leave --source away.`);
  }
  const address = `https://raw.githubusercontent.com/${source.repository}/${tagOf(source, version)}/${source.folder}/${file}`;
  const answer = await fetch(address);
  if (!answer.ok) throw new UserError(`${address} answered ${answer.status}.\nDo:  name a version that was released.`);
  return answer.text();
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { source: { type: 'string' } } });
  const [version = ''] = positionals;
  if (!/^1\.\d+\.\d+$/.test(version)) throw new UserError('Say for which release of Kubernetes, such as 1.36.3.');
  const packages = await Promise.all(
    configurationSources.map(async (source) => {
      const texts = await Promise.all(source.files.map((file) => textOf(source, file, version, values.source)));
      return { source, read: readPackage(source.path, texts) };
    }),
  );
  const maker = new SchemaMaker(packages.map(({ read }) => read));
  const kinds = packages.flatMap(({ source, read }) =>
    Object.entries(source.kinds ?? {}).flatMap(([apiVersion, names]) =>
      names.map((name): [string, unknown] => {
        const [kind = '', type = kind] = name.split(' ');
        if (!read.structs.has(type))
          throw new UserError(
            `${source.path} has no type ${type}.\nDo:  Correct scripts/kubernetes/configuration-sources.ts.`,
          );
        return [`${apiVersion} ${kind}`, maker.schemaOf(type, read).ref];
      }),
    ),
  );
  const sources = configurationSources.map(
    (source) => `https://github.com/${source.repository}/tree/${tagOf(source, version)}/${source.folder}`,
  );
  const data = {
    version,
    sources,
    kinds: Object.fromEntries(kinds),
    definitions: Object.fromEntries([...maker.definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  writeAtomically(TARGET, `${JSON.stringify(data)}\n`);
  console.log(`Wrote ${TARGET}: ${kinds.length} kinds, ${maker.definitions.size} types.`);
});
