import type { CodeProblem, Scenario } from '../run.ts';
import { frame, settle, within } from './flow.ts';
import type { Loop } from './loop.ts';
import { ADDRESS, LoadProblem } from './modules.ts';
import { type Answer, type Network, requestOf, type ShopRequest } from './network.ts';
import type { ShopResponse } from './response.ts';

/** How much longer the work of a slow service takes. */
const SLOWER = 20;

/** What a service is given to work with. */
export interface Shop {
  name: string;
  fetch: (url: string, init?: object) => Promise<ShopResponse>;
  sleep: (milliseconds: number) => Promise<void>;
  work: (milliseconds: number) => Promise<void>;
  random: () => number;
  console: unknown;
}

type Handler = (request: ShopRequest) => unknown;

/** Whether one of evenly chosen requests is meant: the share of them is exact. @param request from 1 */
const isChosen = (request: number, share: number, shift = 0): boolean =>
  Math.floor(request * share + shift) > Math.floor((request - 1) * share + shift);

interface ShopOptions {
  name: string;
  loop: Loop;
  network: Network;
  scenario: Scenario;
  random: () => number;
  console: unknown;
  /** Its work was asked for. */
  onWork: () => void;
}

/** What a service is given: the way to others, time, and work that a scenario lets fail or take long. */
export function shopOf({ name, loop, network, scenario, random, console, onWork }: ShopOptions): Shop {
  return {
    name,
    random,
    console,
    fetch: async (url, init = {}) => network.ask(name, addressOf(url), init),
    sleep: (milliseconds) => loop.sleep(milliseconds),
    work: (milliseconds) => {
      onWork();
      const request = requestOf();
      const isSlow = scenario.slow === name && isChosen(request, scenario.share, 0.5);
      const isBroken = scenario.fails === name && isChosen(request, scenario.share);
      const long = milliseconds * (0.8 + 0.4 * random()) * (isSlow ? SLOWER : 1);
      return new Promise((resolve, reject) => {
        loop.after(long, () => (isBroken ? reject(new Error(`${name} is out of order`)) : resolve()));
      });
    },
  };
}

function addressOf(url: unknown): URL {
  try {
    return new URL(String(url));
  } catch {
    throw new TypeError(
      `Failed to parse URL from ${String(url)}. Write the name of the service: http://stock/reserve.`,
    );
  }
}

/** The handler of a request, with what stands in its path as `:name`. */
function handlerOf(handlers: Record<string, unknown>, request: ShopRequest): Handler | undefined {
  for (const [key, handler] of Object.entries(handlers)) {
    const [method, path = ''] = key.split(' ');
    const pattern = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:(\w+)/g, '(?<$1>[^/]+)');
    const found = method === request.method ? new RegExp(`^${pattern}$`).exec(request.path) : null;
    if (!found || typeof handler !== 'function') continue;
    request.params = { ...found.groups };
    return handler as Handler;
  }
  return undefined;
}

/** An answer of what a handler gives: an object with a status, headers or a body; anything else is the body itself. */
function answerOf(given: unknown): Answer {
  const isAnswer = typeof given === 'object' && given !== null && ('status' in given || 'body' in given);
  const { status, headers, body } = (isAnswer ? given : { body: given }) as Partial<Answer> & { body?: unknown };
  const isText = typeof body === 'string';
  return {
    status: status ?? (body === undefined ? 204 : 200),
    headers: { ...(body === undefined || isText ? {} : { 'content-type': 'application/json' }), ...headers },
    text: body === undefined ? '' : isText ? body : JSON.stringify(body),
  };
}

/** Lets handlers of a service answer. @param failed is told what one throws */
export const listenerOf =
  (handlers: Record<string, unknown>, failed: (problem: unknown) => void) =>
  async (request: ShopRequest): Promise<Answer> => {
    const handler = handlerOf(handlers, request);
    if (!handler) return answerOf({ status: 404, body: { error: `no handler for ${request.method} ${request.path}` } });
    try {
      const inner = frame();
      return await new Promise<Answer>((resolve, reject) => {
        settle(
          within(inner, async () => handler(request)),
          (given) => resolve(answerOf(given)),
          reject,
        );
      });
    } catch (problem) {
      failed(problem);
      return answerOf({ status: 500, body: { error: 'Internal Server Error' } });
    }
  };

/** What is wrong with the code of a service, with the place of the learner's code where it was thrown. */
export function problemOf(problem: unknown, service: string): CodeProblem {
  if (problem instanceof LoadProblem)
    return { service, file: problem.file, line: problem.line, message: problem.message };
  const isError = problem instanceof Error;
  const stack = isError ? String(problem.stack) : '';
  const place = new RegExp(`${ADDRESS}([^/]+)/([^\\s():]+):(\\d+)`).exec(stack);
  const { cause } = isError ? problem : { cause: undefined };
  const because = cause instanceof Error ? ` (${cause.message})` : '';
  const message = isError ? `${problem.name}: ${problem.message}${because}` : `thrown: ${String(problem)}`;
  return { service: place?.[1] ?? service, file: place?.[2] ?? '', line: Number(place?.[3] ?? 0), message };
}
