import { bytesOfBase64 } from '../../../kubernetes/digest.ts';
import { ApiError, badRequest, type Cause, expired, invalid } from '../core/errors.ts';
import { refused, wrong } from '../core/field-errors.ts';
import type { KubeObject } from '../core/objects.ts';
import type { Registry } from '../core/registry.ts';
import type { Query, RequestInfo } from '../core/request-info.ts';
import { selection } from './select.ts';

/** Objects of a collection, and what the list says of itself. */
export interface Page {
  items: KubeObject[];
  metadata: Record<string, unknown>;
}

/** A number of a query. @throws ApiError 400 in the words of Go's `strconv` */
export function numberOf(query: Query, name: string): number | undefined {
  const text = query[name];
  if (text === undefined || text === '') return undefined;
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** Checks what lists and watches say of revisions. @throws ApiError */
export function checkListOptions(query: Query, isWatch: boolean): void {
  const causes: Cause[] = [];
  const match = query.resourceVersionMatch ?? '';
  const initial = query.sendInitialEvents;
  if (initial !== undefined && match === '')
    causes.push(
      refused('resourceVersionMatch', 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'),
    );
  if (initial !== undefined && !isWatch)
    causes.push(refused('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  if (match !== '' && initial === undefined) {
    if (isWatch)
      causes.push(
        refused(
          'resourceVersionMatch',
          'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
        ),
      );
    else {
      if ((query.resourceVersion ?? '') === '')
        causes.push(
          refused('resourceVersionMatch', 'resourceVersionMatch is forbidden unless resourceVersion is provided'),
        );
      if ((query.continue ?? '') !== '')
        causes.push(refused('resourceVersionMatch', 'resourceVersionMatch is forbidden when continue is provided'));
      if (match !== 'Exact' && match !== 'NotOlderThan')
        causes.push({
          reason: 'FieldValueNotSupported',
          message: `Unsupported value: ${JSON.stringify(match)}: supported values: "Exact", "NotOlderThan"`,
          field: 'resourceVersionMatch',
        });
      if (match === 'Exact' && query.resourceVersion === '0')
        causes.push(
          refused('resourceVersionMatch', 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'),
        );
    }
  }
  if (causes.length > 0) throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', causes);
}

/** A revision as a number. @throws ApiError */
export function revisionOf(text: string | undefined, code: 400 | 500 = 400): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const { field, message } = wrong(
    'resourceVersion',
    text,
    `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
  );
  if (code === 500) throw new ApiError(500, '', `${field}: ${message}`);
  throw badRequest(`invalid resource version: ${field}: ${message}`);
}

/** 504: a revision that there is not yet. */
export function tooLarge(revision: number, current: number): ApiError {
  return new ApiError(504, 'Timeout', `Timeout: Too large resource version: ${revision}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}

interface Continue {
  v: string;
  rv: number;
  start: string;
}

const continueText = (token: Continue): string =>
  btoa(JSON.stringify(token)).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');

function readContinue(text: string): Continue {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  const wrongByte = [...text].findIndex((letter) => !/[A-Za-z0-9_-]/.test(letter));
  const bytes = wrongByte >= 0 ? undefined : bytesOfBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
  if (bytes === undefined)
    throw badRequest(
      `invalid continue token: continue key is not valid: illegal base64 data at input byte ${wrongByte >= 0 ? wrongByte : Math.floor(text.length / 4) * 4}`,
    );
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Continue;
  } catch {
    const first = new TextDecoder().decode(bytes.slice(0, 1));
    throw badRequest(
      `invalid continue token: continue key is not valid: invalid character '${first}' looking for beginning of value`,
    );
  }
}

/**
 * The objects that a list shows. @throws ApiError
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
 */
export function page(registry: Registry, info: RequestInfo): Page {
  const { query, resource } = info;
  const limit = numberOf(query, 'limit') ?? 0;
  checkListOptions(query, false);
  const { store } = registry;
  const token = (query.continue ?? '') === '' ? undefined : readContinue(query.continue as string);
  const revision = token ? undefined : revisionOf(query.resourceVersion);
  if (revision !== undefined && revision > store.revision) throw tooLarge(revision, store.revision);
  if (query.resourceVersionMatch === 'Exact' && revision !== undefined && revision < store.oldest)
    throw expired('The resourceVersion for the provided list is too old.');
  const selects = selection(registry, resource, query, info.name);
  const isChosen = (query.labelSelector ?? '') !== '' || (query.fieldSelector ?? '') !== '';
  // Keys begin below the namespace that was asked for.
  const keyOf = ({ metadata }: KubeObject): string =>
    resource.namespaced && info.namespace === '' ? `${metadata.namespace}/${metadata.name}` : metadata.name;
  const start = token ? token.start.replace(/^\//, '') : '';
  const all = registry
    .list(resource, info.namespace)
    .filter((object) => keyOf(object) >= start)
    .filter(selects);
  const items = limit > 0 ? all.slice(0, limit) : all;
  const metadata: Record<string, unknown> = {
    resourceVersion: String(token && token.rv > 0 ? token.rv : store.revision),
  };
  const last = items.at(-1);
  if (items.length < all.length && last) {
    metadata.continue = continueText({
      v: 'meta.k8s.io/v1',
      rv: Number(metadata.resourceVersion),
      start: `/${keyOf(last)}\u0000`,
    });
    if (!isChosen) metadata.remainingItemCount = all.length - items.length;
  }
  return { items, metadata };
}
