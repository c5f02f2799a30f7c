import type { ApiRequest, ApiResponse } from '../../api/protocol.ts';
import { REASON_PHRASES } from '../../api/protocol-reasons.ts';
import { absolutePath, bytesOfText } from '../files.ts';
import { type Context, type Program, readAll } from '../program.ts';
import { readOptions } from './options.ts';

const OPTIONS =
  's|silent,S|show-error,f|fail,k|insecure,i|include,I|head,L|location,v|verbose,N|no-buffer,X:|request:,H:|header:,d:|data:,o:|output:,w:|write-out:,m:|max-time:,A:|user-agent:,u:,U:|data-binary:,R:|data-raw:,Q:|cacert:,E:|cert:,K:|key:,C:|connect-timeout:,T:|token:,g|globoff';

function bodyOf(context: Context, text: string, isBinary: boolean): string {
  if (!text.startsWith('@')) return text;
  const content = context.files.read(absolutePath(text.slice(1), context.folder));
  return isBinary ? content : content.replaceAll('\n', '');
}

/** The words of a command line with every value of options that may stand several times. */
function valuesOf(words: readonly string[], ...names: readonly string[]): string[] {
  return words.flatMap((word, index) => (names.includes(word) ? [words[index + 1] ?? ''] : []));
}

async function answerOf(context: Context, request: ApiRequest, server: string): Promise<ApiResponse | undefined> {
  const transport = context.connect(server);
  return transport && (await transport(request));
}

/** `curl`, as far as one talks with servers of the lab by it. */
export const curl: Program = async (context) => {
  const { flags, values, words } = readOptions(context.arguments, OPTIONS);
  const given = words[0];
  if (given === undefined) {
    context.errors.write('curl: (2) no URL specified\n');
    return 2;
  }
  const url = /^https?:\/\//.test(given) ? given : `http://${given}`;
  const [, server = '', path = ''] = /^(https?:\/\/[^/?]+)(.*)$/.exec(url) ?? [];
  const data = values.d ?? values.U ?? values.R;
  const headers: Record<string, string> = { accept: '*/*', 'user-agent': values.A ?? 'curl/8.14.1' };
  if (data !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
  for (const header of valuesOf(context.arguments, '-H', '--header')) {
    const [name = '', ...value] = header.split(':');
    headers[name.trim().toLowerCase()] = value.join(':').trim();
  }
  const stdin = data === '@-' ? await readAll(context.input) : undefined;
  const request: ApiRequest = {
    method: (values.X ?? (flags.has('I') ? 'HEAD' : data === undefined ? 'GET' : 'POST')) as ApiRequest['method'],
    path: path.startsWith('/') ? path : `/${path}`,
    headers,
    ...(data === undefined ? {} : { body: stdin ?? bodyOf(context, data, values.U !== undefined) }),
  };
  const response = await answerOf(context, request, server);
  if (!response) {
    const [, host = '', port = url.startsWith('https') ? '443' : '80'] =
      /^https?:\/\/([^:/]+):?(\d+)?/.exec(server) ?? [];
    if (!flags.has('s') || flags.has('S'))
      context.errors.write(
        `curl: (7) Failed to connect to ${host} port ${port} after 0 ms: Could not connect to server\n`,
      );
    return 7;
  }
  const write = (text: string): void => {
    if (values.o === '/dev/null') return;
    if (values.o === undefined) context.output.write(text);
    else context.files.append(absolutePath(values.o, context.folder), text);
  };
  if (values.o !== undefined && values.o !== '/dev/null')
    context.files.write(absolutePath(values.o, context.folder), '');
  if (flags.has('f') && response.status >= 400) {
    if (!flags.has('s') || flags.has('S'))
      context.errors.write(`curl: (22) The requested URL returned error: ${response.status}\n`);
    return 22;
  }
  if (flags.has('i') || flags.has('I')) {
    const isSecure = url.startsWith('https');
    write(
      isSecure
        ? `HTTP/2 ${response.status} \r\n`
        : `HTTP/1.1 ${response.status} ${REASON_PHRASES[response.status] ?? ''}\r\n`,
    );
    const all = Object.entries({
      ...response.headers,
      ...(response.stream ? {} : { 'content-length': String(bytesOfText(response.body).length) }),
    }).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [name, value] of all) write(`${name}: ${value}\r\n`);
    for (const warning of response.warnings) write(`warning: 299 - ${JSON.stringify(warning)}\r\n`);
    write('\r\n');
  }
  const { stream } = response;
  if (stream) {
    context.signal.addEventListener('abort', () => stream.close());
    for (let piece = await stream.next(); piece !== undefined; piece = await stream.next()) write(piece);
  } else if (!flags.has('I')) write(response.body);
  if (values.w !== undefined)
    context.output.write(
      values.w
        .replaceAll('\\n', '\n')
        .replace(/%\{(\w+)\}/g, (_, name: string) =>
          name === 'http_code' || name === 'response_code'
            ? String(response.status)
            : name === 'redirect_url'
              ? (response.headers.location ?? '')
              : name === 'content_type'
                ? (response.headers['content-type'] ?? '')
                : '',
        ),
    );
  return 0;
};
