/** Kinds of tokens, called by what stands in the text where there is such a thing. */
export type TokenKind =
  | 'start'
  | 'end'
  | '%'
  | '---'
  | '...'
  | 'map'
  | 'list'
  | 'close'
  | '-'
  | '?'
  | ':'
  | '{'
  | '}'
  | '['
  | ']'
  | ','
  | '&'
  | '*'
  | '!'
  | 'text';

/** A token and the line where it begins. */
export interface Token {
  kind: TokenKind;
  line: number;
  /** Text, or name of an anchor, or the tag's handle. */
  value: string;
  /** What follows a tag's handle. */
  suffix?: string;
  isPlain?: boolean;
}
