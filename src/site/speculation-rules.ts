/**
 * Which pages browsers may fetch ahead when their readers are about to open them, as the text of a script of type `speculationrules`: pages of this
 * site, whose addresses end with a slash, and no downloads. The policy of the site allows just this text.
 * @param base path of the site, with slashes at both ends. @see https://wicg.github.io/nav-speculation/speculation-rules.html
 */
export function speculationRules(base: string): string {
  const isPage = { href_matches: [base, `${base}*/`, `${base}*/#*`] };
  const isTaken = { selector_matches: '[download], [target="_blank"]' };
  return JSON.stringify({ prefetch: [{ where: { and: [isPage, { not: isTaken }] }, eagerness: 'moderate' }] });
}
