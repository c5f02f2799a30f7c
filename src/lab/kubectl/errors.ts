import { isRecord } from '../../kubernetes/data.ts';

/** A Status as the API server answers with it. */
export interface Status {
  message?: string;
  reason?: string;
  code?: number;
  details?: {
    name?: string;
    kind?: string;
    group?: string;
    causes?: { field?: string; message?: string; reason?: string }[];
  };
}

/** What the API server refused. */
export class StatusError extends Error {
  readonly status: Status;

  constructor(status: Status) {
    super(status.message ?? '');
    this.status = status;
  }
}

/** Several errors at once. */
export class Aggregate extends Error {
  readonly errors: readonly Error[];

  constructor(errors: readonly Error[]) {
    const flat = [
      ...new Set(
        errors.flatMap((error) => (error instanceof Aggregate ? error.errors : [error])).map(({ message }) => message),
      ),
    ];
    super(flat.length === 1 ? flat[0] : `[${flat.join(', ')}]`);
    this.errors = errors;
  }
}

/** Nobody answers at an address. */
export class ConnectionError extends Error {
  readonly host: string;

  constructor(method: string, url: string, host: string) {
    super(
      `${method[0]}${method.slice(1).toLowerCase()} ${JSON.stringify(url)}: dial tcp ${host}: connect: connection refused`,
    );
    this.host = host;
  }
}

/** Ends kubectl with a code; what there is to say has been said. */
export class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super('exit');
    this.code = code;
  }
}

/** A message that is printed as it stands, without `error:` before it. */
export class PlainError extends Error {
  readonly code: number;

  constructor(message: string, code = 1) {
    super(message);
    this.code = code;
  }
}

/** A configuration that cannot be used. */
export class ConfigurationError extends Error {}

/** A kind that the API server does not have. */
export class NoKindError extends Error {}

/** A resource that the API server does not have. */
export class NoResourceError extends Error {}

/** An error of a wrong use of a command, with the hint to its help. */
export function usageError(path: string, message: string): Error {
  return new Error(`${message}\nSee '${`kubectl ${path}`.trim()} -h' for help and examples`);
}

/** Something as an error, whatever was thrown. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Throws several errors as one; nothing if there are none. */
export function throwAll(errors: readonly Error[]): void {
  if (errors.length > 0) throw new Aggregate(errors);
}

/** Whether an error is a Status with a reason. */
export function hasReason(error: unknown, reason: string): error is StatusError {
  return error instanceof StatusError && error.status.reason === reason;
}

/** Whether an object was not found. */
export function isNotFound(error: unknown): error is StatusError {
  return hasReason(error, 'NotFound');
}

/** An error with what was being done when it happened, as in `error when creating "file.yaml": …`. */
export function whileDoing(verb: string, source: string | undefined, error: unknown): Error {
  const known = asError(error);
  if (source === undefined || source === '') return known;
  const message = `error when ${verb} ${JSON.stringify(source)}: ${known.message}`;
  return known instanceof StatusError ? new StatusError({ ...known.status, message }) : new Error(message);
}

/** The sentence of an error of the server or of the connection; undefined for all others. */
function standardMessage(error: Error): string | undefined {
  if (error instanceof StatusError) {
    const { reason, message = '' } = error.status;
    if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`;
    return reason ? `Error from server (${reason}): ${message}` : `Error from server: ${message}`;
  }
  if (error instanceof ConnectionError)
    return `The connection to the server ${error.host} was refused - did you specify the right host or port?`;
  return undefined;
}

function invalid({ details, message }: Status): string {
  let sentence = 'The request is invalid';
  if (!isRecord(details)) return message ? `${sentence}: ${message}` : sentence;
  if (details.kind || details.name)
    sentence = `The ${details.kind ?? ''} ${JSON.stringify(details.name ?? '')} is invalid`;
  else if (message && !details.causes?.length) sentence += `: ${message}`;
  if (!details.causes?.length) return sentence;
  const causes = [...new Set(details.causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))];
  return causes.length === 1
    ? // A cause may end a line of its own: the sentence ends another.
      `${sentence}: ${causes[0]}${causes[0]?.endsWith('\n') ? '\n' : ''}`
    : `${sentence}: \n${causes.map((cause) => `* ${cause}`).join('\n')}`;
}

function flatten(error: Error): Error[] {
  return error instanceof Aggregate ? error.errors.flatMap(flatten) : [error];
}

/** What kubectl prints for an error and the code with which it ends (`checkErr` in k8s.io/kubectl/pkg/cmd/util). */
export function report(thrown: unknown): { message: string; code: number } {
  let error = asError(thrown);
  if (error instanceof Aggregate && error.errors.length === 1) error = error.errors[0] as Error;
  if (error instanceof Exit) return { message: '', code: error.code };
  if (error instanceof PlainError) return { message: error.message, code: error.code };
  if (hasReason(error, 'Invalid')) return { message: invalid(error.status), code: 1 };
  if (error instanceof NoResourceError) return { message: error.message, code: 1 };
  if (error instanceof ConfigurationError) return { message: `Error in configuration: ${error.message}`, code: 1 };
  if (error instanceof Aggregate) {
    return {
      message: flatten(error)
        .map((one) => standardMessage(one) ?? one.message)
        .join('\n'),
      code: 1,
    };
  }
  const message =
    standardMessage(error) ?? (error.message.startsWith('error: ') ? error.message : `error: ${error.message}`);
  return { message, code: 1 };
}
