/**
 * Applies a stored colour choice before the first paint; the only inline script of the site.
 * Its hash stands in public/_headers, and a test compares the two.
 */
export const THEME_SCRIPT =
  "try{let c=localStorage.getItem('theme');if(c)document.documentElement.dataset.theme=c}catch{}";
