/** A word of a project's own dictionary. */
export interface OwnWord {
  word: string;
  /** 1-based. */
  line: number;
}

/** Words of a `dictionary.txt`: one a line; empty lines and those that begin with "#" are left out. */
export function ownWords(text: string): OwnWord[] {
  return text.split('\n').flatMap((line, index) => {
    const word = line.trim();
    return word === '' || word.startsWith('#') ? [] : [{ word, line: index + 1 }];
  });
}

/**
 * How a word may stand in a dictionary: as it is, small at the beginning of a sentence or in capitals, without a
 * possessive, as a singular. @param plurals "without plurals" for dictionaries that list plurals themselves.
 */
export function formsOf(word: string, plurals: 'with plurals' | 'without plurals' = 'with plurals'): string[] {
  const bare = word.replace(/'s?$/, '');
  const small = /^\p{Lu}[\p{Ll}']*$/u.test(bare) || /^\p{Lu}{3,}$/u.test(bare) ? [bare.toLowerCase()] : [];
  const forms = [...new Set([word, bare, ...small])];
  if (plurals === 'without plurals') return forms;
  return [...forms, ...forms.flatMap((form) => (form.endsWith('s') ? [form.slice(0, -1)] : []))];
}
