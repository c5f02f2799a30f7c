import { type Call, warn } from '../core/call.ts';
import { type DeleteOptions, remove, successOf } from '../core/delete.ts';
import { ApiError, badRequest, invalid } from '../core/errors.ts';
import { unsupported } from '../core/field-errors.ts';
import type { KubeObject } from '../core/objects.ts';
import type { RequestInfo } from '../core/request-info.ts';
import type { Services } from '../core/services.ts';
import { further, isReview } from '../parts.ts';
import { patch } from '../patch/patch.ts';
import type { ApiRequest, ApiResponse } from '../protocol.ts';
import { METRICS } from '../resources/metrics.ts';
import { groupVersion } from '../resources/resource.ts';
import { createdBy, subresourceOf } from '../subresources/index.ts';
import { tableOf } from '../tables/index.ts';
import { read } from './body.ts';
import { readBody } from './decode.ts';
import { page } from './list.ts';
import {
  inVersion,
  jsonText,
  listOf,
  metadataOf,
  type Representation,
  representationOf,
  written,
} from './represent.ts';
import { answer, orderedStatus } from './respond.ts';
import { selection } from './select.ts';
import { type IncludeObject, table } from './table.ts';
import { watch } from './watch.ts';

/** What a request does, as authorization and admission call it. */
export function verbOf(method: string, info: RequestInfo): string {
  const isCollection = info.name === '';
  const watches = info.isWatchPath || (isCollection && /^(1|t|true)$/i.test(info.query.watch ?? ''));
  switch (method) {
    case 'GET':
    case 'HEAD':
      return watches ? 'watch' : isCollection ? 'list' : 'get';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return isCollection ? 'deletecollection' : 'delete';
    default:
      return method.toLowerCase();
  }
}

const notAllowed = (): ApiError =>
  new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

/** Answers a request about a resource. @throws ApiError */
export function handle(
  server: Services,
  request: ApiRequest,
  info: RequestInfo,
  verb: string,
  call: Call,
): ApiResponse {
  const { resource, subresource, query } = info;
  const served: readonly string[] = (subresource ?? resource).verbs;
  if (!served.includes(verb) || (verb === 'create' && !subresource && info.name !== '')) throw notAllowed();
  if (verb === 'create' && !subresource && resource.namespaced && info.namespace === '' && resource.verbs.length > 1)
    throw notAllowed();
  checkOptions(query, verb);
  const deprecation = resource.deprecation ?? DEPRECATED[resource.group === '' ? resource.plural : ''];
  if (deprecation !== undefined) warn(call, deprecation);
  const special = subresource ? subresourceOf(resource, subresource.name) : createdBy(resource);
  if (special) return special({ server, request, info, verb, call });
  if (resource.group === METRICS) {
    if (server.metrics) return server.metrics.answer(request, info, verb);
    throw new ApiError(503, 'ServiceUnavailable', 'the server is currently unable to handle the request', {});
  }
  const reviewed = verb === 'create' && isReview(resource) ? further.here.review(resource) : undefined;
  if (reviewed) return reviewed({ server, request, info, verb, call });
  const representation = representationOf(request.headers, query.pretty);
  const give = (object: KubeObject, status = 200): ApiResponse =>
    represent(server, info, representation, object, status, call);
  const { registry } = server;
  const subName = subresource?.name ?? '';
  switch (verb) {
    case 'get':
      return give(registry.get(resource, info.namespace, info.name));
    case 'list':
      return giveList(server, info, representation, call);
    case 'watch':
      return giveWatch(server, info, representation, call);
    case 'create': {
      const object = read(request, info, call);
      return give(registry.create(resource, info.namespace, object, call), 201);
    }
    case 'update': {
      const object = read(request, info, call);
      const given =
        (object.metadata.name ?? '') === '' ? { ...object, metadata: { ...object.metadata, name: info.name } } : object;
      if (given.metadata.name !== info.name)
        throw badRequest(
          `the name of the object (${given.metadata.name}) does not match the name on the URL (${info.name})`,
        );
      const result = registry.update(
        resource,
        info.namespace,
        info.name,
        { change: () => given, subresource: subName },
        call,
      );
      return give(result.object, result.created ? 201 : 200);
    }
    case 'patch': {
      const result = patch(server, request, info, call);
      return give(result.object, result.created ? 201 : 200);
    }
    case 'delete': {
      const options = readDeleteOptions(request, info);
      const deletion = remove(registry, resource, info.namespace, info.name, options, deletingCall(call, options));
      if (!deletion.isGone || RETURNED.has(resource.plural)) return give(deletion.object);
      return answer(orderedStatus(successOf(resource, deletion.object)), representation, { warnings: call.warnings });
    }
    default:
      return deleteAll(server, request, info, representation, call);
  }
}

/** What the server says to everybody who uses an old kind. */
const DEPRECATED: Readonly<Record<string, string>> = {
  componentstatuses: 'v1 ComponentStatus is deprecated in v1.19+',
  endpoints: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
};

/** Kinds whose deletion answers with the object, though it is gone. */
const RETURNED: ReadonlySet<string> = new Set([
  'pods',
  'services',
  'serviceaccounts',
  'podtemplates',
  'resourcequotas',
  'persistentvolumes',
  'persistentvolumeclaims',
]);

/** @throws ApiError 422 for options that are not allowed */
function checkOptions(query: RequestInfo['query'], verb: string): void {
  const kinds: Readonly<Record<string, string>> = {
    create: 'CreateOptions',
    update: 'UpdateOptions',
    patch: 'PatchOptions',
    delete: 'DeleteOptions',
    deletecollection: 'DeleteOptions',
  };
  const kind = kinds[verb];
  if (kind === undefined) return;
  const causes = [];
  if (query.dryRun !== undefined && query.dryRun !== 'All' && query.dryRun !== '')
    causes.push({
      ...unsupported('dryRun', '', ['All']),
      message: `Unsupported value: ${JSON.stringify([query.dryRun])}: supported values: "All"`,
    });
  if (query.fieldValidation !== undefined && !['', 'Strict', 'Warn', 'Ignore'].includes(query.fieldValidation))
    causes.push(unsupported('fieldValidation', query.fieldValidation, ['', 'Ignore', 'Strict', 'Warn']));
  if (causes.length > 0) throw invalid({ group: 'meta.k8s.io', kind }, '', causes);
}

/** An object in the form that was asked for. */
export function represent(
  server: Services,
  { resource, query }: RequestInfo,
  representation: Representation,
  object: KubeObject,
  status: number,
  call: Call,
): ApiResponse {
  const shown = inVersion(object, resource);
  const options = { status, warnings: call.warnings };
  if (representation.as === 'PartialObjectMetadata') return answer(metadataOf(shown), representation, options);
  if (representation.as === 'Table') {
    const metadata = { resourceVersion: object.metadata.resourceVersion };
    return answer(
      table(tableOf(resource, server), [object], metadata, resource, includeOf(query), server.clock.now()),
      representation,
      options,
    );
  }
  return answer(written(shown, resource.struct), representation, options);
}

const includeOf = (query: RequestInfo['query']): IncludeObject => (query.includeObject ?? 'Metadata') as IncludeObject;

function giveList(server: Services, info: RequestInfo, representation: Representation, call: Call): ApiResponse {
  const { resource, query } = info;
  const { items, metadata } = page(server.registry, info);
  const options = { warnings: call.warnings };
  if (representation.as === 'Table')
    return answer(
      table(tableOf(resource, server), items, metadata, resource, includeOf(query), server.clock.now()),
      representation,
      options,
    );
  if (representation.as === 'PartialObjectMetadata')
    return answer(
      { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items: items.map(metadataOf) },
      representation,
      options,
    );
  return answer(listOf(resource, items, metadata), representation, options);
}

function giveWatch(server: Services, info: RequestInfo, representation: Representation, call: Call): ApiResponse {
  const { resource, query } = info;
  let isFirst = true;
  const shown = (object: KubeObject): unknown => {
    const given = inVersion(object, resource);
    if (representation.as === 'PartialObjectMetadata') return metadataOf(given);
    if (representation.as !== 'Table') return written(given, resource.struct);
    const metadata = { resourceVersion: object.metadata.resourceVersion };
    const made = table(tableOf(resource, server), [object], metadata, resource, includeOf(query), server.clock.now());
    // Only the first table of a watch brings its columns.
    if (!isFirst) made.columnDefinitions = null;
    isFirst = false;
    return made;
  };
  const event = (type: string, object: unknown): string => jsonText({ type, object });
  const stream = watch(
    server.registry,
    server.clock,
    info,
    (type, object) => event(type, shown(object)),
    ({ status }) => event('ERROR', orderedStatus(status)),
    (revision, isInitial) =>
      event(
        'BOOKMARK',
        written(
          {
            kind: resource.kind,
            apiVersion: groupVersion(resource),
            metadata: {
              resourceVersion: String(revision),
              ...(isInitial ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {}),
            },
          } as unknown as KubeObject,
          resource.struct,
        ),
      ),
  );
  return { status: 200, headers: { 'content-type': 'application/json' }, warnings: call.warnings, body: '', stream };
}

/** What a request to delete says, in its body and its query. @throws ApiError */
export function readDeleteOptions(request: ApiRequest, info: RequestInfo): DeleteOptions {
  const options: DeleteOptions = {};
  if ((request.body ?? '') !== '') {
    const { data } = readBody(request.body ?? '', request.headers['content-type'] ?? '', 'DeleteOptions');
    Object.assign(options, data);
  }
  const { gracePeriodSeconds, propagationPolicy, orphanDependents } = info.query;
  if (gracePeriodSeconds !== undefined) options.gracePeriodSeconds = Number(gracePeriodSeconds);
  if (propagationPolicy !== undefined) options.propagationPolicy = propagationPolicy as 'Background';
  if (orphanDependents !== undefined) options.orphanDependents = orphanDependents === 'true';
  const policy = options.propagationPolicy as string | undefined;
  if (policy !== undefined && policy !== null && !['Orphan', 'Background', 'Foreground'].includes(policy))
    throw invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', [
      unsupported('propagationPolicy', policy, ['Background', 'Foreground', 'Orphan']),
    ]);
  return options;
}

/** Who deletes may say in the body that nothing shall be stored. */
const deletingCall = (call: Call, { dryRun }: DeleteOptions): Call =>
  dryRun?.includes('All') ? { ...call, isDryRun: true } : call;

function deleteAll(
  server: Services,
  request: ApiRequest,
  info: RequestInfo,
  representation: Representation,
  call: Call,
): ApiResponse {
  const { registry } = server;
  const { resource, query } = info;
  const options = readDeleteOptions(request, info);
  const chosen = registry.list(resource, info.namespace).filter(selection(registry, resource, query));
  const inner = deletingCall(call, options);
  const items = chosen.map(
    ({ metadata: { namespace = '', name } }) => remove(registry, resource, namespace, name, options, inner).object,
  );
  return answer(listOf(resource, items, { resourceVersion: String(server.store.revision) }), representation, {
    warnings: call.warnings,
  });
}
