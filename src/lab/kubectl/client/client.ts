import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { ApiRequest, ApiResponse, Transport } from '../../api/protocol.ts';
import { absolutePath } from '../../shell/files.ts';
import type { Context } from '../../shell/program.ts';
import type { Flags } from '../cobra/flags.ts';
import { ConnectionError, type Status, StatusError } from '../errors.ts';
import type { Configuration } from './configuration.ts';
import { Discovery } from './discovery.ts';
import { DiscoveryCache } from './discovery-cache.ts';
import { Mapper } from './mapper.ts';
import { logRequest, logResponse, logStart } from './verbosity.ts';

/** Who asks: flags, how the server is reached, and where warnings go. */
export interface Caller {
  readonly flags: Flags;
  readonly connection: Configuration;
  readonly context: Context;
  note(line: string): void;
  log(level: 'I', place: string, text: string): void;
  readonly configuration: { readonly paths: readonly string[] };
  now(): number;
}

/** A request of kubectl. */
export interface Ask {
  method?: ApiRequest['method'];
  path: string;
  query?: Readonly<Record<string, string | undefined>>;
  /** An object, which goes as JSON, or text. */
  body?: unknown;
  contentType?: string;
  accept?: string;
  /** The path is what somebody has given, and not made of a resource. */
  isRaw?: boolean;
  headers?: Readonly<Record<string, string>>;
  /** What is typed while the answer comes. */
  input?: ApiRequest['input'];
}

const SENTENCES: Readonly<Record<number, [string, string]>> = {
  400: ['BadRequest', 'the server rejected our request for an unknown reason'],
  401: ['Unauthorized', 'the server has asked for the client to provide credentials'],
  404: ['NotFound', 'the server could not find the requested resource'],
  405: ['MethodNotAllowed', 'the server does not allow this method on the requested resource'],
  409: ['Conflict', 'the server reported a conflict'],
  422: ['Invalid', 'the server rejected our request due to an error in our request'],
  429: ['TooManyRequests', 'the server has received too many requests and has asked us to try again later'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
  504: [
    'Timeout',
    'the server was unable to return a response in the time allotted, but may still be processing the request',
  ],
};

/** What a request was about, for refusals that do not say it: ` (get widgets.example.com)`. */
function meant({ method = 'GET', path, isRaw = false }: Ask): string {
  const [, group, rest] = /^\/(?:api\/v1|apis\/([^/]+)\/[^/?]+)\/(?:namespaces\/[^/]+\/(?=.))?([^?]+)/.exec(path) ?? [];
  if (isRaw || rest === undefined) return '';
  const [resource = '', name] = rest.split('/');
  return ` (${[method.toLowerCase(), group ? `${resource}.${group}` : resource, ...(name ? [decodeURIComponent(name)] : [])].join(' ')})`;
}

/** The Status of a refusal, also of one that is no Status (`NewGenericServerResponse` of k8s.io/apimachinery). */
function statusOf({ status, body }: ApiResponse, what: string): Status {
  try {
    const found: unknown = JSON.parse(body);
    if (isRecord(found) && found.kind === 'Status') return found as Status;
  } catch {
    // No JSON: then the code of the answer says what there is to say.
  }
  const text = body.trim();
  if (status === 403 || status === 406 || status === 415) {
    const reason = status === 403 ? 'Forbidden' : status === 406 ? 'NotAcceptable' : 'UnsupportedMediaType';
    return { reason, message: text || 'unknown', code: status };
  }
  const [reason, message] =
    SENTENCES[status] ??
    (status >= 500
      ? [
          'InternalError',
          `an error on the server (${JSON.stringify(text || 'unknown')}) has prevented the request from succeeding`,
        ]
      : ['', `the server responded with the status code ${status} but did not return more information`]);
  return { reason, message: `${message}${what}`, code: status, details: {} };
}

/** Speaks to the API server: requests, refusals as errors, warnings. */
export class Client {
  readonly call: Caller;
  readonly #configuration: Configuration;
  readonly #transport: Transport | undefined;
  readonly #warned = new Set<string>();
  /** How much `--v` asks to be told. */
  readonly #level: number;
  #discovery: Promise<Discovery> | undefined;

  constructor(call: Caller) {
    this.call = call;
    const timeout = call.flags.text('request-timeout');
    if (!/^\d+$|^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(timeout === '' ? '0' : timeout)) {
      throw new Error(
        'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
      );
    }
    this.#configuration = call.connection;
    this.#level = Number(call.flags.text('v')) || 0;
    logStart(this.#level, (...line) => call.log(...line), call.configuration.paths);
    this.#transport = call.context.connect(this.#configuration.server.replace(/\/+$/, ''));
  }

  /** Address of the API server. */
  get server(): string {
    return this.#configuration.server;
  }

  /** `host:port` of the API server. */
  get host(): string {
    return this.server.replace(/^\w+:\/\//, '').replace(/\/.*$/, '');
  }

  /** How many warnings the server has sent. */
  get warnings(): number {
    return this.#warned.size;
  }

  /** What the server answers, whatever it is. @throws ConnectionError if nobody answers. */
  async raw({ method = 'GET', path, query, body, contentType, accept, headers, input }: Ask): Promise<ApiResponse> {
    const parameters = Object.entries(query ?? {})
      .filter((entry): entry is [string, string] => entry[1] !== undefined)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value).replaceAll('%20', '+')}`)
      .sort();
    const whole = parameters.length > 0 ? `${path}${path.includes('?') ? '&' : '?'}${parameters.join('&')}` : path;
    if (!this.#transport) throw new ConnectionError(method, `${this.server}${whole}`, this.host);
    const request: ApiRequest = {
      method,
      path: whole,
      headers: {
        accept: accept ?? 'application/json',
        'user-agent': 'kubectl/v1.36.3 (linux/amd64) kubernetes/0f29094',
        ...this.#configuration.headers,
        ...(body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(input && { input }),
      ...(this.#configuration.certificate ? { certificate: this.#configuration.certificate } : {}),
    };
    // The real one keeps what the server serves in files for some hours, and does not ask again.
    const level = accept?.includes('apidiscovery') ? 0 : this.#level;
    const log: Caller['log'] = (...line) => this.call.log(...line);
    const began = this.call.now();
    logRequest(level, log, this.server, request);
    const response = await this.#transport(request);
    logResponse(level, log, this.server, request, response, Math.round(this.call.now() - began));
    for (const warning of response.warnings) {
      if (!this.#warned.has(warning)) this.call.note(`Warning: ${warning}`);
      this.#warned.add(warning);
    }
    return response;
  }

  /** As `raw`, with refusals as errors. @throws StatusError */
  async ask(ask: Ask): Promise<ApiResponse> {
    const response = await this.raw(ask);
    if (response.status >= 400) throw new StatusError(statusOf(response, meant(ask)));
    return response;
  }

  /** The object that the server answers with. @throws StatusError */
  async json(ask: Ask): Promise<Record<string, unknown>> {
    const { body } = await this.ask(ask);
    return { ...asRecord(body === '' ? {} : JSON.parse(body)) };
  }

  /** What the server serves; that is kept for the next time. */
  async discovery(): Promise<Discovery> {
    const found = await this.#discovered();
    this.#cache().write(found);
    return found;
  }

  #discovered(): Promise<Discovery> {
    this.#discovery ??= Discovery.read(this);
    return this.#discovery;
  }

  #cache(): DiscoveryCache {
    const { context, flags } = this.call;
    const folder = absolutePath(flags.text('cache-dir'), context.folder);
    return new DiscoveryCache(context.files, folder, this.host, context.clock.now());
  }

  /** Finds resources by the names that people give them: among those that were there last time, and when that fails among those that are there now. */
  async mapper(): Promise<Mapper> {
    const found = await this.#discovered();
    const cache = this.#cache();
    const known = cache.read();
    const warn = (warning: string): void => this.call.note(`Warning: ${warning}`);
    if (!known) cache.write(found);
    return new Mapper(known ?? found, warn, () => {
      cache.write(found);
      return found;
    });
  }
}
