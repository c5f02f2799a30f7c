/**
 * How sigs.k8s.io/yaml (with its copy of go-yaml v2) writes a text: plain, in quotes or as a block, folded at 80 columns. A port of the rules
 * of its emitter (`yaml_emitter_analyze_scalar`, `yaml_emitter_select_scalar_style` and the writers).
 */

const WIDTH = 80;

/** Texts that a reader of YAML 1.1 would take for something else. */
const RESOLVES =
  /^(?:~|null|Null|NULL|y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|true|True|TRUE|false|False|FALSE|\.nan|\.NaN|\.NAN|[-+]?\.inf|[-+]?\.Inf|[-+]?\.INF)$/;
const NUMBER =
  /^(?:[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|0o?[0-7_]+|\d[\d_]*)|[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d+)?)$/;
const BASE_60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const TIME = [
  /^\d{4}-\d\d?-\d\d?$/,
  /^\d{4}-\d\d?-\d\d?[Tt]\d\d?:\d\d?:\d\d?(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$/,
  /^\d{4}-\d\d?-\d\d? \d\d?:\d\d?:\d\d?(?:\.\d+)?$/,
];

function isTime(text: string): boolean {
  if (!TIME.some((pattern) => pattern.test(text))) return false;
  const [, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
}

/** Whether a text would be read as something other than a text if it stood without quotes. */
export function resolves(text: string): boolean {
  return text === '' || RESOLVES.test(text) || NUMBER.test(text) || BASE_60.test(text) || isTime(text);
}

interface Analysis {
  multiline: boolean;
  plainAllowed: boolean;
  singleAllowed: boolean;
  blockAllowed: boolean;
}

function isBreak(character: string): boolean {
  return (
    character === '\n' ||
    character === '\r' ||
    character === '\u0085' ||
    character === '\u2028' ||
    character === '\u2029'
  );
}

function isPrintable(code: number): boolean {
  return (
    code === 0x0a ||
    (code >= 0x20 && code <= 0x7e) ||
    code === 0x85 ||
    (code >= 0xa0 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff)
  );
}

/** What styles a text allows. */
function analyze(text: string): Analysis {
  const characters = [...text];
  let indicators = /^(---|\.\.\.)/.test(text);
  let breaks = false;
  let special = false;
  let tab = false;
  let leadingSpace = false;
  let leadingBreak = false;
  let trailingSpace = false;
  let trailingBreak = false;
  let breakSpace = false;
  let spaceBreak = false;
  let previousSpace = false;
  let previousBreak = false;
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] as string;
    const next = characters[index + 1];
    const blankNext = next === undefined || next === ' ' || next === '\t' || isBreak(next);
    const blankBefore =
      index === 0 || /[ \t]/.test(characters[index - 1] as string) || isBreak(characters[index - 1] as string);
    if (index === 0) {
      if ('#,[]{}&*!|>\'"%@`'.includes(character)) indicators = true;
      else if ('?:-'.includes(character) && blankNext) indicators = true;
    } else if (character === ':' ? blankNext : character === '#' && blankBefore) indicators = true;
    if (character === '\t') tab = true;
    else if (!isPrintable(character.codePointAt(0) ?? 0)) special = true;
    if (character === ' ') {
      if (index === 0) leadingSpace = true;
      if (index === characters.length - 1) trailingSpace = true;
      if (previousBreak) breakSpace = true;
      previousSpace = true;
      previousBreak = false;
    } else if (isBreak(character)) {
      breaks = true;
      if (index === 0) leadingBreak = true;
      if (index === characters.length - 1) trailingBreak = true;
      if (previousSpace) spaceBreak = true;
      previousSpace = false;
      previousBreak = true;
    } else {
      previousSpace = false;
      previousBreak = false;
    }
  }
  const analysis = { multiline: breaks, plainAllowed: true, singleAllowed: true, blockAllowed: true };
  if (leadingSpace || leadingBreak || trailingSpace || trailingBreak) analysis.plainAllowed = false;
  if (trailingSpace) analysis.blockAllowed = false;
  if (breakSpace) analysis.plainAllowed = analysis.singleAllowed = false;
  if (spaceBreak || tab || special) analysis.plainAllowed = analysis.singleAllowed = false;
  if (spaceBreak || special) analysis.blockAllowed = false;
  if (breaks) analysis.plainAllowed = false;
  if (indicators) analysis.plainAllowed = false;
  return analysis;
}

/** Folds words at 80 columns; `canFold` says whether a space may become a line break. */
function fold(text: string, column: number, indent: string, writeOther: (character: string) => string): string {
  const characters = [...text];
  let written = '';
  let at = column;
  let wasSpace = false;
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] as string;
    if (character === ' ') {
      const canFold =
        !wasSpace && at > WIDTH && index > 0 && index < characters.length - 1 && characters[index + 1] !== ' ';
      if (canFold) {
        written += `\n${indent}`;
        at = indent.length;
      } else {
        written += ' ';
        at += 1;
      }
      wasSpace = true;
      continue;
    }
    const other = writeOther(character);
    written += other;
    at += [...other].length;
    wasSpace = false;
  }
  return written;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escaped(character: string): string {
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  if (isPrintable(code)) return character;
  const digits = code.toString(16).toUpperCase();
  return code <= 0xff
    ? `\\x${digits.padStart(2, '0')}`
    : code <= 0xffff
      ? `\\u${digits.padStart(4, '0')}`
      : `\\U${digits.padStart(8, '0')}`;
}

/** Double quotes: a space at which the line is broken before another space gets a backslash. */
function doubleQuoted(text: string, column: number, indent: string): string {
  const characters = [...text];
  let written = '"';
  let at = column + 1;
  let wasSpace = false;
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] as string;
    if (character === ' ') {
      if (!wasSpace && at > WIDTH && index > 0 && index < characters.length - 1) {
        written += `\n${indent}`;
        at = indent.length;
        if (characters[index + 1] === ' ') {
          written += '\\';
          at += 1;
        }
      } else {
        written += ' ';
        at += 1;
      }
      wasSpace = true;
      continue;
    }
    const other = escaped(character);
    written += other;
    at += [...other].length;
    wasSpace = false;
  }
  return `${written}"`;
}

function singleQuoted(text: string, column: number, indent: string): string {
  return `'${fold(text, column + 1, indent, (character) => (character === "'" ? "''" : character))}'`;
}

function literal(text: string, indent: string): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = text.endsWith('\n') ? (text === '\n' || text.endsWith('\n\n') ? '+' : '') : '-';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map((line) => (line === '' ? '' : indent + line));
  return `|${hint}${chomp}\n${lines.join('\n')}`;
}

/**
 * A text as it stands in YAML.
 * @param column where it begins on its line.
 * @param indent spaces before further lines of it.
 * @param isKey whether it is a key of a map: then it must stay on its line.
 */
export function yamlText(text: string, column: number, indent: string, isKey = false): string {
  const analysis = analyze(text);
  if (text.includes('\n') && analysis.blockAllowed && !isKey) return literal(text, indent);
  const far = isKey ? -1e9 : column;
  if (!text.includes('\n') && !resolves(text)) {
    if (analysis.plainAllowed && !(isKey && analysis.multiline))
      return fold(text, far, indent, (character) => character);
    if (analysis.singleAllowed) return singleQuoted(text, far, indent);
  }
  return doubleQuoted(text, far, indent);
}
