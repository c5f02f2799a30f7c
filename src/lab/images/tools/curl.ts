import { REASON_PHRASES } from '../../api/protocol-reasons.ts';
import { LATE } from '../../network/doors.ts';
import { type HttpResponse, NetworkError, type PodNetwork } from '../../node/process.ts';
import { absolutePath, bytesOfText } from '../../shell/files.ts';
import { type Context, readAll } from '../../shell/program.ts';
import { readOptions, UsageError } from '../../shell/programs/options.ts';
import type { ContainerProgram } from '../inside.ts';
import { follow, hostHeader, readUrl, type Url } from './url.ts';

const OPTIONS =
  's|silent,S|show-error,f|fail,k|insecure,i|include,I|head,L|location,v|verbose,N|no-buffer,O|remote-name,g|globoff,4|ipv4,0|http1.0,G|get,Z|parallel,n,X:|request:,H:|header:,d:|data:,o:|output:,w:|write-out:,m:|max-time:,A:|user-agent:,u:|user:,U:|data-binary:,R:|data-raw:,Y:|data-urlencode:,Q:|cacert:,E:|cert:,K:|key:,C:|connect-timeout:,T:|token:,b:|cookie:,c:|cookie-jar:,e:|referer:,r:|retry:,D:|retry-delay:,W|retry-connrefused,x:|proxy:,j:|json:,l:|resolve:';
const USUAL_TIMEOUT = 300_000;
const MOST_REDIRECTIONS = 50;

/** The words of a command line with every value of options that may stand several times. */
function valuesOf(words: readonly string[], short: string, long: string): string[] {
  return words.flatMap((word, index) => {
    if (word === short || word === long) return [words[index + 1] ?? ''];
    if (word.startsWith(`${long}=`)) return [word.slice(long.length + 1)];
    return /^-\w/.test(word) && word.startsWith(short) ? [word.slice(2)] : [];
  });
}

class CurlError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** A problem of the network as curl says it. */
function problemOf(
  problem: unknown,
  { host, port }: Url,
  ms: number,
  timeout: number | undefined,
  whole: number | undefined,
): CurlError {
  if (!(problem instanceof NetworkError)) throw problem;
  const { code } = problem;
  if (code === 'unknown host') return new CurlError(6, `Could not resolve host: ${host}`);
  if (problem.address === undefined && code !== 'reset')
    return whole === undefined
      ? new CurlError(6, `Could not resolve host: ${host}`)
      : new CurlError(28, `Resolving timed out after ${ms} milliseconds`);
  if (code === 'reset') return new CurlError(52, 'Empty reply from server');
  if (problem.message === LATE)
    return new CurlError(28, `Operation timed out after ${ms} milliseconds with 0 bytes received`);
  if (code === 'timed out' && timeout !== undefined)
    return new CurlError(28, `Connection timed out after ${ms} milliseconds`);
  return new CurlError(
    code === 'timed out' ? 28 : 7,
    `Failed to connect to ${host} port ${port} after ${ms} ms: Could not connect to server`,
  );
}

/** What is sent, and how it is called. */
async function bodyOf(context: Context, values: Readonly<Record<string, string>>): Promise<string | undefined> {
  const read = async (text: string, isBinary: boolean): Promise<string> => {
    if (!text.startsWith('@')) return text;
    const content =
      text === '@-' ? await readAll(context.input) : context.files.read(absolutePath(text.slice(1), context.folder));
    return isBinary ? content : content.replaceAll('\n', '');
  };
  const pieces: string[] = [];
  for (const text of valuesOf(context.arguments, '-d', '--data')) pieces.push(await read(text, false));
  if (values.U !== undefined) pieces.push(await read(values.U, true));
  if (values.R !== undefined) pieces.push(values.R);
  if (values.j !== undefined) pieces.push(await read(values.j, true));
  for (const text of valuesOf(context.arguments, '--data-urlencode', '--data-urlencode')) {
    const [name = '', ...rest] = text.split('=');
    pieces.push(rest.length > 0 ? `${name}=${encodeURIComponent(rest.join('='))}` : encodeURIComponent(name));
  }
  return pieces.length > 0 ? pieces.join('&') : undefined;
}

/** `curl` in a container. */
export const curl: ContainerProgram = (context, { network }) => curlOver(context, network);

/** `curl` over some network: that of a container, or that of the computer before the cluster. */
export async function curlOver(context: Context, network: Pick<PodNetwork, 'request' | 'resolve'>): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(context.arguments, OPTIONS);
  } catch (problem) {
    if (!(problem instanceof UsageError)) throw problem;
    context.errors.write(
      `curl: option ${/'(.*)'/.exec(problem.message)?.[1]?.replace(/^(?!-)/, '-')}: is unknown\ncurl: try 'curl --help' for more information\n`,
    );
    return 2;
  }
  const { words } = options;
  if (words.length === 0) {
    context.errors.write('curl: (2) no URL specified\n');
    return 2;
  }
  let code = 0;
  for (const word of words) code = await fetchOne(context, network, options, word);
  return code;
}

async function fetchOne(
  context: Context,
  network: Pick<PodNetwork, 'request' | 'resolve'>,
  { flags, values }: ReturnType<typeof readOptions>,
  given: string,
): Promise<number> {
  const { clock, signal, errors, output } = context;
  const fail = ({ code, message }: CurlError): number => {
    if (code !== 22) report(context, values, NOTHING, url);
    if (!flags.has('s') || flags.has('S')) errors.write(`curl: (${code}) ${message}\n`);
    return code;
  };
  let url = readUrl(given);
  if (!/^https?$/.test(url.scheme)) return fail(new CurlError(1, `Protocol "${url.scheme}" not supported`));
  let body = await bodyOf(context, values);
  if (flags.has('G') && body !== undefined) {
    url = { ...url, path: `${url.path}${url.path.includes('?') ? '&' : '?'}${body}` };
    body = undefined;
  }
  const whole = values.m === undefined ? undefined : Number(values.m) * 1000;
  const connecting = values.C === undefined ? undefined : Number(values.C) * 1000;
  const timeout = whole ?? connecting;
  let method = values.X ?? (flags.has('I') ? 'HEAD' : body === undefined ? 'GET' : 'POST');
  let response: HttpResponse;
  let redirections = 0;
  let retries = Number(values.r ?? 0);
  const begun = clock.now();
  for (;;) {
    const headers: Record<string, string> = {
      host: hostHeader(url),
      accept: '*/*',
      'user-agent': values.A ?? 'curl/8.14.1',
    };
    if (body !== undefined)
      headers['content-type'] = values.j === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
    if (values.u !== undefined) headers.authorization = `Basic ${btoa(values.u)}`;
    if (values.b !== undefined) headers.cookie = values.b;
    for (const header of valuesOf(context.arguments, '-H', '--header')) {
      const [name = '', ...value] = header.split(':');
      headers[name.trim().toLowerCase()] = value.join(':').trim();
    }
    if (body !== undefined) headers['content-length'] = String(bytesOfText(body).length);
    if (flags.has('v')) {
      for (const line of [
        `${method} ${url.path} HTTP/1.1`,
        ...Object.entries(headers).map(([name, value]) => `${properName(name)}: ${value}`),
        '',
      ])
        errors.write(`> ${line}\n`);
    }
    const tried = clock.now();
    try {
      const left = timeout === undefined ? USUAL_TIMEOUT : timeout - (clock.now() - begun);
      response = await network.request(
        url.host,
        url.port,
        { method, path: url.path, headers, body: body ?? '' },
        { timeout: left, signal },
      );
    } catch (problem) {
      if (signal.aborted) return 130;
      const found = problemOf(problem, url, clock.now() - tried, timeout, whole);
      const isAgain = retries > 0 && (found.code === 28 || found.code === 6 || flags.has('W'));
      if (!isAgain) return fail(found);
      retries--;
      await clock.sleep(Number(values.D ?? 1) * 1000, signal);
      continue;
    }
    const { location } = response.headers;
    if (!flags.has('L') || location === undefined || response.status < 300 || response.status > 399) break;
    if (++redirections > MOST_REDIRECTIONS)
      return fail(new CurlError(47, `Maximum (${MOST_REDIRECTIONS}) redirects followed`));
    url = follow(url, location);
    if (response.status <= 303 && method === 'POST') {
      method = 'GET';
      body = undefined;
    }
  }
  if (flags.has('f') && response.status >= 400) {
    report(context, values, response, url);
    return fail(new CurlError(22, `The requested URL returned error: ${response.status}`));
  }
  const head = headOf(response);
  if (flags.has('v')) for (const line of head.split('\r\n').slice(0, -1)) errors.write(`< ${line}\n`);
  const text = `${flags.has('i') || flags.has('I') ? head : ''}${flags.has('I') ? '' : response.body}`;
  const target = values.o ?? (flags.has('O') ? url.path.replace(/[?].*$/, '').replace(/^.*\//, '') : undefined);
  if (target === undefined || target === '-') output.write(text);
  else if (target !== '/dev/null') context.files.write(absolutePath(target, context.folder), text);
  report(context, values, response, url);
  return 0;
}

/** No answer at all. */
const NOTHING: HttpResponse = { status: 0, headers: {}, body: '' };

/** What `-w` asks for. */
function report(
  { output, arguments: words }: Context,
  values: Readonly<Record<string, string>>,
  { status, headers, body }: HttpResponse,
  { host, path, scheme, port }: Url,
): void {
  if (values.w === undefined) return;
  const all: Readonly<Record<string, string>> = {
    http_code: String(status).padStart(3, '0'),
    response_code: String(status).padStart(3, '0'),
    content_type: headers['content-type'] ?? '',
    redirect_url: headers.location ?? '',
    size_download: String(bytesOfText(body).length),
    url_effective: `${scheme}://${host}${port === 80 ? '' : `:${port}`}${path}`,
    time_total: '0.002000',
    remote_port: String(port),
  };
  void words;
  output.write(
    values.w
      .replaceAll('\\n', '\n')
      .replaceAll('\\t', '\t')
      .replaceAll('\\r', '\r')
      .replace(/%\{(\w+)\}/g, (_, name: string) => all[name] ?? ''),
  );
}

function headOf({ status, headers }: HttpResponse): string {
  const lines = Object.entries(headers).map(([name, value]) => `${properName(name)}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${REASON_PHRASES[status] ?? ''}\r\n${lines.join('')}\r\n`;
}

const properName = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, before: string, letter: string) => `${before}${letter.toUpperCase()}`);
