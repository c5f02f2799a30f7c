import type { Finding } from '../findings/finding.ts';

/** What the first line of a file says if its manifest is not valid, and is not meant to be. */
export const INVALID_MANIFEST = /^#.*\binvalid on purpose\b/i;

/** How something says that it is wrong on purpose: words in its first line, or an option of its fence. */
export type Mark = 'words' | 'option';

/** What is said of something that is wrong on purpose, and has no mistake. @param message that it is said, and is not so. */
export function validAfterAll(message: string, mark: Mark): Pick<Finding, 'message' | 'why' | 'remedy'> {
  return {
    message,
    why: 'Learners would look for a mistake that is not there.',
    remedy: `Remove ${mark === 'words' ? 'the words "invalid on purpose"' : 'invalid="…"'}, or put the mistake back.`,
  };
}
