import { imageParts } from '../node/image-name.ts';
import type { HttpRequest, Peer, Serve } from '../node/process.ts';
import type { Context } from '../shell/program.ts';
import { type ContainerProgram, type Inside, untilEnded } from './inside.ts';

const text = (body: string, status = 200) => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'content-length': String(body.length) },
  body,
});

async function serveAt(context: Context, inside: Inside, port: number, serve: Serve): Promise<number> {
  const listener = inside.network.listen(port, serve);
  if (listener === 'in use') {
    context.errors.write(`listen tcp :${port}: bind: address already in use\n`);
    return 1;
  }
  await untilEnded(context, inside, ['SIGTERM', 'SIGINT']);
  listener.close();
  return 0;
}

/** The value of a flag as Go reads it. */
function flag(words: readonly string[], name: string): string | undefined {
  for (const [index, word] of words.entries()) {
    if (word === `-${name}` || word === `--${name}`) return words[index + 1];
    const [, value] = new RegExp(`^--?${name}=(.*)$`, 's').exec(word) ?? [];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** `http-echo`: says the same to everybody. */
export const httpEcho: ContainerProgram = async (context, inside) => {
  const said = flag(context.arguments, 'text') ?? context.environment.ECHO_TEXT;
  if (said === undefined) {
    context.errors.write('Missing -text option!\n');
    return 127;
  }
  const port = Number(/(\d+)$/.exec(flag(context.arguments, 'listen') ?? ':5678')?.[1]);
  context.output.write(
    `${new Date(context.clock.now()).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')} [INFO] server is listening on :${port}\n`,
  );
  return serveAt(context, inside, port, async () => text(`${said}\n`));
};

/** `hello-app`: says its version and who it is. */
export const helloApp: ContainerProgram = async (context, inside) => {
  const version = imageParts(inside.world.image).tag.startsWith('2') ? '2.0.0' : '1.0.0';
  const port = Number(context.environment.PORT ?? 8080);
  context.errors.write(`Server listening on port ${port}\n`);
  return serveAt(context, inside, port, async ({ path }) => {
    context.errors.write(`Serving request: ${path}\n`);
    return text(`Hello, world!\nVersion: ${version}\nHostname: ${inside.world.hostname}\n`);
  });
};

/** `whoami`: tells of itself and of the request. */
export const whoami: ContainerProgram = async (context, inside) => {
  const port = Number(flag(context.arguments, 'port') ?? context.environment.WHOAMI_PORT_NUMBER ?? 80);
  context.errors.write(`Starting up on port ${port}\n`);
  const { hostname, address } = inside.world;
  return serveAt(context, inside, port, async ({ method, path, headers }: HttpRequest, peer: Peer) => {
    const lines = Object.entries(headers)
      .filter(([name]) => name !== 'host')
      .map(([name, value]) => `${name.replace(/(^|-)([a-z])/g, (all) => all.toUpperCase())}: ${value}`);
    return text(
      `Hostname: ${hostname}\nIP: 127.0.0.1\nIP: ${address}\nRemoteAddr: ${peer.address}:${peer.port}\n${method} ${path} HTTP/1.1\nHost: ${headers.host ?? ''}\n${lines.join('\n')}\n\n`,
    );
  });
};

/** `agnhost`: the servers by which Kubernetes tests itself, as far as they serve names and echoes. */
export const agnhost: ContainerProgram = async (context, inside) => {
  const [what = 'pause', ...words] = context.arguments;
  const { hostname } = inside.world;
  if (what === 'pause') {
    context.output.write('Paused\n');
    await untilEnded(context, inside, ['SIGTERM', 'SIGINT']);
    return 0;
  }
  if (what === 'serve-hostname') {
    const port = Number(flag(words, 'port') ?? 9376);
    return serveAt(context, inside, port, async () => text(hostname));
  }
  if (what === 'netexec') {
    const port = Number(flag(words, 'http-port') ?? 8080);
    return serveAt(context, inside, port, async ({ path }, peer) => {
      const [clean = '/', query = ''] = path.split('?');
      const asked = new URLSearchParams(query);
      if (clean === '/hostname' || clean === '/hostName') return text(hostname);
      if (clean === '/clientip') return text(`${peer.address}:${peer.port}`);
      if (clean === '/echo') return text(asked.get('msg') ?? '', Number(asked.get('code') ?? 200));
      if (clean === '/healthz') return text('');
      return text(`NOW: ${new Date(context.clock.now()).toISOString()}`);
    });
  }
  context.errors.write(
    `agnhost: the practice cluster has pause, serve-hostname and netexec of it, not ${what}; on your own cluster this works.\n`,
  );
  return 1;
};
