import type { Call } from '../core/call.ts';
import type { RequestInfo } from '../core/request-info.ts';
import type { ApiRequest, ApiResponse } from '../protocol.ts';
import type { ApiServer } from '../server.ts';

/** A request with all that was found out about it. */
export interface Handling {
  server: ApiServer;
  request: ApiRequest;
  info: RequestInfo;
  verb: string;
  call: Call;
}

/** Answers one kind of request. @throws ApiError */
export type Handler = (handling: Handling) => ApiResponse;
