import { toYaml } from '../../yaml/write.ts';
import type { ApiError, Status } from '../core/errors.ts';
import type { ApiResponse } from '../protocol.ts';
import { jsonText, type Representation } from './represent.ts';

const PLAIN: Representation = { as: 'object', isYaml: false, isPretty: false };

/** An answer with data. */
export function answer(
  data: unknown,
  { isYaml, isPretty }: Representation = PLAIN,
  { status = 200, warnings = [] as readonly string[] } = {},
): ApiResponse {
  const body = isYaml ? toYaml(data) : jsonText(data, isPretty);
  return { status, headers: { 'content-type': isYaml ? 'application/yaml' : 'application/json' }, warnings, body };
}

/** An answer with text. */
export function text(body: string, status = 200, type = 'text/plain; charset=utf-8'): ApiResponse {
  return { status, headers: { 'content-type': type }, warnings: [], body };
}

/** The answer to what was refused. */
export function failure(
  { status }: ApiError,
  representation: Representation = PLAIN,
  warnings: readonly string[] = [],
): ApiResponse {
  return answer(orderedStatus(status), { ...representation, as: 'object' }, { status: status.code ?? 500, warnings });
}

/** A `Status` with its fields in the order of its struct. */
export function orderedStatus({
  kind,
  apiVersion,
  metadata,
  status,
  message,
  reason,
  details,
  code,
}: Status): Record<string, unknown> {
  const { name, group, kind: what, uid, causes, retryAfterSeconds } = details ?? {};
  const ordered = details && { name, group, kind: what, uid, causes, retryAfterSeconds };
  return { kind, apiVersion, metadata, status, message, reason, details: ordered, code };
}
