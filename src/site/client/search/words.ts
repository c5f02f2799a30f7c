/** What search needs to know besides its index: search.json of the site. */
export interface SearchWords {
  /** Tag of the site's language. */
  language: string;
  /** Names of kinds of pages, by their value in the index. */
  kinds: Readonly<Record<string, string>>;
  /** Terms of the glossary, those first that most lessons explain or use. */
  terms: readonly string[];
  /** Folders of the parts of the index, besides the first. */
  shards: readonly string[];
  /** Folder of the part with what is listed last. */
  lastShard: string;
  label: string;
  close: string;
  more: string;
  /** What was found, with {count} and {query}. */
  none: string;
  one: string;
  many: string;
  without: string;
  didYouMean: string;
  otherLanguage: string;
}

/** Kinds in the order in which they are listed: what learners look for stands before exams, and these before what contributors need. */
const ORDER: readonly (readonly string[])[] = [
  ['lesson'],
  ['glossary', 'course'],
  ['exam'],
  ['guide', 'rule', 'provider'],
];

/** Place of a kind in the order of results; kinds that are not known stand with what learners look for. */
export function rankOf(kind: string | undefined): number {
  const rank = ORDER.findIndex((kinds) => kind !== undefined && kinds.includes(kind));
  return Math.max(0, rank);
}

/** The kinds of each rank but the first. */
export const LATER_KINDS = ORDER.slice(1);

/**
 * A query as the index knows its words: "container-image" is found as "container image" is, and "--dry-run=client" as the words in
 * it. What stands in double quotes stays as it is.
 */
export function queryOf(typed: string): string {
  return typed
    .split(/("[^"]*")/)
    .map((part) => (part.startsWith('"') ? part : part.replace(/[-‐‑–—_=/:.,;|<>()[\]{}$&*+~^!?@#\\'`’]+/g, ' ')))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The words of a query, apart from each other. */
export function wordsOf(query: string): string[] {
  return query.match(/"[^"]*"|\S+/g) ?? [];
}

/** Number of letters by which words differ (Levenshtein), or a large one if it is more than three. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 3) return 99;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next[j] = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[other.length] ?? 99;
}

/** Terms that somebody may have meant, the nearest first. */
export function similarTerms(query: string, terms: readonly string[]): string[] {
  const wanted = query.toLowerCase();
  const most = wanted.length < 5 ? 1 : wanted.length < 9 ? 2 : 3;
  return terms
    .map((term) => ({ term, away: distance(wanted, term.toLowerCase()) }))
    .filter(({ away }) => away <= most)
    .sort((one, other) => one.away - other.away)
    .slice(0, 3)
    .map(({ term }) => term);
}

const LATIN = /\p{Script=Latin}/u;
/** Scripts in which languages are written that do not use Latin letters. */
const OTHER = /[\p{L}--\p{Script=Latin}]/v;
/** Languages that are written in letters other than Latin ones, or in them, too. */
const NOT_LATIN =
  /^(?:am|ar|be|bg|bn|ckb|el|fa|gu|he|hi|hy|ja|ka|kk|km|kn|ko|ky|lo|mk|ml|mn|mr|my|ne|pa|ps|ru|si|sr|ta|te|th|ti|uk|ur|yi|zh)\b/i;

/** Whether a query is written in letters that a site in this language does not use. */
export function isInOtherScript(query: string, language: string): boolean {
  return NOT_LATIN.test(language) ? false : OTHER.test(query) && !LATIN.test(query);
}
