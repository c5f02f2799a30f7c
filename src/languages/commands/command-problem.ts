/** What is wrong with a command line. */
export interface CommandProblem {
  rule: 'unknown-command' | 'unknown-flag' | 'flag-value' | 'argument';
  message: string;
  remedy: string;
}
