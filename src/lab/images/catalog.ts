import { imageParts } from '../node/image-name.ts';

/** What the small programs of an image come from: the shell, and which of them there are. */
export type Base = 'busybox' | 'debian' | 'nothing';

/** What is known of an image. */
export interface ImageKind {
  base: Base;
  /** What runs if the manifest says nothing; empty for a shell that ends at once. */
  command: readonly string[];
  /** Whether what the manifest gives without a command is given to the image's own program, and does not replace it. */
  isTool?: boolean;
  /** Programs beside those of its base. */
  has?: readonly string[];
  folder?: string;
  /** The user that it runs as, if that is not root. */
  user?: number;
  /** What its user is called, if it names one in place of a number: nobody can tell from outside whether that is root. */
  userName?: string;
  environment?: Readonly<Record<string, string>>;
}

const SLEEPS: ImageKind = { base: 'nothing', command: ['pause'], has: ['pause'], user: 65535 };

/** The images of which the practice cluster has the programs, by the last part of their names. */
const KINDS: Readonly<Record<string, ImageKind>> = {
  busybox: { base: 'busybox', command: ['sh'] },
  alpine: { base: 'busybox', command: ['/bin/sh'] },
  debian: { base: 'debian', command: ['bash'] },
  ubuntu: { base: 'debian', command: ['/bin/bash'] },
  bash: { base: 'busybox', command: ['bash'], has: ['bash'] },
  curl: { base: 'busybox', command: ['curl'], isTool: true, has: ['curl'], user: 100, userName: 'curl_user' },
  'mirrored-pause': SLEEPS,
  pause: SLEEPS,
  nginx: { base: 'debian', command: ['nginx', '-g', 'daemon off;'], has: ['nginx', 'curl'] },
  'nginx-unprivileged': { base: 'debian', command: ['nginx', '-g', 'daemon off;'], has: ['nginx', 'curl'], user: 101 },
  httpd: { base: 'debian', command: ['httpd-foreground'], has: ['httpd-foreground'], folder: '/usr/local/apache2' },
  redis: {
    base: 'debian',
    command: ['redis-server'],
    has: ['redis-server', 'redis-cli'],
    folder: '/data',
  },
  valkey: {
    base: 'debian',
    command: ['valkey-server'],
    has: ['valkey-server', 'valkey-cli', 'redis-cli', 'redis-server'],
    folder: '/data',
  },
  postgres: {
    base: 'debian',
    command: ['postgres'],
    has: ['postgres', 'psql', 'pg_isready'],
    environment: { PGDATA: '/var/lib/postgresql/data', PG_MAJOR: '18' },
  },
  agnhost: { base: 'busybox', command: ['agnhost', 'pause'], isTool: true, has: ['agnhost', 'curl'] },
  'http-echo': { base: 'nothing', command: ['http-echo'], isTool: true, has: ['http-echo'], user: 65532 },
  'hello-app': { base: 'busybox', command: ['hello-app'], has: ['hello-app'] },
  whoami: { base: 'nothing', command: ['whoami-server'], isTool: true, has: ['whoami-server'] },
  stress: { base: 'busybox', command: ['stress'], has: ['stress', 'bash'] },
};

/** Registries and accounts of which one of those images comes; others have other things under the same name. */
const PUBLISHERS =
  /^(?:docker\.io\/)?(?:library|curlimages|nginxinc|hashicorp|traefik|polinux|valkey|google-samples|rancher)$|^registry\.k8s\.io(?:\/e2e-test-images)?$|^(?:gcr\.io|us-docker\.pkg\.dev)\/google-samples(?:\/containers\/gke)?$|^(?:quay\.io\/curl|gcr\.io\/google_containers|public\.ecr\.aws\/(?:docker\/library|nginx)|mirror\.gcr\.io\/library)$|^docker\.io$/;

/** What is known of an image; undefined if nothing is. */
export function imageKind(image: string): ImageKind | undefined {
  const { repository, tag } = imageParts(image);
  const at = repository.lastIndexOf('/');
  const kind = KINDS[repository.slice(at + 1)];
  if (!kind || (at >= 0 && !PUBLISHERS.test(repository.slice(0, at)))) return undefined;
  return kind.base === 'debian' && /alpine/.test(tag) ? { ...kind, base: 'busybox', has: [...(kind.has ?? [])] } : kind;
}

/** Ports at which servers listen of which the practice cluster does not have the programs. */
const PORTS: Readonly<Record<string, number>> = {
  caddy: 80,
  haproxy: 80,
  mariadb: 3306,
  memcached: 11211,
  mongo: 27017,
  mysql: 3306,
  rabbitmq: 5672,
  traefik: 80,
  wordpress: 80,
};

/** The port at which the program of an image listens by itself, as far as that is known. */
export function usualPort(image: string): number | undefined {
  const { repository } = imageParts(image);
  return PORTS[repository.slice(repository.lastIndexOf('/') + 1)];
}
