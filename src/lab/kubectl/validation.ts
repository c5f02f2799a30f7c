import type { Call } from './call.ts';

/** How the server treats fields that it does not know. @throws Error for values that there are not. */
export function fieldValidation(call: Call): 'Strict' | 'Warn' | 'Ignore' {
  const given = call.flags.text('validate');
  if (given === 'strict' || /^(1|t|T|TRUE|true|True)$/.test(given)) return 'Strict';
  if (given === 'warn') return 'Warn';
  if (given === 'ignore' || /^(0|f|F|FALSE|false|False)$/.test(given)) return 'Ignore';
  throw new Error(
    `invalid - validate option ${JSON.stringify(given)}; must be one of: strict (or true), warn, ignore (or false)`,
  );
}
