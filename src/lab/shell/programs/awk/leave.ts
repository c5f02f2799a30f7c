/** How many steps a program may take before it is believed that it never ends. */
export const MAX_TURNS = 1_000_000;
/** What is said then. */
export const NEVER_ENDS = 'stopped after a million steps: it does not seem to end';

/** Leaves a loop, a line or the program. */
export class Leave extends Error {
  readonly what: 'next' | 'exit' | 'break' | 'continue';

  constructor(what: Leave['what']) {
    super(what);
    this.what = what;
  }
}
