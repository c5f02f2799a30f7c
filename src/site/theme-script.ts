/**
 * Applies a stored color choice before the first paint; the only inline script of the site. The policy allows it by its hash
 * (policy.ts), which is the same for every site because the element says the key (data-key): sites under other paths of
 * an origin have choices of their own. Whatever else stands there is no choice.
 */
export const THEME_SCRIPT =
  "try{let c=localStorage.getItem(document.currentScript.dataset.key);if(c=='light'||c=='dark')document.documentElement.dataset.theme=c}catch{}";

/** Key under which the choice is stored. @param base path of the site, with slashes at both ends. */
export const themeKey = (base: string): string => `theme:${base}`;
