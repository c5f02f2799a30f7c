/** Characters that have no place in a text for people, by code point: name as Unicode has it. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'null'],
  [0x07, 'bell'],
  [0x08, 'backspace'],
  [0x0b, 'line tabulation'],
  [0x0c, 'form feed'],
  [0x1b, 'escape'],
  [0x7f, 'delete'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'pop directional formatting'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'pop directional isolate'],
  [0xfeff, 'zero width no-break space'],
]);

/**
 * Control characters besides tab and line feed, what turns the direction of text around, halves of pairs, and code points
 * that are no characters: XML has no way to write most of them, and the others make a text look other than it is
 * (https://www.w3.org/TR/xml/#charsets, https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing).
 */
const REFUSED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** A character that may not stand in a text. */
export interface RefusedCharacter {
  /** Offset in the text. */
  index: number;
  /** `U+202E (right-to-left override)`. */
  name: string;
}

/** The first character of a text that may not stand there. */
export function refusedCharacter(text: string): RefusedCharacter | undefined {
  const match = REFUSED.exec(text);
  if (!match) return undefined;
  const code = match[0].charCodeAt(0);
  const name = NAMES.get(code) ?? (code >= 0xd800 && code <= 0xdfff ? 'half of a pair' : 'a control character');
  return { index: match.index, name: `U+${code.toString(16).toUpperCase().padStart(4, '0')} (${name})` };
}
