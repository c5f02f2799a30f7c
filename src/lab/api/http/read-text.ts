const LETTERS = /[A-Za-z0-9+/]/;

/**
 * Where Go finds a text to be no base64: the number of a byte; undefined if it is base64. Line ends are passed over.
 * @see https://pkg.go.dev/encoding/base64#CorruptInputError
 */
export function wrongByte(text: string): number | undefined {
  let at = 0;
  const skipLineEnds = (): void => {
    while (text[at] === '\n' || text[at] === '\r') at++;
  };
  for (;;) {
    for (let letters = 0; letters < 4; letters++) {
      skipLineEnds();
      if (at === text.length) return letters === 0 ? undefined : at - letters;
      const letter = text[at++] as string;
      if (LETTERS.test(letter)) continue;
      if (letter !== '=' || letters < 2) return at - 1;
      if (letters === 2) {
        skipLineEnds();
        if (at === text.length) return text.length;
        if (text[at] !== '=') return at - 1;
        at++;
      }
      // Nothing may follow what fills up the end.
      skipLineEnds();
      return at < text.length ? at : undefined;
    }
  }
}

/**
 * What is wrong with a quantity; undefined if nothing is.
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#ParseQuantity
 */
export function quantityProblem(value: unknown): string | undefined {
  const parts = typeof value === 'string' ? /^([+-]?\d*(?:\.\d*)?)([eEinumkKMGTP]*[-+]?\d*)$/.exec(value.trim()) : null;
  if (!parts || parts[0] === '')
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  const [, digits = '', suffix = ''] = parts;
  if (!/^(?:[numkMGTPE]|[KMGTPE]i|[eE][-+]?\d+)?$/.test(suffix)) return "unable to parse quantity's suffix";
  return /\d/.test(digits) ? undefined : 'unable to parse numeric part of quantity';
}
