import { qualifiedKind, qualifiedResource, type Resource } from '../resources/resource.ts';

/** What is wrong with one field. */
export interface Cause {
  reason: string;
  message: string;
  field: string;
}

/** The `Status` object with which the API server refuses something. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: Record<string, unknown>;
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    uid?: string;
    causes?: Partial<Cause>[];
    retryAfterSeconds?: number;
  };
  code?: number;
}

/** Ends the handling of a request with a `Status`. */
export class ApiError extends Error {
  readonly status: Status;

  constructor(code: number, reason: string, message: string, details?: Status['details']) {
    super(message);
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      ...(reason === '' ? {} : { reason }),
      ...(details ? { details } : {}),
      code,
    };
  }
}

type Named = Pick<Resource, 'group' | 'plural'>;
type Kinded = Pick<Resource, 'group' | 'kind'>;

const details = ({ group, plural }: Named, name: string): NonNullable<Status['details']> => ({
  ...(name === '' ? {} : { name }),
  ...(group === '' ? {} : { group }),
  kind: plural,
});

/** 404: no object of that name. */
export const notFound = (resource: Named, name: string): ApiError =>
  new ApiError(404, 'NotFound', `${qualifiedResource(resource)} "${name}" not found`, details(resource, name));

/** 409: there is an object of that name. */
export const alreadyExists = (resource: Named, name: string, isGoing = false): ApiError =>
  new ApiError(
    409,
    'AlreadyExists',
    `${isGoing ? 'object is being deleted: ' : ''}${qualifiedResource(resource)} "${name}" already exists`,
    details(resource, name),
  );

/** 409: the change does not fit what is there. */
export const conflict = (resource: Named, name: string, why: string): ApiError =>
  new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedResource(resource)} "${name}": ${why}`,
    details(resource, name),
  );

/** The sentence of a change that rests on an older state. */
export const STALE = 'the object has been modified; please apply your changes to the latest version and try again';

/** 400: the request cannot be understood. */
export const badRequest = (message: string): ApiError => new ApiError(400, 'BadRequest', message);

/** 403, for a person or an admission plugin that refuses. */
export const forbidden = (resource: Named, name: string, why: string): ApiError =>
  new ApiError(
    403,
    'Forbidden',
    name === '' && resource.plural === ''
      ? why
      : `${qualifiedResource(resource)} ${name === '' ? 'is' : `"${name}" is`} forbidden: ${why}`,
    details(resource, name),
  );

/** 404 for a path that nothing serves. */
export const noSuchPath = (): ApiError => {
  const error = new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});
  return error;
};

/** 410: older than what the server still knows. */
export const expired = (message: string): ApiError => new ApiError(410, 'Expired', message);

/** 415: a body in a form that is not taken. */
export const unsupportedMediaType = (message: string): ApiError => new ApiError(415, 'UnsupportedMediaType', message);

/** 422: fields with values that are not allowed. Equal causes count once, as the real server has it. */
export function invalid(kind: Kinded, name: string, causes: readonly Cause[]): ApiError {
  const sentences = [...new Set(causes.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)))];
  const list = sentences.length === 1 ? (sentences[0] ?? '') : `[${sentences.join(', ')}]`;
  return new ApiError(422, 'Invalid', `${qualifiedKind(kind)} "${name}" is invalid: ${list}`, {
    ...(name === '' ? {} : { name }),
    ...(kind.group === '' ? {} : { group: kind.group }),
    kind: kind.kind,
    causes: causes.map(({ reason, message, field }) => ({ reason, message, field })),
  });
}

/** 500: something that should not happen. */
export const internal = (message: string): ApiError =>
  new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
