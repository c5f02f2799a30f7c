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
  mergeIndex(path: string, options: { baseUrl: string }): Promise<void>;
  search(query: string, options?: Options): Promise<{ results: Result[] } | null>;
}

interface PagefindModule {
  createInstance(options: { baseUrl: string; noWorker: boolean }): Pagefind;
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
  /** Whether a single word stands in what was searched as it was typed. */
  isKnown: boolean;
  /** Whether everything was searched, or the last part may have more. */
  isWhole: boolean;
  hint: Hint;
  /** Loads results. @param from of the first one. @param end behind the last one. */
  load(from: number, end: number): Promise<Found[]>;
}

const BASE = import.meta.env.BASE_URL;
const FOLDER = `${BASE}pagefind/`;
/** How many terms are proposed to those who cannot know any. */
const PROPOSED = 8;
/** How many parts of a page are listed. */
const MOST_PARTS = 3;
const NO_HINT: Hint = { text: '', terms: [] };

/** The index of a site, in parts: the first with the engine, and one for each course. */
export class SearchEngine {
  readonly #pagefind: Pagefind;
  readonly words: SearchWords;
  #last: Promise<void> | undefined;

  private constructor(pagefind: Pagefind, words: SearchWords) {
    this.#pagefind = pagefind;
    this.words = words;
  }

  /** Loads what is needed to search. @throws if there is no index, as in the development server. */
  static async load(): Promise<SearchEngine> {
    const [module, words] = await Promise.all([
      import(/* @vite-ignore */ `${FOLDER}pagefind.js`) as Promise<PagefindModule>,
      fetch(`${BASE}search.json`).then((answer) => answer.json() as Promise<SearchWords>),
    ]);
    // A worker would load the engine once more, and an answer takes it a few milliseconds.
    const engine = new SearchEngine(module.createInstance({ baseUrl: BASE, noWorker: true }), words);
    await Promise.all(words.shards.map((shard) => engine.#merge(shard)));
    return engine;
  }

  #merge(shard: string): Promise<void> {
    return this.#pagefind.mergeIndex(`${FOLDER}${shard}/`, { baseUrl: BASE });
  }

  /** Searches the last part, too, from now on. What is in it comes behind everything else: the order of what was found stays. */
  widen(): Promise<void> {
    this.#last ??= this.#merge(this.words.lastShard);
    return this.#last;
  }

  async #results(query: string, options: Options = {}): Promise<Result[]> {
    return (await this.#pagefind.search(query, options))?.results ?? [];
  }

  /** Whether only the glossary has all words of a query: it is one page with all terms, so that this says little of several words. */
  async #isOfGlossary(query: string, results: readonly Result[]): Promise<boolean> {
    const inGlossary = await this.#results(query, { filters: { kind: 'glossary' } });
    return inGlossary.length >= results.length;
  }

  /** Results with all words or, if there are none besides the glossary, with those of which something is known. */
  async #found(query: string): Promise<{ results: Result[]; query: string; without: string[] }> {
    const all = await this.#results(query);
    const words = wordsOf(query);
    const whole = { results: all, query, without: [] };
    if (words.length < 2 || (all.length > 0 && !(await this.#isOfGlossary(query, all)))) return whole;
    const counted = await Promise.all(words.map(async (word) => ({ word, count: (await this.#results(word)).length })));
    // The rarest words go first: those that are nowhere, then those that stand beside the others on no page.
    const rarest = counted.toSorted((one, other) => one.count - other.count).map(({ word }) => word);
    for (let left = 1; left < words.length; left++) {
      const without = rarest.slice(0, left);
      const less = words.filter((word) => !without.includes(word)).join(' ');
      const some = less === '' ? [] : await this.#results(less);
      const isEnough = some.length > 0 && (all.length === 0 || !(await this.#isOfGlossary(less, some)));
      if (isEnough) return { results: some, query: less, without };
    }
    return whole;
  }

  /** Places in the order of results of those that do not come first, by their ids. */
  async #ranks(query: string): Promise<Map<string, number>> {
    const kinds = LATER_KINDS.flat();
    const found = await Promise.all(kinds.map((kind) => this.#results(query, { filters: { kind } })));
    return new Map(found.flatMap((some, index) => some.map(({ id }) => [id, rankOf(kinds[index])] as const)));
  }

  /** Ids of the pages that have a single word as it was typed; none for several words. */
  async #exact(query: string): Promise<Set<string>> {
    const isWord = wordsOf(query).length === 1 && !query.startsWith('"');
    return new Set(isWord ? (await this.#results(`"${query}"`)).map(({ id }) => id) : []);
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
    const wanted = asked === '' ? typed : asked;
    let found = await this.#found(wanted);
    if (!this.#last && (found.results.length === 0 || found.without.length > 0)) {
      await this.widen();
      found = await this.#found(wanted);
    }
    const { results, query, without } = found;
    const ranks = await this.#ranks(query);
    const rank = ({ id }: Result): number => ranks.get(id) ?? 0;
    const exact = await this.#exact(query);
    // A word that no lesson has leads to the pages that have it: the engine finds lessons with words that begin alike.
    const isElsewhere = exact.size > 0 && !results.some((result) => exact.has(result.id) && rank(result) === 0);
    const place = (result: Result): number => (isElsewhere && exact.has(result.id) ? -1 : rank(result));
    // Within a kind as the engine has ranked them.
    const ordered = results.toSorted((one, other) => place(one) - place(other));
    const hasLessons = ordered[0] !== undefined && rank(ordered[0]) === 0;
    return {
      total: ordered.length,
      isKnown: exact.size > 0 || wordsOf(query).length !== 1,
      isWhole: this.#last !== undefined,
      hint: this.#hint(typed, without, hasLessons),
      load: (from, end) =>
        Promise.all(ordered.slice(from, end).map(async (result) => this.#shown(await result.data()))),
    };
  }
}
