import type { Stage } from './containerfile.ts';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Images that programs of courses begin with, as their publishers describe them: those that hold Node. */
export function baseImage(image: string): Pick<Stage, 'entrypoint' | 'command' | 'environment' | 'folder' | 'user'> {
  const [, , tag = ''] = /^([^:@]+)(?::([^@]+))?/.exec(image) ?? [];
  // https://github.com/GoogleContainerTools/distroless/blob/main/nodejs/nodejs.bzl
  if (/^gcr\.io\/distroless\/nodejs/.test(image)) {
    const isNonroot = tag.includes('nonroot');
    return {
      entrypoint: ['/nodejs/bin/node'],
      command: [],
      environment: { PATH, SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt' },
      folder: isNonroot ? '/home/nonroot' : '/',
      user: isNonroot ? '65532' : '0',
    };
  }
  // https://github.com/nodejs/docker-node: its entrypoint puts "node" before what is no command.
  const isNode = /^(?:docker\.io\/)?(?:library\/)?node(?:[:@]|$)/.test(image);
  return { entrypoint: [], command: isNode ? ['node'] : [], environment: { PATH }, folder: '/', user: '0' };
}

/** The file that Node runs when a container of an image begins; undefined where it runs anything else. */
export function nodeProgram({ entrypoint, command }: Pick<Stage, 'entrypoint' | 'command'>): string | undefined {
  const [first = '', ...words] = [...entrypoint, ...command];
  return /(?:^|\/)node$/.test(first) ? words.find((word) => !word.startsWith('-')) : undefined;
}

/** Says that an image runs something else than a file in Node. */
export const notNode = ({ entrypoint, command }: Pick<Stage, 'entrypoint' | 'command'>, target: string): string =>
  `the stage "${target}" begins with ${JSON.stringify([...entrypoint, ...command])}, but the practice cluster runs programs of Node: its command is "node" and a file.`;
