/** The language in which every page of prose exists. */
export const PROSE_LANGUAGE = 'en';

/**
 * Which text of each page is shown to readers of a language: their own, or English where it is not translated.
 * @param ids ids of texts: a language and the name of a page, such as en/privacy.
 * @returns ids by the name of the page.
 */
export function proseIn(language: string, ids: Iterable<string>): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const id of ids) {
    const [folder, ...rest] = id.split('/');
    const name = rest.join('/');
    if (folder === language || (folder === PROSE_LANGUAGE && !chosen.has(name))) chosen.set(name, id);
  }
  return chosen;
}
