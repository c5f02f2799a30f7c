import { REASON_PHRASES } from '../../api/protocol-reasons.ts';
import { type HttpRequest, type HttpResponse, NetworkError, type Peer, type PodNetwork } from '../../node/process.ts';
import { bytesOfText, type Files } from '../../shell/files.ts';
import { httpDate, lookUp, typeOf } from '../static.ts';
import { locationFor } from './choose.ts';
import { all, type Directive, last } from './configuration.ts';

/** What answering a request needs. */
export interface Around {
  files: Files;
  network: PodNetwork;
  now: () => number;
  version: string;
  hostname: string;
  address: string;
  /** Groups of servers, by their names. */
  upstreams: ReadonlyMap<string, readonly string[]>;
  /** Writes what went wrong into the error log. */
  complain: (message: string) => void;
  turn: () => number;
}

/** A request on its way through a configuration. */
interface Asked {
  request: HttpRequest;
  peer: Peer;
  port: number;
  server: Directive;
}

type Result = Pick<HttpResponse, 'status' | 'body'> & { headers?: Record<string, string>; type?: string };

const nameOf = (server: Directive): string => last(server.block ?? [], 'server_name')?.words[0] ?? '';

/** Variables in a value. */
function filled(text: string, { request, peer, port, server }: Asked, around: Around): string {
  const [uri = '/', query = ''] = request.path.split('?');
  const host = (request.headers.host ?? nameOf(server)).replace(/:\d+$/, '');
  const known: Readonly<Record<string, string>> = {
    arg: '',
    args: query,
    date_gmt: httpDate(around.now()),
    document_uri: uri,
    host,
    hostname: around.hostname,
    http_host: request.headers.host ?? '',
    is_args: query === '' ? '' : '?',
    nginx_version: around.version,
    proxy_add_x_forwarded_for: [request.headers['x-forwarded-for'], peer.address].filter(Boolean).join(', '),
    query_string: query,
    remote_addr: peer.address,
    remote_port: String(peer.port),
    request: `${request.method} ${request.path} HTTP/1.1`,
    request_body: request.body,
    request_method: request.method,
    request_uri: request.path,
    scheme: 'http',
    server_addr: around.address,
    server_name: nameOf(server),
    server_port: String(port),
    time_iso8601: new Date(around.now()).toISOString().replace(/\.\d+Z$/, '+00:00'),
    time_local: localTime(around.now()),
    uri,
  };
  return text.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => {
    if (name in known) return known[name] as string;
    if (name.startsWith('http_')) return request.headers[name.slice(5).replaceAll('_', '-')] ?? '';
    if (name.startsWith('arg_')) return new URLSearchParams(query).get(name.slice(4)) ?? '';
    return whole;
  });
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment as it stands in the access log. */
export function localTime(milliseconds: number): string {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(new Date(milliseconds).toISOString()) ?? [];
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time} +0000`;
}

/** The page for a status that has no other one. */
function errorPage(status: number, version: string): string {
  const title = `${status} ${REASON_PHRASES[status] ?? ''}`;
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/${version}</center>\r\n</body>\r\n</html>\r\n`;
}

/** Answers a request as a server of a configuration says. */
export async function answer(asked: Asked, outer: readonly Directive[], around: Around): Promise<HttpResponse> {
  const { request, server } = asked;
  const [path = '/'] = request.path.split('?');
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return whole(asked, [], { status: 400, body: errorPage(400, around.version), type: 'text/html' }, around);
  }
  const location = locationFor(server.block ?? [], decoded);
  const scopes = [location?.block ?? [], server.block ?? [], outer];
  let result = await resultOf(asked, decoded, location, scopes, around);
  if (result.status >= 400 && result.body === '') {
    const page = scopes
      .flatMap((scope) => all(scope, 'error_page'))
      .find(({ words }) => words.slice(0, -1).includes(String(result.status)));
    const target = page?.words.at(-1);
    const found = target?.startsWith('/')
      ? lookUp(around.files, rootOf(target, server.block ?? [], outer), target, [])
      : undefined;
    result = {
      ...result,
      body: typeof found === 'object' ? found.body : errorPage(result.status, around.version),
      type: 'text/html',
    };
  }
  return whole(asked, scopes, result, around);
}

function rootOf(path: string, ...scopes: (readonly Directive[])[]): string {
  const [server = []] = scopes;
  const location = locationFor(server, path);
  const all = [location?.block ?? [], ...scopes];
  return all.map((scope) => last(scope, 'root')?.words[0]).find((one) => one !== undefined) ?? '/etc/nginx/html';
}

function whole(asked: Asked, scopes: readonly (readonly Directive[])[], result: Result, around: Around): HttpResponse {
  const { status, body, headers = {}, type } = result;
  const added = scopes.find((scope) => all(scope, 'add_header').length > 0) ?? [];
  const extra = all(added, 'add_header')
    .filter(({ words }) => status < 400 || words.includes('always'))
    .map(({ words: [name = '', value = ''] }): [string, string] => [name.toLowerCase(), filled(value, asked, around)]);
  return {
    status,
    headers: {
      server: `nginx/${around.version}`,
      date: httpDate(around.now()),
      ...(type === undefined ? {} : { 'content-type': type }),
      'content-length': String(bytesOfText(body).length),
      connection: 'keep-alive',
      ...headers,
      ...Object.fromEntries(extra),
    },
    body: asked.request.method === 'HEAD' ? '' : body,
  };
}

async function resultOf(
  asked: Asked,
  path: string,
  location: Directive | undefined,
  scopes: readonly (readonly Directive[])[],
  around: Around,
): Promise<Result> {
  const find = (name: string): Directive | undefined =>
    scopes.map((scope) => last(scope, name)).find((one) => one !== undefined);
  const [inner = [], server = []] = scopes;
  const returned = last(server, 'return') ?? last(inner, 'return');
  const usual = find('default_type')?.words[0] ?? 'text/plain';
  if (returned) return returning(returned.words, usual, asked, around);
  if (last(inner, 'deny')?.words[0] === 'all') return { status: 403, body: '' };
  if (last(inner, 'stub_status'))
    return {
      status: 200,
      body: 'Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n',
      type: 'text/plain',
    };
  const proxied = last(inner, 'proxy_pass');
  if (proxied) return proxy(proxied.words[0] ?? '', location, inner, asked, around);
  if (asked.request.method !== 'GET' && asked.request.method !== 'HEAD') return { status: 405, body: '' };
  const indexes = find('index')?.words ?? ['index.html'];
  const alias = last(inner, 'alias')?.words[0];
  const root = alias === undefined ? (find('root')?.words[0] ?? '/etc/nginx/html') : '';
  const placed = alias === undefined ? path : alias + path.slice((location?.words.at(-1) ?? '').length);
  const tries = find('try_files')?.words;
  for (const one of tries?.slice(0, -1) ?? []) {
    const tried = filled(one, { ...asked, request: { ...asked.request, path } }, around);
    const found = lookUp(around.files, root, tried, indexes);
    if (typeof found === 'object') return { status: 200, body: found.body, type: typeOf(found.path, usual) };
  }
  const fallback = tries?.at(-1);
  if (fallback?.startsWith('=')) return { status: Number(fallback.slice(1)), body: '' };
  return fileAt(
    root,
    fallback === undefined ? placed : filled(fallback, asked, around),
    indexes,
    usual,
    asked,
    inner,
    around,
  );
}

function returning(words: readonly string[], usual: string, asked: Asked, around: Around): Result {
  const [first = '', second] = words;
  const status = /^\d+$/.test(first) ? Number(first) : 302;
  const text = filled(second ?? (status === 302 && !/^\d+$/.test(first) ? first : ''), asked, around);
  if (status >= 300 && status < 400)
    return { status, headers: { location: text }, body: errorPage(status, around.version), type: 'text/html' };
  return { status, body: text, ...(text === '' ? {} : { type: usual }) };
}

function fileAt(
  root: string,
  path: string,
  indexes: readonly string[],
  usual: string,
  { request, port }: Asked,
  scope: readonly Directive[],
  around: Around,
): Result {
  const found = lookUp(around.files, root, path, indexes);
  const place = `${root}${path}`;
  if (found === 'folder') {
    const host = (request.headers.host ?? 'localhost').replace(/:\d+$/, '');
    const location = `http://${host}${port === 80 ? '' : `:${port}`}${path}/`;
    return { status: 301, headers: { location }, body: errorPage(301, around.version), type: 'text/html' };
  }
  if (found === 'forbidden') {
    if (last(scope, 'autoindex')?.words[0] === 'on') return listing(around.files, place, path);
    around.complain(`directory index of "${place}" is forbidden`);
    return { status: 403, body: '' };
  }
  if (found === undefined) {
    around.complain(`open() "${place}" failed (2: No such file or directory)`);
    return { status: 404, body: '' };
  }
  return { status: 200, body: found.body, type: typeOf(found.path, usual) };
}

function listing(files: Files, folder: string, path: string): Result {
  const names = files.list(folder.replace(/(.)\/$/, '$1'));
  const lines = names.map((name) => `<a href="${name}">${name}</a>\r\n`).join('');
  const title = `Index of ${path}`;
  return {
    status: 200,
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<h1>${title}</h1><hr><pre><a href="../">../</a>\r\n${lines}</pre><hr></body>\r\n</html>\r\n`,
    type: 'text/html',
  };
}

async function proxy(
  target: string,
  location: Directive | undefined,
  scope: readonly Directive[],
  asked: Asked,
  around: Around,
): Promise<Result> {
  const [, place = '', path] = /^https?:\/\/([^/]+)(\/.*)?$/.exec(filled(target, asked, around)) ?? [];
  const group = around.upstreams.get(place);
  const [host = '', port = '80'] = (group ? (group[around.turn() % group.length] ?? '') : place).split(':');
  const { request } = asked;
  // With a path of its own the place takes the place of what the location has matched.
  const asking = path === undefined ? request.path : path + request.path.slice((location?.words.at(-1) ?? '').length);
  const headers: Record<string, string> = { ...request.headers, host: place, connection: 'close' };
  for (const {
    words: [name = '', value = ''],
  } of all(scope, 'proxy_set_header'))
    headers[name.toLowerCase()] = filled(value, asked, around);
  const seconds = Number.parseInt(last(scope, 'proxy_connect_timeout')?.words[0] ?? '60', 10);
  try {
    const response = await around.network.request(
      host,
      Number(port),
      { ...request, path: asking, headers },
      { timeout: seconds * 1000 },
    );
    const { server: _, date: __, connection: ___, 'content-type': type, ...rest } = response.headers;
    return { status: response.status, body: response.body, headers: rest, ...(type === undefined ? {} : { type }) };
  } catch (problem) {
    if (!(problem instanceof NetworkError)) throw problem;
    const isLate = problem.code === 'timed out';
    const why =
      problem.code === 'unknown host'
        ? `${host} could not be resolved (3: Host not found)`
        : isLate
          ? 'upstream timed out (110: Operation timed out) while connecting to upstream'
          : `connect() failed (111: Connection refused) while connecting to upstream`;
    around.complain(why);
    return { status: isLate ? 504 : 502, body: '' };
  }
}
