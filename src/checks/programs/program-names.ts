/** Words that make each program say its version. */
export const VERSION = {
  kubectl: ['version', '--client'],
  helm: ['version', '--short'],
  shellcheck: ['--version'],
  promtool: ['--version'],
  amtool: ['--version'],
} as const;

/** A program that verifies what lessons show. */
export type ProgramName = keyof typeof VERSION;

/** All programs that lessons are verified with. */
export const programNames = Object.keys(VERSION) as ProgramName[];
