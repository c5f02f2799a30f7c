import type { ApiRequest, ApiResponse } from '../../api/protocol.ts';
import { REASON_PHRASES } from '../../api/protocol-reasons.ts';
import { Aggregate, StatusError } from '../errors.ts';

/** Writes a line as k8s.io/klog does. */
type Log = (level: 'I', place: string, text: string) => void;

/** Switches of client-go, which kubectl names from level 1 on (`staging/src/k8s.io/client-go/features`). */
const FEATURES: readonly (readonly [string, boolean])[] = [
  ['AtomicFIFO', true],
  ['ClientsAllowCARotation', true],
  ['ClientsAllowCBOR', false],
  ['ClientsAllowTLSCacheGC', true],
  ['ClientsPreferCBOR', false],
  ['InOrderInformers', true],
  ['InOrderInformersBatchProcess', true],
  ['InformerResourceVersion', true],
  ['UnlockWhileProcessingFIFO', true],
  ['WatchListClient', true],
];

function headersOf(headers: Readonly<Record<string, string>>): string {
  const name = (key: string): string => key.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase());
  return Object.entries(headers)
    .map(
      ([key, value]) => `\t${name(key)}: ${/^authorization$/i.test(key) ? value.replace(/ .*/, ' <masked>') : value}\n`,
    )
    .sort()
    .join('');
}

/** The body of a request or an answer, cut as `helper.go` cuts it below level 10. */
function bodyOf(title: string, body: string, level: number): string {
  const most = level >= 10 ? Number.POSITIVE_INFINITY : level === 9 ? 10_240 : 1024;
  const shown = body.length > most ? `${body.slice(0, most)} [truncated ${body.length - most} chars]` : body;
  return shown === ''
    ? `"${title}" body=""`
    : `"${title}" body=<\n\t${shown.replace(/\n(?=.)/g, '\n\t').trimEnd()}\n >`;
}

/** Says what `kubectl --v=N` says before it asks anything: from level 1 on the switches of the client, from 6 on its configuration. */
export function logStart(level: number, log: Log, files: readonly string[]): void {
  if (level >= 6) for (const file of files) log('I', 'loader.go:407', `Config loaded from file:  ${file}`);
  if (level < 1) return;
  for (const [feature, isEnabled] of FEATURES)
    log('I', 'envvar.go:195', `"Feature gate default state" feature="${feature}" enabled=${isEnabled}`);
}

/** Says what is asked: from level 7 on. */
export function logRequest(level: number, log: Log, server: string, request: ApiRequest): void {
  if (level >= 8) log('I', 'helper.go:105', bodyOf('Request Body', request.body ?? '', level));
  if (level < 7) return;
  const { method, path, headers } = request;
  log(
    'I',
    'round_trippers.go:527',
    `"Request" verb="${method}" url="${server}${path}" headers=<\n${headersOf(headers)} >`,
  );
}

/** Says what was answered: from level 6 on. */
export function logResponse(
  level: number,
  log: Log,
  server: string,
  { method, path }: ApiRequest,
  answer: ApiResponse,
  milliseconds: number,
): void {
  if (level < 6) return;
  const status = `status="${`${answer.status} ${REASON_PHRASES[answer.status] ?? ''}`.trim()}"`;
  const asked = level >= 7 ? '' : ` verb="${method}" url="${server}${path}"`;
  const headers = level >= 8 ? ` headers=<\n${headersOf(answer.headers)} >` : '';
  log('I', 'round_trippers.go:632', `"Response"${asked} ${status}${headers} milliseconds=${milliseconds}`);
  if (level >= 8 && !answer.stream) log('I', 'helper.go:105', bodyOf('Response Body', answer.body, level));
}

/** Says what the server refused, whole: from level 6 on. */
export function logRefusal(level: number, log: Log, error: unknown): void {
  const refused = error instanceof Aggregate && error.errors.length === 1 ? error.errors[0] : error;
  if (level < 6 || !(refused instanceof StatusError)) return;
  const { message, reason, details, code } = refused.status;
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, details, code };
  log('I', 'helpers.go:246', `server response object: %s[${JSON.stringify(status, undefined, 2)}]`);
}
