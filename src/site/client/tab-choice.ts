/** Several sites may share an origin, so the key carries the path of this one. */
const KEY = `tabs:${import.meta.env.BASE_URL}`;
/** How many choices are remembered; a choice that nobody repeats for so long is none. */
const MOST = 20;
const LONGEST = 100;

let memory: readonly string[] | undefined;
const listeners: ((labels: readonly string[]) => void)[] = [];

/** Labels of tabs as a page of ours wrote them, or none. */
function understood(text: string | null): string[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    const labels = Array.isArray(value) ? value : [];
    return labels
      .filter((label): label is string => typeof label === 'string' && label.length <= LONGEST)
      .slice(0, MOST);
  } catch {
    return [];
  }
}

/** Labels of the tabs that were chosen, the last one first. */
export function chosenTabs(): readonly string[] {
  if (memory) return memory;
  try {
    return understood(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

/** Remembers a choice, and tells all tabs of the page of it. */
export function chooseTab(label: string): void {
  const labels = [label, ...chosenTabs().filter((other) => other !== label)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(labels));
    memory = undefined;
  } catch {
    // Storage is full or blocked: the choice holds for this page.
    memory = labels;
  }
  for (const listener of listeners) listener(labels);
}

/** Calls back when a tab is chosen, on this page or on another one of this site. */
export function onTabChoice(listener: (labels: readonly string[]) => void): void {
  if (listeners.length === 0) {
    addEventListener('storage', ({ key }) => {
      if (key === KEY) for (const each of listeners) each(chosenTabs());
    });
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) for (const each of listeners) each(chosenTabs());
    });
  }
  listeners.push(listener);
}
