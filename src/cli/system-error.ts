/** What people can do about what the system refuses, by the code of the error. */
const SENTENCES: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: (path) => `There is no space left on the disk for ${path}. Make space, and do it again.`,
  EDQUOT: (path) => `You may write no more on the disk of ${path}. Make space, and do it again.`,
  EROFS: (path) => `${path} lies on a disk that can only be read. Name another folder (OUT_DIR, CACHE_DIR).`,
  EACCES: (path) =>
    `${path} may not be written by you. Change its permissions, or name another folder (OUT_DIR, CACHE_DIR).`,
  EPERM: (path) => `${path} may not be changed by you. Change its owner, or name another folder (OUT_DIR, CACHE_DIR).`,
  ENOTDIR: (path) => `${path} goes through a file where a folder is needed. Remove that file.`,
  EEXIST: (path) => `${path} is in the way: a folder is needed there. Remove it.`,
  EISDIR: (path) => `${path} is a folder where a file is needed. Remove it.`,
  EMFILE: (path) => `Too many files are open for ${path}. Raise the limit (ulimit -n 4096), and do it again.`,
  EIO: (path) => `The disk of ${path} does not work (it reports an error of its own). Use another one.`,
};

/** The code of an error. Programs that are not written in JavaScript say it in words only. */
function codeOf(error: Error): string {
  if ('code' in error && Object.hasOwn(SENTENCES, String(error.code))) return String(error.code);
  return /no space left on device|\bENOSPC\b/i.test(error.message) ? 'ENOSPC' : '';
}

/** Errors that an error was made of, itself first. */
function* chain(problem: unknown, depth = 0): Generator<Error> {
  if (!(problem instanceof Error) || depth > 8) return;
  yield problem;
  yield* chain(problem.cause, depth + 1);
  if (problem instanceof AggregateError) for (const part of problem.errors) yield* chain(part, depth + 1);
}

/**
 * One line for what is not a mistake of the program but of its surroundings, such as a full disk: what, where, and what to
 * do. Undefined for everything else.
 */
export function systemErrorLine(problem: unknown): string | undefined {
  for (const error of chain(problem)) {
    const code = codeOf(error);
    const sentence = SENTENCES[code];
    if (!sentence) continue;
    const places = error as Error & { path?: unknown; dest?: unknown };
    const path = places.dest ?? places.path;
    return `${sentence(typeof path === 'string' ? path : 'what is being written')} (${code})`;
  }
  return undefined;
}
