import { KERNEL_RELEASE } from '../../kernel.ts';
import { absolutePath } from '../../shell/files.ts';
import type { ActorStart } from '../protocol.ts';
import { format, inspect } from './inspect.ts';

/** The module `node:path`. @see https://nodejs.org/api/path.html */
export function pathModule(folder: string): object {
  const normalize = (path: string): string => {
    if (path === '') return '.';
    const isAbsolute = path.startsWith('/');
    const names: string[] = [];
    for (const name of path.split('/')) {
      if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop();
      else if (name === '..' && !isAbsolute) names.push('..');
      else if (name !== '' && name !== '.' && name !== '..') names.push(name);
    }
    const text = `${isAbsolute ? '/' : ''}${names.join('/')}${path.endsWith('/') && names.length > 0 ? '/' : ''}`;
    return text === '' ? '.' : text;
  };
  const basename = (path: string, suffix = ''): string => {
    const name = /([^/]*)\/*$/.exec(path)?.[1] ?? '';
    return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  };
  const dirname = (path: string): string =>
    /^(\/?(?:.*[^/])?)\/+[^/]+\/*$/.exec(path)?.[1] || (path.startsWith('/') ? '/' : '.');
  const extname = (path: string): string => /[^/.][^/]*(\.[^./]*)$/.exec(basename(path))?.[1] ?? '';
  const resolve = (...parts: string[]): string => parts.reduce((at, part) => absolutePath(part, at), folder);
  const path = {
    sep: '/',
    delimiter: ':',
    normalize,
    basename,
    dirname,
    extname,
    resolve,
    join: (...parts: string[]) => normalize(parts.filter((part) => part !== '').join('/')),
    isAbsolute: (text: string) => text.startsWith('/'),
    relative: (from: string, to: string) => {
      const [here, there] = [resolve(from), resolve(to)].map((one) => one.split('/').filter(Boolean)) as [
        string[],
        string[],
      ];
      let common = 0;
      while (common < here.length && here[common] === there[common]) common++;
      return [...here.slice(common).map(() => '..'), ...there.slice(common)].join('/');
    },
    parse: (text: string) => {
      const [base, ext] = [basename(text), extname(text)];
      return {
        root: text.startsWith('/') ? '/' : '',
        dir: text.includes('/') ? dirname(text) : '',
        base,
        ext,
        name: ext ? base.slice(0, -ext.length) : base,
      };
    },
  };
  return Object.assign(path, { posix: path });
}

/** The module `node:os`. */
export function osModule({ hostname, address, user }: ActorStart, uptime: () => number, random: () => number): object {
  return {
    EOL: '\n',
    hostname: () => hostname,
    platform: () => 'linux',
    type: () => 'Linux',
    release: () => KERNEL_RELEASE,
    arch: () => 'x64',
    endianness: () => 'LE',
    homedir: () => '/home/nonroot',
    tmpdir: () => '/tmp',
    uptime: () => 86_400 + uptime(),
    loadavg: () => [random(), random(), random()],
    totalmem: () => 8 * 2 ** 30,
    freemem: () => 4 * 2 ** 30,
    availableParallelism: () => 4,
    cpus: () =>
      Array.from({ length: 4 }, () => ({
        model: 'practice',
        speed: 2000,
        times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
      })),
    userInfo: () => ({ uid: user, gid: user, username: 'nonroot', homedir: '/home/nonroot', shell: null }),
    networkInterfaces: () => ({
      lo: [
        {
          address: '127.0.0.1',
          netmask: '255.0.0.0',
          family: 'IPv4',
          mac: '00:00:00:00:00:00',
          internal: true,
          cidr: '127.0.0.1/8',
        },
      ],
      eth0: [
        {
          address,
          netmask: '255.255.255.0',
          family: 'IPv4',
          mac: '0a:58:0a:f4:00:02',
          internal: false,
          cidr: `${address}/24`,
        },
      ],
    }),
    constants: { signals: { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGUSR1: 10, SIGUSR2: 12, SIGTERM: 15 } },
  };
}

type Back = (problem: unknown, result?: unknown) => void;

/** The module `node:util`. */
export const util = {
  format,
  inspect: (value: unknown, options?: { depth?: number | null }) => inspect(value, options?.depth ?? 2),
  promisify:
    (action: (...values: unknown[]) => void) =>
    (...values: unknown[]) =>
      new Promise((resolve, reject) => {
        action(...values, ((problem, result) => (problem ? reject(problem) : resolve(result))) as Back);
      }),
  callbackify:
    (action: (...values: unknown[]) => Promise<unknown>) =>
    (...values: unknown[]) => {
      const back = values.pop() as Back;
      action(...values).then((result) => back(null, result), back);
    },
  isDeepStrictEqual: (one: unknown, other: unknown) => inspect(one, 20) === inspect(other, 20),
  types: { isPromise: (value: unknown) => value instanceof Promise, isDate: (value: unknown) => value instanceof Date },
  TextEncoder,
  TextDecoder,
};

/** The module `node:url`. */
export const url = {
  URL,
  URLSearchParams,
  fileURLToPath: (address: string | URL) => decodeURIComponent(new URL(address).pathname),
  pathToFileURL: (path: string) => new URL(`file://${path.split('/').map(encodeURIComponent).join('/')}`),
};
