import { KERNEL_RELEASE } from '../../kernel.ts';
import { imageParts } from '../../node/image-name.ts';
import { type HttpRequest, type HttpResponse, type Listener, NetworkError, type Peer } from '../../node/process.ts';
import { bytesOfText, FileError, type Files } from '../../shell/files.ts';
import type { Context } from '../../shell/program.ts';
import { type ContainerProgram, type Inside, untilEnded } from '../inside.ts';
import { listensOf, serverFor } from './choose.ts';
import { all, ConfigurationError, type Directive, last, readConfiguration } from './configuration.ts';
import { type Around, answer, localTime } from './site.ts';

const CONFIGURATION = '/etc/nginx/nginx.conf';

/** What the tag of the image says, or a version of today. */
function versionOf(image: string): string {
  const [, version] = /^(\d+\.\d+(?:\.\d+)?)/.exec(imageParts(image).tag) ?? [];
  return version === undefined ? '1.29.3' : /^\d+\.\d+$/.test(version) ? `${version}.3` : version;
}

/** A configuration that was read and looked through. */
interface Site {
  servers: readonly Directive[];
  outer: readonly Directive[];
  upstreams: ReadonlyMap<string, readonly string[]>;
}

/** Reads the configuration, and looks up the names in it. @throws ConfigurationError */
async function siteOf(files: Files, { network }: Inside): Promise<Site> {
  const outer = readConfiguration(files, CONFIGURATION).find(({ name }) => name === 'http')?.block ?? [];
  const servers = all(outer, 'server');
  const upstreams = new Map(
    all(outer, 'upstream').map(({ words, block = [] }) => [
      words[0] ?? '',
      all(block, 'server').map(({ words: [place = ''] }) => place),
    ]),
  );
  const check = async (place: string, { file, line }: Directive): Promise<void> => {
    const [host = ''] = place.split(':');
    try {
      await network.resolve(host);
    } catch (problem) {
      if (!(problem instanceof NetworkError)) throw problem;
      throw new ConfigurationError(`host not found in upstream "${host}" in ${file}:${line}`);
    }
  };
  for (const upstream of all(outer, 'upstream')) {
    if (all(upstream.block ?? [], 'server').length === 0)
      throw new ConfigurationError(`no servers are inside upstream in ${upstream.file}:${upstream.line}`);
    for (const one of all(upstream.block ?? [], 'server')) await check(one.words[0] ?? '', one);
  }
  for (const server of servers)
    for (const location of all(server.block ?? [], 'location')) {
      const passed = last(location.block ?? [], 'proxy_pass');
      const [, place] = /^https?:\/\/([^/]+)/.exec(passed?.words[0] ?? '') ?? [];
      if (passed && place === undefined)
        throw new ConfigurationError(`invalid URL prefix in ${passed.file}:${passed.line}`);
      if (passed && place !== undefined && !place.includes('$') && !upstreams.has(place)) await check(place, passed);
    }
  return { servers, outer, upstreams };
}

/** What the entry point of the image does before: it fills templates with the environment. */
function prepare(context: Context): void {
  const { files, output, environment } = context;
  const say = (text: string): void => output.write(`${text}\n`);
  say('/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration');
  say('/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/');
  say('/docker-entrypoint.sh: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh');
  const site = '/etc/nginx/conf.d/default.conf';
  const isOwn = files.kind(site) === 'file' && files.read(site).includes('listen  [::]:');
  say(
    `10-listen-on-ipv6-by-default.sh: info: ${files.kind(site) !== 'file' ? `${site} is not a file or does not exist` : isOwn ? `Enabled listen on IPv6 in ${site}` : `${site} differs from the packaged version`}`,
  );
  say('/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh');
  const folder = '/etc/nginx/templates';
  for (const name of files.kind(folder) === 'folder' ? files.list(folder) : []) {
    if (!name.endsWith('.template')) continue;
    const target = `/etc/nginx/conf.d/${name.replace(/\.template$/, '')}`;
    say(`20-envsubst-on-templates.sh: Running envsubst on ${folder}/${name} to ${target}`);
    files.write(
      target,
      files.read(`${folder}/${name}`).replace(/\$\{?(\w+)\}?/g, (all, key: string) => environment[key] ?? all),
    );
  }
  say('/docker-entrypoint.sh: Launching /docker-entrypoint.d/30-tune-worker-processes.sh');
  say('/docker-entrypoint.sh: Configuration complete; ready for start up');
}

/** `nginx`: serves what its configuration says, until somebody ends it. */
export const nginx: ContainerProgram = async (context, inside) => {
  const { errors, files, clock, arguments: words } = context;
  const { world } = inside;
  const version = versionOf(world.image);
  const emergency = (message: string): number => {
    errors.write(`${stamp(clock.now())} [emerg] 1#1: ${message}\nnginx: [emerg] ${message}\n`);
    return 1;
  };
  if (words.includes('-v') || words.includes('-V')) {
    errors.write(`nginx version: nginx/${version}\n`);
    return 0;
  }
  if (words.includes('-s')) return tell(words[words.indexOf('-s') + 1] ?? '', context, inside);
  const isTest = words.includes('-t') || words.includes('-T');
  if (!isTest && !world.hasCommand) {
    try {
      prepare(context);
    } catch (problem) {
      if (!(problem instanceof FileError)) throw problem;
    }
  }
  let site: Site;
  try {
    site = await siteOf(files, inside);
  } catch (problem) {
    if (!(problem instanceof ConfigurationError)) throw problem;
    if (!isTest) return emergency(problem.message);
    errors.write(`nginx: [emerg] ${problem.message}\nnginx: configuration file ${CONFIGURATION} test failed\n`);
    return 1;
  }
  if (isTest) {
    errors.write(
      `nginx: the configuration file ${CONFIGURATION} syntax is ok\nnginx: configuration file ${CONFIGURATION} test is successful\n`,
    );
    return 0;
  }
  try {
    files.makeFolder('/var/cache/nginx/client_temp');
    files.write('/run/nginx.pid', '1\n');
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    const what =
      files.kind('/var/cache/nginx/client_temp') === 'folder'
        ? 'open() "/run/nginx.pid"'
        : 'mkdir() "/var/cache/nginx/client_temp"';
    return emergency(`${what} failed (30: Read-only file system)`);
  }
  const server = new Server(context, inside, version);
  const busy = server.listen(site);
  if (busy !== undefined) {
    errors.write(
      `nginx: [emerg] bind() to 0.0.0.0:${busy} failed (98: Address already in use)\nnginx: [emerg] still could not bind()\n`,
    );
    return 1;
  }
  const notice = (text: string): void => errors.write(`${stamp(clock.now())} [notice] 1#1: ${text}\n`);
  notice('using the "epoll" event method');
  notice(`nginx/${version}`);
  notice(`OS: Linux ${KERNEL_RELEASE}`);
  notice('start worker processes');
  for (const id of [29, 30, 31, 32]) notice(`start worker process ${id}`);
  const stop = inside.onSignal((name) => {
    if (name !== 'SIGHUP') return;
    notice('signal 1 (SIGHUP) received, reconfiguring');
    void siteOf(files, inside).then(
      (again) => server.listen(again),
      (problem: Error) => errors.write(`${stamp(clock.now())} [emerg] 1#1: ${problem.message}\n`),
    );
  });
  const signal = await untilEnded(context, inside, ['SIGTERM', 'SIGINT', 'SIGQUIT']);
  stop();
  if (signal === 'SIGQUIT') notice('signal 3 (SIGQUIT) received, shutting down');
  else if (signal !== 'SIGKILL')
    notice(`signal ${signal === 'SIGINT' ? '2 (SIGINT)' : '15 (SIGTERM)'} received, exiting`);
  server.close();
  if (signal !== 'SIGKILL') notice('exit');
  return 0;
};

/** `nginx -s`: tells the nginx that runs. */
function tell(what: string, { errors, clock }: Context, { processes }: Inside): number {
  const signals = { stop: 'SIGTERM', quit: 'SIGQUIT', reload: 'SIGHUP', reopen: 'SIGUSR1' } as const;
  const signal = signals[what as keyof typeof signals];
  if (!signal) {
    errors.write(`nginx: invalid option: "-s ${what}"\n`);
    return 1;
  }
  errors.write(`${stamp(clock.now())} [notice] 40#40: signal process started\n`);
  processes.get(1)?.signal(signal);
  return 0;
}

/** A moment as it stands in the error log. */
const stamp = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');

/** The servers of a configuration at their ports. */
class Server {
  readonly #context: Context;
  readonly #inside: Inside;
  readonly #version: string;
  readonly #listeners = new Map<number, Listener>();
  #site: Site = { servers: [], outer: [], upstreams: new Map() };
  #requests = 0;
  #turns = 0;

  constructor(context: Context, inside: Inside, version: string) {
    this.#context = context;
    this.#inside = inside;
    this.#version = version;
  }

  /** Listens as a configuration says; gives a port that others have already. */
  listen(site: Site): number | undefined {
    this.#site = site;
    const wanted = new Map(
      site.servers.flatMap((server) => listensOf(server).map(({ port, host }) => [port, host] as const)),
    );
    for (const [port, listener] of this.#listeners)
      if (!wanted.has(port)) {
        listener.close();
        this.#listeners.delete(port);
      }
    for (const [port, host] of wanted) {
      if (this.#listeners.has(port)) continue;
      const listener = this.#inside.network.listen(
        port,
        (request, peer) => this.#serve(port, request, peer),
        host.replace(/^\[::1?\]$|^\*$/, '0.0.0.0'),
      );
      if (listener === 'in use') return port;
      this.#listeners.set(port, listener);
    }
    return undefined;
  }

  close(): void {
    for (const listener of this.#listeners.values()) listener.close();
  }

  async #serve(port: number, request: HttpRequest, peer: Peer): Promise<HttpResponse> {
    const { clock, files, output, errors } = this.#context;
    const { world, network } = this.#inside;
    const number = ++this.#requests;
    const host = request.headers.host ?? '';
    const server = serverFor(this.#site.servers, port, host.replace(/:\d+$/, '')) as Directive;
    const name = last(server.block ?? [], 'server_name')?.words[0] ?? '';
    const line = `"${request.method} ${request.path} HTTP/1.1"`;
    const around: Around = {
      files,
      network,
      now: () => clock.now(),
      version: this.#version,
      hostname: world.hostname,
      address: world.address,
      upstreams: this.#site.upstreams,
      complain: (message) =>
        errors.write(
          `${stamp(clock.now())} [error] 29#29: *${number} ${message}, client: ${peer.address}, server: ${name}, request: ${line}, host: "${host}"\n`,
        ),
      turn: () => this.#turns++,
    };
    const response = await answer({ request, peer, port, server }, this.#site.outer, around);
    const isOff = last(server.block ?? [], 'access_log')?.words[0] === 'off';
    const { 'user-agent': agent = '-', referer = '-', 'x-forwarded-for': forwarded = '-' } = request.headers;
    if (!isOff)
      output.write(
        `${peer.address} - - [${localTime(clock.now())}] ${line} ${response.status} ${bytesOfText(response.body).length} "${referer}" "${agent}" "${forwarded}"\n`,
      );
    return response;
  }
}
