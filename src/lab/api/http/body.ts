import type { Call } from '../core/call.ts';
import type { KubeObject } from '../core/objects.ts';
import type { RequestInfo } from '../core/request-info.ts';
import type { ApiRequest } from '../protocol.ts';
import { asStored } from './conversions.ts';
import { readBody, readObject } from './decode.ts';

/** The object in a request's body. @throws ApiError */
export function read(request: ApiRequest, info: RequestInfo, call: Call): KubeObject {
  const { data, duplicates } = readBody(request.body ?? '', request.headers['content-type'] ?? '', info.resource.kind);
  return asStored(readObject(data, duplicates, info.resource, call));
}
