/** A problem that a command explains to its user: no stack trace is printed, and the message says what to do. */
export class UserError extends Error {
  override name = 'UserError';
}
