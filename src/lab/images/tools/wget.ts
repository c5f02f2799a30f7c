import { REASON_PHRASES } from '../../api/protocol-reasons.ts';
import { type HttpResponse, NetworkError } from '../../node/process.ts';
import { absolutePath, bytesOfText } from '../../shell/files.ts';
import type { Context } from '../../shell/program.ts';
import { millisecondsOf } from '../../shell/programs/basic.ts';
import { readOptions, UsageError } from '../../shell/programs/options.ts';
import type { ContainerProgram } from '../inside.ts';
import { follow, hostHeader, readUrl, type Url } from './url.ts';

const OPTIONS =
  'c|continue,q|quiet,s|spider,S|server-response,O:|output-document:,P:|directory-prefix:,o:|output-file:,U:|user-agent:,T:|timeout:,t:|tries:,Y:|proxy:,H:|header:,D:|post-data:,F:|post-file:,N|no-check-certificate,n';
const MOST_REDIRECTIONS = 5;
/** How long wget waits for an answer if nobody says. */
const USUAL_SECONDS = 900;

/** Values of an option that may stand several times. */
function all(words: readonly string[], name: string): string[] {
  return words.flatMap((word, index) =>
    word === name ? [words[index + 1] ?? ''] : word.startsWith(`${name}=`) ? [word.slice(name.length + 1)] : [],
  );
}

/** Says why nothing could be fetched, as busybox does. */
function complain({ errors }: Context, problem: unknown, { host }: Url): number {
  if (!(problem instanceof NetworkError)) throw problem;
  const { code, address } = problem;
  const why = {
    'unknown host': `bad address '${host}'`,
    refused:
      address === undefined ? `bad address '${host}'` : `can't connect to remote host (${address}): Connection refused`,
    unreachable: `can't connect to remote host (${address}): Host is unreachable`,
    'timed out': address === undefined ? `bad address '${host}'` : 'download timed out',
    reset: 'error getting response',
  }[code];
  errors.write(`wget: ${why}\n`);
  return 1;
}

/** `wget` of busybox. */
export const wget: ContainerProgram = async (context, { network }) => {
  const { errors, output, files, folder, signal, clock } = context;
  let parsed: ReturnType<typeof readOptions>;
  try {
    parsed = readOptions(context.arguments, OPTIONS);
  } catch (problem) {
    if (!(problem instanceof UsageError)) throw problem;
    errors.write(`wget: ${problem.message.replace(/^invalid option -- '(.*)'$/, 'unrecognized option: $1')}\n`);
    return 1;
  }
  const { flags, values, words: addresses } = parsed;
  const [given] = addresses;
  if (given === undefined) {
    errors.write(
      'BusyBox multi-call binary.\n\nUsage: wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [-T SEC] [--header STR] URL...\n',
    );
    return 1;
  }
  const say = (text: string): void => {
    if (!flags.has('q')) errors.write(text);
  };
  let url = readUrl(given);
  const seconds = values.T === undefined ? USUAL_SECONDS : Number(values.T);
  const body = values.D ?? (values.F === undefined ? undefined : files.read(absolutePath(values.F, folder)));
  const extra = all(context.arguments, '--header').map((header): [string, string] => {
    const [name = '', ...value] = header.split(':');
    return [name.trim().toLowerCase(), value.join(':').trim()];
  });
  let response: HttpResponse | undefined;
  for (let left = MOST_REDIRECTIONS; ; left--) {
    if (left === 0) {
      errors.write('wget: too many redirections\n');
      return 1;
    }
    const begun = clock.now();
    const isLate = values.T !== undefined;
    try {
      const [address = ''] = await network.resolve(url.host);
      say(`Connecting to ${url.host} (${address}:${url.port})\n`);
      const headers = {
        host: hostHeader(url),
        'user-agent': values.U ?? 'Wget',
        connection: 'close',
        ...(body === undefined
          ? {}
          : {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': String(bytesOfText(body).length),
            }),
        ...Object.fromEntries(extra),
      };
      const request = {
        method: flags.has('s') ? 'HEAD' : body === undefined ? 'GET' : 'POST',
        path: url.path,
        headers,
        body: body ?? '',
      };
      response = await network.request(address, url.port, request, {
        timeout: (millisecondsOf(String(seconds)) ?? 0) - (clock.now() - begun),
        signal,
      });
    } catch (problem) {
      // Without a limit the system gives up by itself.
      if (problem instanceof NetworkError && problem.code === 'timed out' && problem.address !== undefined && !isLate) {
        errors.write(`wget: can't connect to remote host (${problem.address}): Connection timed out\n`);
        return 1;
      }
      return complain(context, problem, url);
    }
    const { status, headers } = response;
    if (flags.has('S')) {
      errors.write(`  HTTP/1.1 ${status} ${REASON_PHRASES[status] ?? ''}\n`);
      for (const [name, value] of Object.entries(headers)) errors.write(`  ${name}: ${value}\n`);
    }
    if (status < 300 || status > 399 || headers.location === undefined) break;
    url = follow(url, headers.location);
  }
  const { status } = response;
  if (status !== 200 && status !== 204) {
    errors.write(`wget: server returned error: HTTP/1.1 ${status} ${REASON_PHRASES[status] ?? ''}\n`);
    return 1;
  }
  if (flags.has('s')) {
    say('remote file exists\n');
    return 0;
  }
  const name =
    values.O ??
    `${values.P === undefined ? '' : `${values.P}/`}${url.path.replace(/[?].*$/, '').replace(/^.*\//, '') || 'index.html'}`;
  const size = bytesOfText(response.body).length;
  const bar = (label: string): string =>
    `${label.slice(0, 20).padEnd(20)} 100% |${'*'.repeat(32)}| ${String(size).padStart(5)}  0:00:00 ETA\n`;
  if (name === '-') {
    say('writing to stdout\n');
    output.write(response.body);
    say(`${bar('-')}written to stdout\n`);
    return 0;
  }
  const path = absolutePath(name, folder);
  if (values.O === undefined && files.kind(path) === 'file') {
    errors.write(`wget: can't open '${name}': File exists\n`);
    return 1;
  }
  say(`saving to '${name}'\n`);
  files.write(path, response.body);
  say(`${bar(name)}'${name}' saved\n`);
  return 0;
};
