import type { Call } from '../core/call.ts';
import { ApiError } from '../core/errors.ts';
import type { KubeObject } from '../core/objects.ts';
import type { RequestInfo } from '../core/request-info.ts';
import type { Services } from '../core/services.ts';

/** How a server-side apply is done. */
export interface Applying {
  call: Call;
  manager: string;
  isForced: boolean;
}

/** Server-side apply. @throws ApiError */
export function applyObject(
  _server: Services,
  _data: Record<string, unknown>,
  _info: RequestInfo,
  _how: Applying,
): { object: KubeObject; created: boolean } {
  throw new ApiError(501, 'NotImplemented', 'the practice cluster has no server-side apply yet');
}
