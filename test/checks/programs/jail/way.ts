/** A way in which code may try to get out of its jail. */
export interface Way {
  name: string;
  /**
   * Body of an asynchronous function in Node; what it returns is what it got hold of. It may use `w` (see World), `load` for
   * modules of Node, and `happens` to wait for an event.
   */
  code: string;
  /** Why it is not tried in an open jail, in which all others must get out. */
  notOpenly?: string;
}

export const HARMS = 'it could harm the machine that runs the tests';
export const DEPENDS = 'it depends on the machine whether it gets anything there';
export const KEPT_BY_USER = 'the kernel keeps the user of the tests from it, too';
