import type { Handler } from '../http/handler.ts';
import type { Resource } from '../resources/resource.ts';
import { binding, eviction, legacyBinding, log, stream } from './pods.ts';
import { scale } from './scale.ts';
import { token } from './token.ts';

const handlers: Readonly<Record<string, Handler>> = {
  '*/attach': stream,
  '*/exec': stream,
  '*/portforward': stream,
  '*/proxy': stream,
  '*/scale': scale,
  'pods/binding': binding,
  'pods/eviction': eviction,
  'pods/log': log,
  'serviceaccounts/token': token,
};

/** What answers when somebody creates what is not stored, but done to another object. */
export function createdBy({ group, plural }: Resource): Handler | undefined {
  return group === '' && plural === 'bindings' ? legacyBinding : undefined;
}

/** What answers requests to a subresource; undefined for those that are the object itself (`status`). */
export function subresourceOf({ group, plural }: Resource, name: string): Handler | undefined {
  return handlers[`${group === '' ? plural : `${plural}.${group}`}/${name}`] ?? handlers[`*/${name}`];
}
