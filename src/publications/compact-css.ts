/** A style sheet without remarks, indents, and blanks beside its signs. */
export function compactCss(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .trim();
}
