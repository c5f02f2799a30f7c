import type { ApiResponse } from '../protocol.ts';

/** What the API server asks the kubelet of a node for. */
export interface Nodes {
  /** Text that a container has written. @throws ApiError */
  log(namespace: string, pod: string, query: Readonly<Record<string, string>>): ApiResponse;
}
