import { parse, TomlError } from 'smol-toml';
import type { Place } from '../findings/finding.ts';
import type { CodeProblem } from './problem.ts';

/** Why a text is no TOML, in a clause without a period, and where; undefined if it is. */
export function tomlMistake(text: string): (Place & { reason: string }) | undefined {
  try {
    parse(text);
    return undefined;
  } catch (problem) {
    if (!(problem instanceof TomlError)) return undefined;
    const { line, column } = problem;
    const reason = (problem.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '');
    // The parser takes the end of the line for a character of the string.
    const isOpen = /^control characters/.test(reason) && column > (text.split('\n')[line - 1] ?? '').length;
    return { line, column, reason: isOpen ? 'a string is not closed on its line' : reason };
  }
}

/** The first mistake in a TOML text (TOML 1.0), keys that are defined twice included. */
export function tomlProblems(text: string): CodeProblem[] {
  const mistake = tomlMistake(text);
  if (mistake === undefined) return [];
  const { line, column, reason } = mistake;
  return [
    {
      line,
      column,
      message: `This is not valid TOML: ${reason}.`,
      remedy: 'Check quotes and brackets; a key is written once, as key = value.',
    },
  ];
}
