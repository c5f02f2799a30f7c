import {
  isInOtherScript,
  LATER_KINDS,
  queryOf,
  rankOf,
  type SearchWords,
  similarTerms,
  wordsOf,
} from './search-words.ts';

/** A result of Pagefind, not loaded yet. */
interface Result {
  id: string;
  data(): Promise<ResultData>;
}

/** A result as it is shown; the excerpt is HTML. */
interface ResultData {
  excerpt: string;
  filters?: Record<string, string[]>;
}

interface Found {
  results: Result[];
}

interface Engine {
  search(query: string | null, options?: Record<string, unknown>): Promise<Found | null>;
}

/** The part of Pagefind's user interface that is used here (pagefind 1.6, component-ui: class of instances). */
interface Instance {
  triggerLoad(): Promise<void>;
  triggerSearch(term: string): void;
  __pagefind__: Engine | null;
}

interface Components {
  getInstanceManager(): { getInstance(name: string): Instance };
}

/** How many terms are proposed to those who cannot know any. */
const PROPOSED = 8;

/** A search by the engine, with the words of which something is known if there is nothing with all of them. */
async function found(
  engine: Engine,
  query: string,
  options: Record<string, unknown>,
): Promise<{ found: Found | null; query: string; without: string[] }> {
  const all = await engine.search(query, options);
  const words = wordsOf(query);
  if (!all || all.results.length > 0 || words.length < 2) return { found: all, query, without: [] };
  const counted = await Promise.all(
    words.map(async (word) => ({ word, count: (await engine.search(word, options))?.results.length ?? 0 })),
  );
  // The rarest words go first: those that are nowhere, then those that stand beside the others on no page.
  const rarest = counted.toSorted((one, other) => one.count - other.count).map(({ word }) => word);
  for (let left = 1; left < words.length; left++) {
    const without = rarest.slice(0, left);
    const less = words.filter((word) => !without.includes(word)).join(' ');
    const some = less === '' ? null : await engine.search(less, options);
    if (some && some.results.length > 0) return { found: some, query: less, without };
  }
  return { found: all, query, without: [] };
}

/** Results in the order of kinds; within a kind as the engine has ranked them. */
async function ordered(
  engine: Engine,
  query: string,
  options: Record<string, unknown>,
  all: Found,
): Promise<{ results: Result[]; hasLessons: boolean }> {
  const ranks = new Map<string, number>();
  const filters = (options.filters ?? {}) as Record<string, unknown>;
  for (const kinds of LATER_KINDS) {
    for (const kind of kinds) {
      const some = await engine.search(query, { ...options, filters: { ...filters, kind } });
      for (const { id } of some?.results ?? []) ranks.set(id, rankOf(kind));
    }
  }
  const rank = ({ id }: Result): number => ranks.get(id) ?? 0;
  const results = [...all.results].sort((one, other) => rank(one) - rank(other));
  return { results, hasLessons: results[0] !== undefined && rank(results[0]) === 0 };
}

/** A result that says what it is before its excerpt. */
function labelled(result: Result, kinds: SearchWords['kinds']): Result {
  return {
    ...result,
    data: async () => {
      const data = await result.data();
      const kind = kinds[data.filters?.kind?.[0] ?? ''];
      const label = document.createElement('b');
      label.className = 'search-kind';
      label.textContent = kind ?? '';
      return kind === undefined ? data : { ...data, excerpt: `${label.outerHTML} ${data.excerpt}` };
    },
  };
}

/** What is said above the results: of words that were left out, of terms that may have been meant. */
class Hint {
  readonly element = document.createElement('p');
  private readonly search: (term: string) => void;

  constructor(search: (term: string) => void) {
    this.search = search;
    this.element.className = 'search-hint';
    this.element.setAttribute('role', 'status');
    this.element.hidden = true;
  }

  say(text: string, terms: readonly string[] = []): void {
    const buttons = terms.map((term) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = term;
      button.addEventListener('click', () => this.search(term));
      return button;
    });
    this.element.replaceChildren(text, ...buttons.flatMap((button) => [' ', button]));
    this.element.hidden = text === '';
  }
}

/** Who has moved among the results stays there when these are replaced by better ones: on the one in the same place, or in the field. */
function keepFocus(modal: HTMLElement): void {
  const list = modal.querySelector('pagefind-results');
  if (!list) return;
  let place = -1;
  const links = (): HTMLElement[] => [...list.querySelectorAll('a')];
  document.addEventListener('focusin', ({ target }) => {
    place = links().indexOf(target as HTMLElement);
  });
  new MutationObserver(() => {
    const isLost = place >= 0 && (document.activeElement === document.body || document.activeElement === null);
    if (isLost) (links()[place] ?? modal.querySelector('input'))?.focus();
  }).observe(list, { childList: true, subtree: true });
}

/** A link that is pressed while better results take its place is followed all the same: the browser knows of no click then. */
function keepPress(modal: HTMLElement): void {
  let pressed: HTMLAnchorElement | null = null;
  modal.addEventListener('pointerdown', ({ target }) => {
    pressed = target instanceof Element ? target.closest<HTMLAnchorElement>('pagefind-results a') : null;
  });
  document.addEventListener('pointerup', ({ target }) => {
    if (pressed && !pressed.isConnected && target instanceof Node && modal.contains(target))
      location.href = pressed.href;
    pressed = null;
  });
}

/** Lets search answer as learners ask: what they look for first, hyphens or not, and something where nothing has all words. */
export async function improveSearch(modal: HTMLElement): Promise<void> {
  const { PagefindComponents } = window as typeof window & { PagefindComponents?: Components };
  const instance = PagefindComponents?.getInstanceManager().getInstance('default');
  if (!instance) return;
  keepFocus(modal);
  keepPress(modal);
  // What is typed meanwhile is searched for once.
  const triggerSearch = instance.triggerSearch.bind(instance);
  let asked: string | undefined;
  instance.triggerSearch = (term) => {
    asked = term;
  };
  try {
    await improve(instance, modal);
  } finally {
    instance.triggerSearch = triggerSearch;
    const input = modal.querySelector('input');
    // What was found before this was here is found anew, unless somebody is among the results already.
    if (input && input.value !== '' && document.activeElement === input) asked ??= input.value;
    if (asked !== undefined) triggerSearch(asked);
  }
}

async function improve(instance: Instance, modal: HTMLElement): Promise<void> {
  const [answer] = await Promise.all([fetch(`${import.meta.env.BASE_URL}search.json`), instance.triggerLoad()]);
  const words = (await answer.json()) as SearchWords;
  const engine = instance.__pagefind__;
  if (!engine) return;
  const field = (): HTMLInputElement | null => modal.querySelector('input');
  const hint = new Hint((term) => {
    const input = field();
    if (!input) return;
    input.value = term;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.focus();
  });
  modal.querySelector('pagefind-results')?.before(hint.element);
  const search: Engine['search'] = async (typed, options = {}) => {
    if (typed === null) return engine.search(typed, options);
    const query = queryOf(typed);
    const { found: all, query: used, without } = await found(engine, query === '' ? typed : query, options);
    if (!all) return all;
    const { results, hasLessons } = await ordered(engine, used, options, all);
    if (without.length > 0) hint.say(words.without.replace('{words}', () => without.join(' ')));
    else if (!hasLessons && isInOtherScript(typed, words.language))
      hint.say(words.otherLanguage, words.terms.slice(0, PROPOSED));
    else {
      const similar = !hasLessons ? similarTerms(typed.trim(), words.terms) : [];
      hint.say(similar.length > 0 ? words.didYouMean : '', similar);
    }
    return { ...all, results: results.map((result) => labelled(result, words.kinds)) };
  };
  instance.__pagefind__ = Object.assign(Object.create(engine) as Engine, { search });
}
