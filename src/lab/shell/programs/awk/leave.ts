/** How many steps a program may take before it is believed that it never ends. */
export const MAX_TURNS = 1_000_000;

/** Leaves a loop, a line or the program. */
export class Leave extends Error {
  readonly what: 'next' | 'exit' | 'break' | 'continue';

  constructor(what: Leave['what']) {
    super(what);
    this.what = what;
  }
}
