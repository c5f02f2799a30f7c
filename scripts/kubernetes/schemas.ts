import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { UserError } from '../../src/cli/user-error.ts';
import { type ConfigurationSource, configurationSources } from './configuration-sources.ts';
import { definitionSources } from './definition-sources.ts';
import { readPackage, type Schema, SchemaMaker } from './go-types.ts';

/** Where a published file is: a repository of github.com, a tag or branch of it, and a path. */
interface Published {
  repository: string;
  tag: string;
  path: string;
}

/** Tags of a release: the staging repositories of Kubernetes count from 0. @param version such as 1.36.3. */
function tagOf({ repository, tag }: ConfigurationSource, version: string): string {
  if (tag !== undefined) return tag;
  return repository === 'kubernetes/kubernetes' ? `v${version}` : `v0.${version.slice(version.indexOf('.') + 1)}`;
}

async function textOf({ repository, tag, path }: Published, folder: string | undefined): Promise<string> {
  if (folder !== undefined) {
    const local = join(folder, repository, path);
    if (existsSync(local)) return readFileSync(local, 'utf8');
    throw new UserError(`${local} is not there.\nDo:  Put the file of the release there, or leave --source away.`);
  }
  const address = `https://raw.githubusercontent.com/${repository}/${tag}/${path}`;
  const answer = await fetch(address).catch((problem: Error) => ({ ok: false, status: problem.message }) as const);
  if (answer.ok) return answer.text();
  throw new UserError(
    `${address} could not be read: ${answer.status}.\nDo:  Name a version that was released, or give a folder with its files: --source DIR`,
  );
}

/** The schemas of configuration files as the types of a release have them, as one text of JSON. */
async function configuration(version: string, folder: string | undefined): Promise<string> {
  const packages = await Promise.all(
    configurationSources.map(async (source) => {
      const published = source.files.map((file) => ({
        repository: source.repository,
        tag: tagOf(source, version),
        path: `${source.folder}/${file}`,
      }));
      const texts = await Promise.all(published.map((file) => textOf(file, folder)));
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
            `${source.path} has no type ${type} in ${version}.\nDo:  Correct scripts/kubernetes/configuration-sources.ts.`,
          );
        return [`${apiVersion} ${kind}`, maker.schemaOf(type, read).ref];
      }),
    ),
  );
  const sources = configurationSources.map(
    (source) => `https://github.com/${source.repository}/tree/${tagOf(source, version)}/${source.folder}`,
  );
  const definitions = Object.fromEntries([...maker.definitions].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version, sources, kinds: Object.fromEntries(kinds), definitions })}\n`;
}

/** A schema without what is for people only. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (schema === null || typeof schema !== 'object') return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !(key === 'description' && typeof value === 'string'))
      .map(([key, value]) => [key, plain(value)]),
  );
}

interface Definition {
  spec: {
    group: string;
    scope: string;
    names: { kind: string };
    versions: { name: string; served: boolean; schema?: { openAPIV3Schema?: Schema } }[];
  };
}

/**
 * The kinds that published CustomResourceDefinitions bring, as one text of JSON: `apiVersion kind` to schema and scope, or to
 * the kind that is the same in another version.
 */
async function definitions(folder: string | undefined): Promise<string> {
  const texts = await Promise.all(definitionSources.map((source) => textOf(source, folder)));
  const kinds = texts.flatMap((text) => {
    const { spec } = parse(text) as Definition;
    return spec.versions
      .filter(({ served }) => served)
      .map(({ name, schema }): [string, unknown] => [
        `${spec.group}/${name} ${spec.names.kind}`,
        { schema: plain(schema?.openAPIV3Schema), namespaced: spec.scope !== 'Cluster' },
      ]);
  });
  const first = new Map<string, string>();
  const once = kinds.map(([key, kind]): [string, unknown] => {
    const text = JSON.stringify(kind);
    const same = first.get(text);
    if (same !== undefined) return [key, { like: same }];
    first.set(text, key);
    return [key, kind];
  });
  return `${JSON.stringify(Object.fromEntries(once))}\n`;
}

/**
 * The files with schemas that are made from what projects publish: path below the repository to text.
 * @param version of Kubernetes, such as 1.36.3. @param folder with `<owner>/<repository>/<path>`, where there is no network.
 * @throws UserError if something is not published.
 */
export async function publishedSchemas(version: string, folder: string | undefined): Promise<Map<string, string>> {
  return new Map([
    ['src/kubernetes/configuration/schemas.json', await configuration(version, folder)],
    ['src/kubernetes/custom/definitions.json', await definitions(folder)],
  ]);
}
