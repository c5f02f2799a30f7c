const PLAIN = /^[\w@%+=:,./-]+$/;

/** A word as it is typed into a shell of POSIX: in quotation marks, if it has blanks or what a shell would read otherwise. */
export function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
