import type { Call } from '../core/call.ts';
import type { RequestInfo } from '../core/request-info.ts';
import type { Services } from '../core/services.ts';
import type { ApiRequest, ApiResponse } from '../protocol.ts';

/** A request with all that was found out about it. */
export interface Handling {
  server: Services;
  request: ApiRequest;
  info: RequestInfo;
  verb: string;
  call: Call;
}

/** Answers one kind of request. @throws ApiError */
export type Handler = (handling: Handling) => ApiResponse;
