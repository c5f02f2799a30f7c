/**
 * Applies a stored color choice before the first paint; the only inline script of the site.
 * The policy allows it by its hash (policy.ts).
 */
export const THEME_SCRIPT =
  "try{let c=localStorage.getItem('theme');if(c)document.documentElement.dataset.theme=c}catch{}";
