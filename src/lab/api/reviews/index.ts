import type { Handler } from '../http/handler.ts';
import type { Resource } from '../resources/resource.ts';

const handlers: Readonly<Record<string, Handler>> = {};

/** What answers the creation of a kind that is a question and is kept nowhere; undefined for all others. */
export function review({ kind }: Resource): Handler | undefined {
  return handlers[kind];
}
