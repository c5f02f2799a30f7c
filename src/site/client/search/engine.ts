import { isInOtherScript, LATER_KINDS, queryOf, rankOf, type SearchWords, similarTerms, wordsOf } from './words.ts';

/** A part of a page below a heading; the excerpt is HTML. */
interface Part {
  title: string;
  url: string;
  locations: readonly number[];
}

/** What Pagefind knows of a page that was found; the excerpt is HTML. */
interface PageData {
  url: string;
  excerpt: string;
  meta: Record<string, string>;
  filters?: Record<string, string[]>;
  sub_results: readonly Part[];
}

/** A page that was found, not loaded yet. */
interface Result {
  id: string;
  data(): Promise<PageData>;
}

interface Options {
  filters?: Readonly<Record<string, string>>;
}

/** The part of Pagefind that is used here (pagefind 1.6, pagefind.js). */
interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>;
  init(): Promise<void>;
  mergeIndex(path: string, options: { baseUrl: string }): Promise<void>;
  search(query: string, options?: Options): Promise<{ results: Result[] } | null>;
}

/** A page that was found, as it is shown. */
export interface Found {
  title: string;
  url: string;
  /** What kind of page it is, in words; undefined if it has none. */
  kind: string | undefined;
  /** HTML, with the words that were found in <mark>. */
  excerpt: string;
  /** Parts of the page that speak of it most, in their order. */
  parts: readonly Pick<Part, 'title' | 'url'>[];
}

/** What is said besides the results: of words that were left out, or of terms that may have been meant. */
export interface Hint {
  text: string;
  terms: readonly string[];
}

export interface Answer {
  total: number;
  hint: Hint;
  /** Loads results. @param from of the first one. @param end behind the last one. */
  load(from: number, end: number): Promise<Found[]>;
}

const FOLDER = `${import.meta.env.BASE_URL}pagefind/`;
/** How many terms are proposed to those who cannot know any. */
const PROPOSED = 8;
/** How many parts of a page are listed. */
const MOST_PARTS = 3;
const NO_HINT: Hint = { text: '', terms: [] };

/** The index of a site, in parts: the first with the engine, and one for each course. */
export class SearchEngine {
  readonly #pagefind: Pagefind;
  readonly words: SearchWords;

  private constructor(pagefind: Pagefind, words: SearchWords) {
    this.#pagefind = pagefind;
    this.words = words;
  }

  /** Loads what is needed to search. @throws if there is no index, as in the development server. */
  static async load(): Promise<SearchEngine> {
    const baseUrl = import.meta.env.BASE_URL;
    const [pagefind, words] = await Promise.all([
      import(/* @vite-ignore */ `${FOLDER}pagefind.js`) as Promise<Pagefind>,
      fetch(`${baseUrl}search.json`).then((answer) => answer.json() as Promise<SearchWords>),
    ]);
    await pagefind.options({ baseUrl });
    await pagefind.init();
    await Promise.all(words.shards.map((shard) => pagefind.mergeIndex(`${FOLDER}${shard}/`, { baseUrl })));
    return new SearchEngine(pagefind, words);
  }

  async #results(query: string, options: Options = {}): Promise<Result[]> {
    return (await this.#pagefind.search(query, options))?.results ?? [];
  }

  /** Results with all words or, if there are none, with those of which something is known. */
  async #found(query: string): Promise<{ results: Result[]; query: string; without: string[] }> {
    const all = await this.#results(query);
    const words = wordsOf(query);
    if (all.length > 0 || words.length < 2) return { results: all, query, without: [] };
    const counted = await Promise.all(words.map(async (word) => ({ word, count: (await this.#results(word)).length })));
    // The rarest words go first: those that are nowhere, then those that stand beside the others on no page.
    const rarest = counted.toSorted((one, other) => one.count - other.count).map(({ word }) => word);
    for (let left = 1; left < words.length; left++) {
      const without = rarest.slice(0, left);
      const less = words.filter((word) => !without.includes(word)).join(' ');
      const some = less === '' ? [] : await this.#results(less);
      if (some.length > 0) return { results: some, query: less, without };
    }
    return { results: all, query, without: [] };
  }

  /** Places in the order of results of those that do not come first, by their ids. */
  async #ranks(query: string): Promise<Map<string, number>> {
    const kinds = LATER_KINDS.flat();
    const found = await Promise.all(kinds.map((kind) => this.#results(query, { filters: { kind } })));
    return new Map(found.flatMap((some, index) => some.map(({ id }) => [id, rankOf(kinds[index])] as const)));
  }

  #hint(typed: string, without: readonly string[], hasLessons: boolean): Hint {
    const { words } = this;
    if (without.length > 0) return { text: words.without.replace('{words}', () => without.join(' ')), terms: [] };
    if (hasLessons) return NO_HINT;
    if (isInOtherScript(typed, words.language))
      return { text: words.otherLanguage, terms: words.terms.slice(0, PROPOSED) };
    const terms = similarTerms(typed.trim(), words.terms);
    return terms.length > 0 ? { text: words.didYouMean, terms } : NO_HINT;
  }

  #shown({ url, excerpt, meta, filters, sub_results: parts }: PageData): Found {
    const below = parts.filter((part) => part.url !== url);
    const most = below.toSorted((one, other) => other.locations.length - one.locations.length).slice(0, MOST_PARTS);
    return {
      title: meta.title ?? url,
      url,
      kind: this.words.kinds[filters?.kind?.[0] ?? ''],
      excerpt,
      parts: below.filter((part) => most.includes(part)),
    };
  }

  /** Answers as learners ask: what they look for first, hyphens or not, and something where nothing has all words. */
  async search(typed: string): Promise<Answer> {
    const asked = queryOf(typed);
    const { results, query, without } = await this.#found(asked === '' ? typed : asked);
    const ranks = await this.#ranks(query);
    const rank = ({ id }: Result): number => ranks.get(id) ?? 0;
    // Within a kind as the engine has ranked them.
    const ordered = results.toSorted((one, other) => rank(one) - rank(other));
    const hasLessons = ordered[0] !== undefined && rank(ordered[0]) === 0;
    return {
      total: ordered.length,
      hint: this.#hint(typed, without, hasLessons),
      load: (from, end) =>
        Promise.all(ordered.slice(from, end).map(async (result) => this.#shown(await result.data()))),
    };
  }
}
