import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import { hexOfBytes, sha256 } from '../../../kubernetes/digest.ts';
import { rootPaths } from '../http/discovery.ts';
import type { Catalog } from '../resources/catalog.ts';
import { groupVersion, type Resource } from '../resources/resource.ts';
import { modelName, Schemas } from './schemas.ts';

type Json = Record<string, unknown>;

/** Paths of documents, as `/openapi/v3` lists them: `api/v1`, `apis/apps/v1`. */
function documentPath(version: string): string {
  return version === 'v1' ? 'api/v1' : `apis/${version}`;
}

/** `/openapi/v3`: where the documents of all groups are. @see https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3 */
export function openApiIndex(catalog: Catalog): Json {
  const versions = new Set(catalog.all().map(groupVersion));
  const paths: Json = {};
  const others = rootPaths(catalog)
    .map((path) => path.slice(1))
    .filter((path) => path !== '' && !path.endsWith('/'));
  for (const path of [
    ...new Set([
      ...others.filter((one) => /^(\.well-known|api|apis|openid|version)/.test(one)),
      ...[...versions].map(documentPath),
    ]),
  ].sort())
    paths[path] = {
      serverRelativeURL: `/openapi/v3/${path}?hash=${hexOfBytes(sha256(new TextEncoder().encode(path)))
        .slice(0, 32)
        .toUpperCase()}`,
    };
  return { paths };
}

const ACTIONS: Readonly<Record<string, readonly [method: string, action: string]>> = {
  list: ['get', 'list'],
  create: ['post', 'post'],
  deletecollection: ['delete', 'deletecollection'],
  get: ['get', 'get'],
  update: ['put', 'put'],
  patch: ['patch', 'patch'],
  delete: ['delete', 'delete'],
};

const query = (name: string): Json => ({ in: 'query', name, schema: { type: 'string', uniqueItems: true } });
const WRITES = ['dryRun', 'fieldManager', 'fieldValidation'].map(query);

function operationsOf(resource: Resource, isCollection: boolean): Json {
  const kind = { group: resource.group, kind: resource.kind, version: resource.version };
  const verbs = isCollection ? ['list', 'create', 'deletecollection'] : ['get', 'update', 'patch', 'delete'];
  const operations: Json = {};
  for (const verb of verbs.filter((one) => (resource.verbs as readonly string[]).includes(one))) {
    const [method, action] = ACTIONS[verb] as readonly [string, string];
    operations[method] = {
      ...(/post|put|patch/.test(method) ? { parameters: WRITES } : {}),
      'x-kubernetes-action': action,
      'x-kubernetes-group-version-kind': kind,
    };
  }
  return operations;
}

/** A custom resource's schema, with what every object has. */
function customSchema(resource: Resource, schemas: Schemas): Json {
  const schema = asRecord(resource.schema);
  const properties = {
    ...asRecord(schema.properties),
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { allOf: [schemas.define('meta/v1.ObjectMeta')] },
  };
  return { ...withoutPresets(schema), properties };
}

function withoutPresets(value: unknown): Json {
  return isRecord(value) ? { ...value } : {};
}

/** `/openapi/v3/apis/apps/v1`: paths and schemas of one version of a group; undefined if it is not served. */
export function openApiDocument(catalog: Catalog, path: string): Json | undefined {
  const version = path === 'api/v1' ? 'v1' : /^apis\/(.+\/.+)$/.exec(path)?.[1];
  const resources = version === undefined ? undefined : catalog.in(version);
  if (!resources) return undefined;
  const schemas = new Schemas();
  const paths: Json = {};
  for (const resource of resources) {
    const base = `/${path}/${resource.namespaced ? 'namespaces/{namespace}/' : ''}${resource.plural}`;
    paths[base] = operationsOf(resource, true);
    paths[`${base}/{name}`] = operationsOf(resource, false);
    const name =
      resource.struct === undefined
        ? `${resource.group.split('.').reverse().join('.')}.${resource.version}.${resource.kind}`
        : modelName(resource.struct);
    if (resource.struct === undefined) schemas.all[name] = customSchema(resource, schemas);
    else schemas.define(resource.struct);
    const schema = schemas.all[name];
    if (schema)
      schema['x-kubernetes-group-version-kind'] = [
        { group: resource.group, kind: resource.kind, version: resource.version },
      ];
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.36.2' },
    paths,
    components: { schemas: schemas.all },
  };
}
