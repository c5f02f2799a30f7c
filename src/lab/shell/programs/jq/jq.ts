import type { Program } from '../../program.ts';
import { JsonError, parseJson } from '../json-stream.ts';
import { inputs, readOptions } from '../options.ts';
import { evaluate } from './evaluate.ts';
import { JqParser } from './parse.ts';
import { JqSyntaxError } from './tree.ts';
import { JqError, sortedKeys } from './values.ts';

/** Where a value comes from, as errors name it. */
interface Source {
  name: string;
  line: number;
}

/** `jq`: its common filters. @see https://jqlang.org/manual/ */
export const jq: Program = async (context) => {
  const variables: Record<string, unknown> = {};
  const words: string[] = [];
  for (let index = 0; index < context.arguments.length; index++) {
    const word = context.arguments[index] as string;
    if (word === '--arg' || word === '--argjson') {
      const [name = '', value = ''] = [context.arguments[index + 1], context.arguments[index + 2]];
      variables[name] = word === '--arg' ? value : JSON.parse(value);
      index += 2;
    } else words.push(word);
  }
  const {
    flags,
    values,
    words: rest,
  } = readOptions(
    words,
    'r|raw-output,c|compact-output,n|null-input,s|slurp,S|sort-keys,e|exit-status,R|raw-input,j|join-output,M|monochrome-output,C|color-output,a|ascii-output,indent:,tab',
  );
  const [text = '.', ...names] = rest;
  let filter: ReturnType<JqParser['whole']>;
  try {
    filter = new JqParser(text).whole();
  } catch (problem) {
    if (!(problem instanceof JqSyntaxError)) throw problem;
    context.errors.write(`jq: error: ${problem.message}\njq: 1 compile error\n`);
    return 3;
  }
  const indent = Number(values.indent ?? 2);
  let last: unknown = null;
  let code = 0;
  const show = (value: unknown): void => {
    last = value;
    if ((flags.has('r') || flags.has('j')) && typeof value === 'string')
      context.output.write(`${value}${flags.has('j') ? '' : '\n'}`);
    else
      context.output.write(
        `${JSON.stringify(flags.has('S') ? sortedKeys(value) : (value ?? null), undefined, flags.has('c') ? undefined : indent).replace(/\x7f/g, '\\u007f')}${flags.has('j') ? '' : '\n'}`,
      );
  };
  const judge = (value: unknown, from: Source): void => {
    try {
      for (const made of evaluate(filter, value, variables)) show(made);
    } catch (problem) {
      if (!(problem instanceof JqError)) throw problem;
      context.errors.write(`jq: error (at ${from.name}:${from.line}): ${problem.message}\n`);
      code = 5;
    }
  };
  if (flags.has('n')) judge(null, { name: '<unknown>', line: 0 });
  else if (names.length === 0 && !flags.has('s') && !flags.has('R')) {
    // Values are judged as they come: what is watched has no end.
    let waiting = '';
    let seen = 0;
    for (;;) {
      const piece = await context.input.read();
      waiting += piece ?? '';
      seen += piece?.match(/\n/g)?.length ?? 0;
      try {
        const { values: found, rest: left } = parseJson(waiting, piece === undefined);
        waiting = left;
        for (const value of found) judge(value, { name: '<stdin>', line: seen });
      } catch (problem) {
        if (!(problem instanceof JsonError)) throw problem;
        context.errors.write(`jq: parse error: ${problem.message}\n`);
        return 5;
      }
      if (piece === undefined) break;
    }
  } else {
    const all = await inputs(context, names);
    if (all.some((one) => one.text === undefined)) return 2;
    const whole = all.map((one) => one.text ?? '').join('');
    const source: Source = { name: names.at(-1) ?? '<stdin>', line: whole.match(/\n/g)?.length ?? 0 };
    if (flags.has('R')) {
      const lines = whole.replace(/\n$/, '').split('\n');
      if (flags.has('s')) judge(whole, source);
      else for (const line of lines) judge(line, source);
    } else {
      try {
        const { values: found } = parseJson(whole, true);
        if (flags.has('s')) judge(found, source);
        else for (const value of found) judge(value, source);
      } catch (problem) {
        if (!(problem instanceof JsonError)) throw problem;
        context.errors.write(`jq: parse error: ${problem.message}\n`);
        return 5;
      }
    }
  }
  if (code !== 0) return code;
  return flags.has('e') && (last === null || last === false) ? 1 : 0;
};
