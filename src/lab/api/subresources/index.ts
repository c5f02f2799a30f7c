import type { Handler } from '../http/handler.ts';
import type { Resource } from '../resources/resource.ts';

const handlers: Readonly<Record<string, Handler>> = {};

/** What answers requests to a subresource; undefined for those that are the object itself (`status`). */
export function subresourceOf({ group, plural }: Resource, name: string): Handler | undefined {
  return handlers[`${group === '' ? plural : `${plural}.${group}`}/${name}`] ?? handlers[`*/${name}`];
}
