/** Leaves a loop, a line or the program. */
export class Leave extends Error {
  readonly what: 'next' | 'exit' | 'break' | 'continue';

  constructor(what: Leave['what']) {
    super(what);
    this.what = what;
  }
}
