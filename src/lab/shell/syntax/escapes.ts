const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  E: '\x1b',
};

/** A text with the escapes of `$'…'`, `echo -e` and `printf` resolved. */
export function escaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|(0?[0-7]{1,3})|([\s\S]))/g,
    (whole, hex, unicode, long, octal, letter) => {
      const code = hex ?? unicode ?? long;
      if (code !== undefined) return pointText(Number.parseInt(code, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return ESCAPES[letter as string] ?? (/["'\\?]/.test(letter as string) ? (letter as string) : (whole as string));
    },
  );
}

const pointText = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');
