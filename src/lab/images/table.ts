import { Part } from '../time/part.ts';
import type { Base, ImageKind } from './catalog.ts';
import type { ContainerProgram } from './inside.ts';

const tools = new Part('programs of containers', () => import('./tools/index.ts'));
const nginx = new Part('nginx', () => import('./nginx/nginx.ts'));
const httpd = new Part('httpd', () => import('./httpd.ts'));
const redis = new Part('redis', () => import('./redis/redis.ts'));
const postgres = new Part('postgres', () => import('./postgres/postgres.ts'));
const echoes = new Part('small servers', () => import('./echoes.ts'));

/** A program that comes with its part. */
const from =
  <Module>(part: Part<Module>, program: (module: Module) => ContainerProgram): ContainerProgram =>
  async (context, inside) =>
    program(await context.clock.load(part))(context, inside);

const tool = (name: string): ContainerProgram =>
  from(tools, ({ toolPrograms }) => toolPrograms[name] as ContainerProgram);

/** All programs that only containers have, by name. */
export const containerPrograms: Readonly<Record<string, ContainerProgram>> = {
  ...Object.fromEntries(
    [
      'curl',
      'df',
      'hostname',
      'httpd',
      'id',
      'ifconfig',
      'ip',
      'kill',
      'nc',
      'netstat',
      'nslookup',
      'pause',
      'ping',
      'ps',
      'stress',
      'telnet',
      'wget',
      'whoami',
    ].map((name) => [name, tool(name)]),
  ),
  agnhost: from(echoes, ({ agnhost }) => agnhost),
  'hello-app': from(echoes, ({ helloApp }) => helloApp),
  'http-echo': from(echoes, ({ httpEcho }) => httpEcho),
  'whoami-server': from(echoes, ({ whoami }) => whoami),
  'httpd-foreground': from(httpd, ({ apache }) => apache),
  nginx: from(nginx, (module) => module.nginx),
  pg_isready: from(postgres, ({ pgIsReady }) => pgIsReady),
  postgres: from(postgres, (module) => module.postgres),
  psql: from(postgres, ({ psql }) => psql),
  'redis-cli': from(redis, ({ redisCli }) => redisCli),
  'redis-server': from(redis, ({ redisServer }) => redisServer),
  'valkey-cli': from(redis, ({ redisCli }) => redisCli),
  'valkey-server': from(redis, ({ redisServer }) => redisServer),
};

/** What each base has of them, and what it really has that the practice cluster does not. */
const OF_BASE: Readonly<Record<Base, readonly string[]>> = {
  busybox: [
    'df',
    'hostname',
    'httpd',
    'id',
    'whoami',
    'ifconfig',
    'ip',
    'kill',
    'nc',
    'netstat',
    'nslookup',
    'ping',
    'ps',
    'telnet',
    'wget',
  ],
  debian: ['df', 'hostname', 'id', 'whoami', 'kill'],
  nothing: [],
};
const ABSENT: Readonly<Record<Base, readonly string[]>> = {
  busybox: ['top', 'vi', 'tar', 'apk'],
  debian: ['apt', 'apt-get', 'tar', 'dpkg'],
  nothing: [],
};

/** The programs of an image beside those of a shell. Of images that are not known all those of busybox are believed to be there. */
export function programsOf(kind: ImageKind | undefined): { there: string[]; absent: readonly string[] } {
  if (!kind)
    return {
      there: OF_BASE.busybox.filter((name) => name !== 'httpd'),
      absent: [...ABSENT.busybox, ...ABSENT.debian, 'curl', 'dig'],
    };
  return { there: [...OF_BASE[kind.base], ...(kind.has ?? [])], absent: ABSENT[kind.base] };
}
