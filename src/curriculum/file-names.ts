import type { Reader } from './reader.ts';

/** Letters and digits of every script, and marks that neither a shell, an address nor a file system reads as something else. */
const NAME = /^\.?[\p{L}\p{N}_][\p{L}\p{M}\p{N}._+,@() -]*$/u;
/** Names of devices, which Windows takes for no file whatever their ending is. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
const LONGEST_NAME = 100;
const LONGEST_PATH = 240;

/** Why a name cannot be that of a file or folder everywhere; undefined if it can. */
export function nameProblem(name: string): string | undefined {
  if (name.length > LONGEST_NAME) return `has ${name.length} characters; ${LONGEST_NAME} are enough for everybody`;
  if (DEVICE.test(name)) return 'is the name of a device on Windows';
  if (/[. ]$/.test(name)) return 'ends with a dot or a blank, which Windows drops';
  if (name !== name.normalize('NFC'))
    return 'has letters that are put together of several characters, which systems write in two ways';
  if (NAME.test(name)) return undefined;
  const odd = [...name].find((character) => !/[\p{L}\p{M}\p{N}._+,@() -]/u.test(character));
  if (odd === undefined) return 'begins with a character that commands take for an option or a hidden file';
  const code = odd.codePointAt(0) ?? 0;
  const shown = /[\p{L}\p{N}\p{P}\p{S}]/u.test(odd) ? `"${odd}"` : '';
  return `has the character ${[shown, `U+${code.toString(16).toUpperCase().padStart(4, '0')}`].filter(Boolean).join(' ')}`;
}

/** A path as it can be printed: what is no plain letter is shown by its code. */
function printable(path: string): string {
  return path.replace(/[^\x20-\x7e]/g, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/**
 * Reports files whose names some file system, address or archive cannot take, and names that differ in their capitals
 * alone.
 */
export function checkFileNames(reader: Reader): void {
  const bySpelling = new Map<string, string>();
  const report = (path: string, problem: string): void => {
    reader.report('file/name', printable(path), undefined, {
      message: `The name of this file ${problem}.`,
      why: 'Somebody who clones, downloads or forks the curriculum would not get the file, or get another one.',
      remedy: 'Rename it: letters, digits, hyphens, dots and underscores, such as "read-me.txt".',
    });
  };
  for (const path of reader.files.keys()) {
    const problem = path
      .split('/')
      .map(nameProblem)
      .find((found) => found !== undefined);
    if (problem !== undefined) {
      report(path, problem);
      continue;
    }
    if (path.length > LONGEST_PATH) {
      report(path, `makes a path of ${path.length} characters; Windows takes ${LONGEST_PATH}`);
      continue;
    }
    const other = bySpelling.get(path.toLowerCase());
    if (other !== undefined)
      report(path, `differs from ${other.slice(other.lastIndexOf('/') + 1)} in its capitals alone`);
    bySpelling.set(path.toLowerCase(), path);
  }
}
