import type { HttpRequest, HttpResponse } from '../../node/process.ts';
import type { ActorEvent, AskProblem } from '../protocol.ts';
import type { Loop } from './loop.ts';

/** A request on its way. */
export interface Asked {
  /** @throws an error as Node has it when nobody answers */
  answer: Promise<HttpResponse>;
  abort(): void;
}

/** Why a connection failed, as an error of Node. */
function networkError({ code, address }: AskProblem, host: string, port: number): Error {
  const at = `${address ?? host}:${port}`;
  const [name, call, text] = {
    refused: ['ECONNREFUSED', 'connect', `connect ECONNREFUSED ${at}`],
    'timed out': ['ETIMEDOUT', 'connect', `connect ETIMEDOUT ${at}`],
    unreachable: ['EHOSTUNREACH', 'connect', `connect EHOSTUNREACH ${at}`],
    'unknown host': ['ENOTFOUND', 'getaddrinfo', `getaddrinfo ENOTFOUND ${host}`],
    reset: ['ECONNRESET', 'read', 'read ECONNRESET'],
  }[code] as [string, string, string];
  return Object.assign(new Error(text), {
    code: name,
    syscall: call,
    ...(code === 'unknown host' ? { hostname: host } : { address: address ?? host, port }),
  });
}

/** Asks a server in the practice network. */
export function ask(loop: Loop, url: URL, request: Omit<HttpRequest, 'path'>): Asked {
  const id = loop.id();
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || 80);
  loop.hold(`ask ${id}`);
  const waiting = loop.await<Extract<ActorEvent, { kind: 'answer' | 'unanswered' }>>('answer', id);
  loop.emit({
    kind: 'ask',
    id,
    host,
    port,
    request: {
      ...request,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, connection: 'keep-alive', ...request.headers },
    },
  });
  const answer = waiting.then((event) => {
    loop.release(`ask ${id}`);
    if (event.kind === 'unanswered') throw networkError(event.problem, host, port);
    return event.response;
  });
  // Whoever gives up does not look at it any more.
  answer.catch(() => {});
  return {
    answer,
    abort: () => {
      loop.release(`ask ${id}`);
      loop.emit({ kind: 'abort', id });
    },
  };
}
