import { imageParts } from './image-name.ts';

/** Well-known images of Docker Hub, with a version that is surely newer than any they have. */
const KNOWN: readonly (readonly [string, number, number?])[] = [
  ['nginx', 1, 39],
  ['busybox', 1, 39],
  ['httpd', 2, 9],
  ['redis', 9],
  ['postgres', 29],
  ['mysql', 9, 19],
  ['mariadb', 19],
  ['mongo', 19],
  ['memcached', 1, 19],
  ['alpine', 3, 39],
  ['ubuntu', 39],
  ['debian', 19],
  ['python', 3, 29],
  ['golang', 1, 59],
  ['wordpress', 9],
  ['rabbitmq', 9],
];
const NAMES = new Set(KNOWN.map(([name]) => name));

/** Whether two names differ by one letter: too many, missing, another one, or two in the wrong order. */
function isNear(written: string, meant: string): boolean {
  if (Math.abs(written.length - meant.length) > 1) return false;
  let start = 0;
  while (start < meant.length && written[start] === meant[start]) start++;
  const [left, right] = [written.slice(start), meant.slice(start)];
  const isSwapped = left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
  return left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1) || isSwapped;
}

/** Registries that nobody has: names that are reserved for examples. @see https://www.rfc-editor.org/rfc/rfc2606 */
const NOBODYS = /^(?:[^/]+\.)?(?:example\.(?:com|net|org)|(?:[^/]+\.)?(?:test|invalid|example|localhost))(?::\d+)?\//;

/** Whether an image is to come from a registry that nobody has, so that its name leads nowhere. */
export const isNobodys = (image: string): boolean => NOBODYS.test(image);

/**
 * Why a registry would not give an image: a well-known name is misspelled, or has no such version. Undefined for all other images, which the nodes
 * of the practice cluster have.
 */
export function registryProblem(image: string): 'denied' | 'not found' | undefined {
  const { repository, tag } = imageParts(image);
  const name = /^(?:docker\.io\/)?(?:library\/)?([a-z0-9-]+)$/.exec(repository)?.[1];
  if (name === undefined) return undefined;
  if (!NAMES.has(name)) return [...NAMES].some((known) => isNear(name, known)) ? 'denied' : undefined;
  const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(tag) ?? [];
  const last = KNOWN.find(([known]) => known === name);
  if (major === undefined || !last) return undefined;
  const isTooNew =
    Number(major) > last[1] || (Number(major) === last[1] && last[2] !== undefined && Number(minor ?? 0) > last[2]);
  return isTooNew ? 'not found' : undefined;
}
