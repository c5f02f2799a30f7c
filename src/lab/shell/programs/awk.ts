import type { Program } from '../program.ts';
import { AwkParser } from './awk/parse.ts';
import { AwkRun } from './awk/run.ts';
import { AwkSyntaxError } from './awk/tree.ts';
import { inputs, linesOf } from './options.ts';

/** `awk`: its common forms. @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/awk.html */
export const awk: Program = async (context) => {
  const variables: Record<string, string> = {};
  const words = [...context.arguments];
  for (let word = words[0]; word?.startsWith('-') && word !== '-'; word = words[0]) {
    words.shift();
    if (word.startsWith('-F')) variables.FS = word.slice(2) || (words.shift() ?? ' ');
    else if (word.startsWith('-v')) {
      const [name = '', ...value] = (word.slice(2) || (words.shift() ?? '')).split('=');
      variables[name] = value.join('=');
    } else if (word === '--') break;
    else {
      context.errors.write(`awk: unknown option ${word} ignored\n`);
    }
  }
  const program = words.shift();
  if (program === undefined) {
    context.errors.write('usage: awk [-F fs][-v var=value][prog | -f progfile][file ...]\n');
    return 2;
  }
  try {
    const rules = new AwkParser(program).rules();
    const run = new AwkRun(rules, context.output, variables);
    if (run.needsInput) {
      for (const { name, text } of await inputs(context, words)) {
        if (text === undefined) return 2;
        run.file(name === '-' ? '' : name, linesOf(text));
      }
    }
    return run.end();
  } catch (problem) {
    if (!(problem instanceof AwkSyntaxError)) throw problem;
    context.errors.write(`awk: cmd. line:1: ${problem.message}\n`);
    return 2;
  }
};
