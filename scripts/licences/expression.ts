/** Words and brackets of an SPDX licence expression. */
const TOKEN = /[()]|[^\s()]+/g;

/**
 * Whether a licence expression is fulfilled by licences that are allowed: of alternatives one is enough.
 * The grammar is that of SPDX 2.3, annex D: WITH binds more tightly than AND, and AND more tightly than OR.
 * @param allows tells of one licence, an exception to it included ("GPL-2.0-only WITH Classpath-exception-2.0").
 * @throws Error if the text is no expression.
 */
export function fulfills(expression: string, allows: (licence: string) => boolean): boolean {
  const tokens = expression.match(TOKEN) ?? [];
  let at = 0;
  const fail = (): never => {
    throw new Error(`"${expression}" is no SPDX licence expression.`);
  };
  const takes = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at++;
    return true;
  };
  const id = (): string => {
    const token = tokens[at++];
    return token === undefined || /^(?:[()]|AND|OR|WITH)$/.test(token) ? fail() : token;
  };
  const one = (): boolean => {
    if (takes('(')) {
      const inner = any();
      return takes(')') ? inner : fail();
    }
    const licence = id();
    return allows(takes('WITH') ? `${licence} WITH ${id()}` : licence);
  };
  const all = (): boolean => {
    let fulfilled = one();
    while (takes('AND')) fulfilled = one() && fulfilled;
    return fulfilled;
  };
  const any = (): boolean => {
    let fulfilled = all();
    while (takes('OR')) fulfilled = all() || fulfilled;
    return fulfilled;
  };
  const fulfilled = any();
  return at === tokens.length ? fulfilled : fail();
}
