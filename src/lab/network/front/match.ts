import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import type { HttpRequest } from '../../node/process.ts';

/** A way that a request may take: what it has to look like, and where it goes then. */
export interface Route {
  /** Host that it is for; `*.example.com` for all below, undefined for all. */
  host: string | undefined;
  match: Data;
  rule: Data;
  namespace: string;
  /** When it was made, and its place: the older one and the one before goes first. */
  order: string;
}

/** Whether a host is one, or below one that begins with `*.`. */
export function isHost(host: string, wanted: string | undefined): boolean {
  if (wanted === undefined || wanted === '' || wanted === host) return true;
  return wanted.startsWith('*.') && host.endsWith(wanted.slice(1)) && host.length > wanted.length - 1;
}

/** The narrower one of two hosts, if there is any host that is both; undefined stands for every host. */
export function narrower(one: string | undefined, other: string | undefined): string | undefined | false {
  if (!one) return other;
  if (!other || one === other) return one;
  if (isHost(one, other)) return one;
  return isHost(other, one) ? other : false;
}

const cleanPath = (path: string): string => path.split('?')[0] ?? '/';

function isPath(path: string, { type = 'PathPrefix', value = '/' }: Data): boolean {
  const wanted = String(value);
  if (type === 'Exact') return path === wanted;
  if (type === 'RegularExpression') return new RegExp(`^(?:${wanted})$`).test(path);
  // A prefix compares what stands between slashes.
  const bare = wanted.replace(/\/$/, '');
  return path === bare || path.startsWith(`${bare}/`) || bare === '';
}

function fits({ match }: Route, { method, path, headers }: HttpRequest): boolean {
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  return (
    isPath(cleanPath(path), asRecord(match.path)) &&
    (match.method === undefined || match.method === method) &&
    asList(match.headers).every(({ name, value, type }) => isText(headers[String(name).toLowerCase()], value, type)) &&
    asList(match.queryParams).every(({ name, value, type }) =>
      isText(query.get(String(name)) ?? undefined, value, type),
    )
  );
}

const isText = (given: string | undefined, wanted: unknown, type: unknown): boolean =>
  given !== undefined &&
  (type === 'RegularExpression' ? new RegExp(`^(?:${String(wanted)})$`).test(given) : given === String(wanted));

/** How narrow a route is: the greater, the sooner it is taken. @see https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule */
function weightOf({ host, match }: Route): number[] {
  const { type = 'PathPrefix', value = '/' } = asRecord(match.path);
  return [
    host === undefined ? 0 : host.startsWith('*') ? host.length : 1000 + host.length,
    type === 'Exact' ? 2 : type === 'RegularExpression' ? 1 : 0,
    type === 'Exact' ? 0 : String(value).length,
    match.method === undefined ? 0 : 1,
    asList(match.headers).length,
    asList(match.queryParams).length,
  ];
}

/** The route that a request takes; undefined if none is for it. */
export function routeFor(routes: readonly Route[], request: HttpRequest, host: string): Route | undefined {
  const all = routes.filter((route) => isHost(host, route.host) && fits(route, request));
  return all.sort((one, other) => {
    const [a, b] = [weightOf(one), weightOf(other)];
    const at = a.findIndex((weight, index) => weight !== b[index]);
    return at < 0 ? (one.order < other.order ? -1 : 1) : (b[at] as number) - (a[at] as number);
  })[0];
}

/** A request, or an answer without asking anybody, as the filters of a rule make it. */
export function filtered(
  route: Route,
  request: HttpRequest,
): { request: HttpRequest } | { location: string; status: number } {
  let made = request;
  for (const { type, ...rest } of asList(route.rule.filters)) {
    if (type === 'RequestRedirect') {
      const { scheme = 'http', hostname, port, path, statusCode = 302 } = asRecord(rest.requestRedirect);
      const host = String(hostname ?? (request.headers.host ?? '').replace(/:\d+$/, ''));
      const place = port === undefined || port === 80 || port === 443 ? host : `${host}:${String(port)}`;
      return {
        location: `${String(scheme)}://${place}${pathAfter(route, request.path, asRecord(path))}`,
        status: Number(statusCode),
      };
    }
    if (type === 'URLRewrite') {
      const { hostname, path } = asRecord(rest.urlRewrite);
      made = {
        ...made,
        path: pathAfter(route, made.path, asRecord(path)),
        headers: hostname === undefined ? made.headers : { ...made.headers, host: String(hostname) },
      };
    }
    if (type === 'RequestHeaderModifier')
      made = { ...made, headers: modified(made.headers, asRecord(rest.requestHeaderModifier)) };
  }
  return { request: made };
}

/** Headers, changed as a filter says. */
export function modified(
  headers: Readonly<Record<string, string>>,
  { set, add, remove }: Data,
): Record<string, string> {
  const made = { ...headers };
  for (const { name, value } of [...asList(set), ...asList(add)]) made[String(name).toLowerCase()] = String(value);
  for (const name of Array.isArray(remove) ? remove : []) delete made[String(name).toLowerCase()];
  return made;
}

function pathAfter({ match }: Route, whole: string, { type, replaceFullPath, replacePrefixMatch }: Data): string {
  const [path = '/', query] = whole.split('?');
  const prefix = String(asRecord(match.path).value ?? '/').replace(/\/$/, '');
  const made =
    type === 'ReplaceFullPath'
      ? String(replaceFullPath)
      : type === 'ReplacePrefixMatch'
        ? `${String(replacePrefixMatch).replace(/\/$/, '')}${path.slice(prefix.length)}` || '/'
        : path;
  return query === undefined ? made : `${made}?${query}`;
}
