import { hexOfBytes } from '../../kubernetes/digest.ts';
import type { Clock } from '../time/clock.ts';
import type { Part } from '../time/part.ts';
import { authenticate } from './access/authenticate.ts';
import { authorize, refusal } from './access/rbac.ts';
import { readToken } from './access/tokens.ts';
import { admissionPlugins } from './admission/index.ts';
import type { Call, FieldValidation, User } from './core/call.ts';
import { ApiError, forbidden, internal } from './core/errors.ts';
import { uniqueId } from './core/metadata.ts';
import { Registry } from './core/registry.ts';
import { type Query, type RequestInfo, readPath, splitPath } from './core/request-info.ts';
import type { Metrics, Nodes, Services } from './core/services.ts';
import { Store } from './core/store.ts';
import { answerDocument } from './http/documents.ts';
import { representationOf } from './http/represent.ts';
import { failure, text } from './http/respond.ts';
import { handle, verbOf } from './http/verbs.ts';
import { trackFields } from './managers/track.ts';
import { extending, partsFor } from './parts.ts';
import type { ApiRequest, ApiResponse } from './protocol.ts';
import { Catalog } from './resources/catalog.ts';
import type { Resource } from './resources/resource.ts';
import { strategyFor } from './strategies/index.ts';

/** How long the server remembers that a token is valid. */
const TOKEN_MS = 10_000;

/** What the server needs from outside. */
export interface ServerOptions {
  clock: Clock;
  /** Numbers from 0 up to 1. */
  random: () => number;
  /** Numbers from 0 up to 1 for the ids of requests, so that these change nothing else. */
  ids?: () => number;
}

/**
 * The API server of the practice cluster: a function from requests to responses, without sockets. What it does not simulate it says so.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
export class ApiServer implements Services {
  readonly store = new Store(200);
  readonly catalog = new Catalog();
  readonly registry: Registry;
  readonly clock: Clock;
  readonly #ids: () => number;
  readonly #tokens = new Map<string, { user: User; until: number }>();
  /** The agents of nodes, by the names of these: whom it asks for logs. */
  readonly kubelets = new Map<string, Nodes>();
  /** Whose certificates it takes; see `signerOf`. */
  signer: Uint8Array = new Uint8Array();
  /** Who measures what is used, if anybody does. */
  metrics: Metrics | undefined;

  constructor({ clock, random, ids = random }: ServerOptions) {
    this.clock = clock;
    this.#ids = ids;
    this.registry = new Registry({
      store: this.store,
      clock,
      random,
      catalog: this.catalog,
      strategyOf: strategyFor,
      plugins: admissionPlugins,
      trackFields,
    });
    const definitions = this.catalog.builtIn('apiextensions.k8s.io', 'customresourcedefinitions');
    this.store.listen(({ bucket }) => {
      if (bucket === 'apiextensions.k8s.io/customresourcedefinitions')
        this.catalog.setCustom(extending.here.customResources(this.registry.list(definitions)));
    });
  }

  /** What has to be loaded before {@link handle} can answer a request: nothing, for most. */
  partsFor(request: ApiRequest): Part<unknown>[] {
    return partsFor(request, this.catalog);
  }

  /** Answers a request. Never throws: what is wrong is a response. */
  handle(request: ApiRequest): ApiResponse {
    const response = this.#handled(request);
    const headers = { 'audit-id': uniqueId(this.#ids), 'cache-control': 'no-cache, private', ...response.headers };
    return { ...response, headers };
  }

  #handled(request: ApiRequest): ApiResponse {
    const { path, query } = splitPath(request.path);
    const call = callOf(request, query);
    try {
      return this.#answer(request, path, query, call);
    } catch (problem) {
      const error =
        problem instanceof ApiError ? problem : internal(problem instanceof Error ? problem.message : String(problem));
      return failure(error, safeRepresentation(request, query), call.warnings);
    }
  }

  #answer(request: ApiRequest, path: string, query: Query, call: Call): ApiResponse {
    const user = authenticate(request, (token) => this.#readToken(token), this.store, hexOfBytes(this.signer));
    call.user = user;
    const isResource = /^\/(api\/[^/]+|apis\/[^/]+\/[^/]+)\/./.test(path);
    if (!isResource) {
      this.#check(user, { verb: request.method.toLowerCase(), path });
      return answerDocument(this, request, path, query) ?? text('404 page not found\n', 404);
    }
    // What no version of the server's own groups could be, no part of the server knows.
    const [, group = '', version = 'v1'] = /^\/apis\/([^/]+)\/([^/]+)/.exec(path) ?? [];
    const isServed = (one: Resource): boolean => one.group === group && one.version === version;
    if (!this.catalog.all().some(isServed)) return text('404 page not found\n', 404);
    const info = readPath(path, query, (group, version, plural) => this.catalog.find(group, version, plural));
    const verb = verbOf(request.method, info);
    this.#check(
      user,
      {
        verb,
        group: info.resource.group,
        resource: info.resource.plural,
        subresource: info.subresource?.name ?? '',
        namespace: info.namespace !== '' ? info.namespace : info.resource.plural === 'namespaces' ? info.name : '',
        name: info.name,
      },
      info,
    );
    return handle(this, request, info, verb, call);
  }

  /** A token that was valid some seconds ago is not looked at again. */
  #readToken(token: string): User | undefined {
    const now = this.clock.now();
    const known = this.#tokens.get(token);
    if (known && known.until > now) return known.user;
    const user = readToken(token, this.store, now);
    if (user) this.#tokens.set(token, { user, until: now + TOKEN_MS });
    return user;
  }

  #check(user: User, wanted: Parameters<typeof authorize>[2], info?: RequestInfo): void {
    if (authorize(this.store, user, wanted).isAllowed) return;
    const sentence = refusal(user, info?.resource.plural === 'namespaces' ? { ...wanted } : wanted);
    if (!info) throw new ApiError(403, 'Forbidden', `forbidden: ${sentence}`, {});
    throw forbidden(info.resource, info.name, sentence);
  }
}

/** The form of an answer that refuses: plain JSON if the one that was asked for cannot be given. */
function safeRepresentation(request: ApiRequest, query: Query) {
  try {
    return representationOf(request.headers, query.pretty);
  } catch {
    return {
      as: 'object' as const,
      isYaml: false,
      isPretty: /^(curl|Wget|Mozilla)/.test(request.headers['user-agent'] ?? ''),
    };
  }
}

function callOf(request: ApiRequest, query: Query): Call {
  const agent = (request.headers['user-agent'] ?? '').split('/')[0] ?? '';
  const validation = query.fieldValidation ?? '';
  return {
    user: { name: '', groups: [] },
    manager: query.fieldManager || agent || 'unknown',
    isDryRun: query.dryRun === 'All',
    fieldValidation: (validation === '' ? 'Warn' : validation) as FieldValidation,
    warnings: [],
  };
}
