/** Who asks: as authentication has found out. */
export interface User {
  name: string;
  uid?: string;
  groups: readonly string[];
  extra?: Readonly<Record<string, readonly string[]>>;
}

/** How strictly fields that the server does not know are taken. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/** What belongs to one request and its answer. */
export interface Call {
  user: User;
  /** Who shall be named in `managedFields`. */
  manager: string;
  isDryRun: boolean;
  fieldValidation: FieldValidation;
  /** What is to be said in `Warning` headers; equal ones are said once. */
  warnings: string[];
}

/** The API server's own name, with all rights. */
export const SYSTEM: User = { name: 'system:apiserver', groups: ['system:masters', 'system:authenticated'] };

/** A call of a component of the cluster itself. */
export function systemCall(manager: string, user: User = SYSTEM): Call {
  return { user, manager, isDryRun: false, fieldValidation: 'Ignore', warnings: [] };
}

/** Adds a warning, unless it was said already. */
export function warn(call: Call, text: string): void {
  if (!call.warnings.includes(text)) call.warnings.push(text);
}
