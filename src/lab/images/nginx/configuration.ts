import type { Files } from '../../shell/files.ts';

/** A directive of a configuration: its words, and what stands in its braces. */
export interface Directive {
  name: string;
  words: readonly string[];
  block?: readonly Directive[];
  file: string;
  line: number;
}

/** What is wrong with a configuration, as nginx says it. */
export class ConfigurationError extends Error {}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

interface Token {
  text: string;
  line: number;
  isQuoted: boolean;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  const pattern =
    /#[^\n]*|\n|[ \t\r]+|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|[{};]|(?:\$\{\w+\}|\\.|[^\s{};"'#\\])(?:\$\{\w+\}|\\.|[^\s{};\\])*/g;
  for (const match of text.matchAll(pattern)) {
    const [all, double, single] = match;
    const quoted = double ?? single;
    if (quoted !== undefined)
      tokens.push({
        text: quoted.replace(/\\(["'\\ntr])/g, (_, letter: string) => ESCAPED[letter] ?? letter),
        line,
        isQuoted: true,
      });
    else if (!/^[\s#]/.test(all)) tokens.push({ text: all, line, isQuoted: false });
    line += all.split('\n').length - 1;
  }
  return tokens;
}

/** Directives that nginx knows and that are read here, or may stand there without any effect. */
const KNOWN = new Set(
  'user worker_processes error_log pid events worker_connections http include default_type log_format access_log sendfile tcp_nopush tcp_nodelay keepalive_timeout types types_hash_max_size gzip gzip_types gzip_vary server listen server_name root alias index location return proxy_pass proxy_set_header proxy_http_version proxy_read_timeout proxy_connect_timeout proxy_send_timeout proxy_buffering proxy_redirect upstream add_header error_page try_files autoindex stub_status allow deny resolver set if rewrite client_max_body_size server_tokens expires charset map ssl_certificate ssl_certificate_key ssl_protocols ssl_ciphers least_conn ip_hash internal worker_rlimit_nofile multi_accept use daemon large_client_header_buffers client_body_temp_path proxy_temp_path fastcgi_temp_path uwsgi_temp_path scgi_temp_path reset_timedout_connection limit_req limit_req_zone real_ip_header set_real_ip_from proxy_cache_bypass auth_basic auth_basic_user_file sub_filter sub_filter_once http2 server_names_hash_bucket_size open_file_cache stream load_module env'.split(
    ' ',
  ),
);
/** Blocks in which names are data, not directives. */
const DATA = new Set(['types', 'map', 'upstream']);

/** Reads a configuration with all that it includes. @throws ConfigurationError */
export function readConfiguration(files: Files, path: string): Directive[] {
  let text: string;
  try {
    text = files.read(path);
  } catch {
    throw new ConfigurationError(`open() "${path}" failed (2: No such file or directory)`);
  }
  const tokens = tokensOf(text);
  let at = 0;
  const block = (isData: boolean, isInner: boolean): Directive[] => {
    const found: Directive[] = [];
    for (;;) {
      const first = tokens[at++];
      const where = `${path}:${first?.line ?? text.split('\n').length}`;
      if (!first) {
        if (isInner) throw new ConfigurationError(`unexpected end of file, expecting "}" in ${where}`);
        return found;
      }
      if (!first.isQuoted && first.text === '}') {
        if (!isInner) throw new ConfigurationError(`unexpected "}" in ${where}`);
        return found;
      }
      if (!first.isQuoted && (first.text === '{' || first.text === ';'))
        throw new ConfigurationError(`unexpected "${first.text}" in ${where}`);
      const words: string[] = [];
      let end = tokens[at++];
      for (; end && (end.isQuoted || !/^[{};]$/.test(end.text)); end = tokens[at++]) words.push(end.text);
      if (!isData && !KNOWN.has(first.text))
        throw new ConfigurationError(`unknown directive "${first.text}" in ${where}`);
      if (!end)
        throw new ConfigurationError(
          `unexpected end of file, expecting ";" or "}" in ${path}:${text.split('\n').length}`,
        );
      if (end.text === '}') throw new ConfigurationError(`unexpected "}" in ${path}:${end.line}`);
      const directive = { name: first.text, words, file: path, line: first.line };
      if (end.text === '{') found.push({ ...directive, block: block(DATA.has(first.text), true) });
      else if (first.text === 'include' && !isData)
        for (const one of matching(files, words[0] ?? '')) found.push(...readConfiguration(files, one));
      else found.push(directive);
    }
  };
  return block(false, false);
}

/** The files that a pattern names, in their order. @throws ConfigurationError when it names one that is not there */
function matching(files: Files, pattern: string): string[] {
  const whole = pattern.startsWith('/') ? pattern : `/etc/nginx/${pattern}`;
  if (!whole.includes('*')) return [whole];
  const folder = whole.slice(0, whole.lastIndexOf('/'));
  const name = new RegExp(
    `^${whole
      .slice(folder.length + 1)
      .replace(/[.]/g, '\\.')
      .replaceAll('*', '.*')}$`,
  );
  if (files.kind(folder) !== 'folder') return [];
  return files
    .list(folder)
    .filter((one) => name.test(one) && files.kind(`${folder}/${one}`) === 'file')
    .map((one) => `${folder}/${one}`);
}

/** The last directive of a name in a block. */
export const last = (block: readonly Directive[], name: string): Directive | undefined =>
  block.findLast((one) => one.name === name);

/** All directives of a name in a block. */
export const all = (block: readonly Directive[], name: string): Directive[] => block.filter((one) => one.name === name);
