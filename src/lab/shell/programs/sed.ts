import { absolutePath } from '../files.ts';
import type { Program } from '../program.ts';
import { inputs, linesOf, readOptions, UsageError } from './options.ts';
import { type Address, ScriptReader, type Step } from './sed-script.ts';

/** What a replacement makes of a match: `&`, `\1`, `\n`, `\U…\E`. */
function replaced(replacement: string, match: readonly string[]): string {
  let mode = '';
  let text = '';
  const add = (piece: string): void => {
    text += mode === 'U' ? piece.toUpperCase() : mode === 'L' ? piece.toLowerCase() : piece;
  };
  for (let at = 0; at < replacement.length; at++) {
    const letter = replacement[at] as string;
    if (letter === '&') add(match[0] ?? '');
    else if (letter === '\\') {
      const next = replacement[++at] ?? '';
      if (/\d/.test(next)) add(match[Number(next)] ?? '');
      else if (next === 'n') add('\n');
      else if (next === 't') add('\t');
      else if ('ULE'.includes(next)) mode = next === 'E' ? '' : next;
      else add(next);
    } else add(letter);
  }
  return text;
}

function substituted(
  line: string,
  { regex, replacement = '', flags = '' }: Step,
): { line: string; isChanged: boolean } {
  const number = Number(/\d+/.exec(flags)?.[0] ?? 1);
  const isGlobal = flags.includes('g');
  let count = 0;
  let isChanged = false;
  const made = line.replace(regex as RegExp, (...match) => {
    count++;
    if (count < number || (count > number && !isGlobal)) return match[0] as string;
    isChanged = true;
    const groups = match.slice(
      0,
      match.findIndex((one) => typeof one === 'number'),
    ) as string[];
    return replaced(replacement, groups);
  });
  return { line: made, isChanged };
}

/** How often one line may jump within a script. */
const MOST_JUMPS = 100_000;

/** Goes to a label that stands outside of the braces in which the jump is. */
class Jump extends Error {}

/** Runs steps, and goes on at a label when something within braces jumps there. */
function runFrom(steps: readonly Step[], perform: (list: readonly Step[]) => boolean): void {
  let list = steps;
  for (;;) {
    try {
      perform(list);
      return;
    } catch (problem) {
      if (!(problem instanceof Jump)) throw problem;
      const place = steps.findIndex(({ name, text }) => name === ':' && text === problem.message);
      if (place < 0)
        throw new UsageError(`-e expression #1, char 0: can't find label for jump to \`${problem.message}'`);
      list = steps.slice(place);
    }
  }
}

/** Runs a script over lines; gives what it prints, and the exit code. */
function run(
  steps: readonly Step[],
  lines: readonly string[],
  isQuiet: boolean,
): { printed: string; code: number; files: ReadonlyMap<string, string> } {
  const files = new Map<string, string>();
  let printed = '';
  let hold = '';
  let index = 0;
  let code = 0;
  let isOver = false;
  const fits = (address: Address, line: string): boolean => {
    const number = index + 1;
    if (address.kind === 'line') return number === address.line;
    if (address.kind === 'last') return index === lines.length - 1;
    if (address.kind === 'step')
      return address.step === 0
        ? number === address.first
        : number >= address.first && (number - address.first) % address.step === 0;
    return address.kind === 'regex' && address.regex.test(line);
  };
  const applies = (step: Step, line: string): boolean => {
    const { from, to } = step;
    if (!from) return true;
    if (!to) return fits(from, line);
    if (step.isOpen) {
      const isEnd =
        to.kind === 'count' ? index >= (step.until ?? 0) : to.kind === 'line' ? index + 1 >= to.line : fits(to, line);
      if (isEnd) step.isOpen = false;
      return true;
    }
    if (!fits(from, line)) return false;
    step.until = index + (to.kind === 'count' ? to.lines : 0);
    step.isOpen = !(to.kind === 'line' && to.line <= index + 1) && !(to.kind === 'count' && to.lines === 0);
    return true;
  };
  for (; index < lines.length && !isOver; index++) {
    let line = lines[index] as string;
    let isDeleted = false;
    let after = '';
    let isReplaced = false;
    let jumps = 0;
    const perform = (list: readonly Step[]): boolean => {
      for (let place = 0; place < list.length; place++) {
        const step = list[place] as Step;
        if (applies(step, line) === step.isNegated) continue;
        switch (step.name) {
          case '{':
            if (!perform(step.steps ?? [])) return false;
            break;
          case 's': {
            const result = substituted(line, step);
            line = result.line;
            if (result.isChanged) isReplaced = true;
            if (result.isChanged && step.flags?.includes('p')) printed += `${line}\n`;
            break;
          }
          case 'y':
            line = [...line]
              .map((letter) => (step.replacement ?? '')[(step.text ?? '').indexOf(letter)] ?? letter)
              .join('');
            break;
          case 'b':
          case 't':
          case 'T': {
            const jumpsNow = step.name === 'b' || isReplaced === (step.name === 't');
            if (step.name !== 'b') isReplaced = false;
            if (!jumpsNow) break;
            if (!step.text) return false;
            if (++jumps > MOST_JUMPS) throw new UsageError('stopped after many jumps: it does not seem to end');
            place = list.findIndex((one) => one.name === ':' && one.text === step.text);
            if (place < 0) throw new Jump(step.text);
            break;
          }
          case 'l':
            printed += `${line.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n')}$\n`;
            break;
          case 'w':
            files.set(step.text ?? '', `${files.get(step.text ?? '') ?? ''}${line}\n`);
            break;
          case 'd':
            isDeleted = true;
            return false;
          case 'p':
            printed += `${line}\n`;
            break;
          case '=':
            printed += `${index + 1}\n`;
            break;
          case 'a':
            after += `${step.text}\n`;
            break;
          case 'i':
            printed += `${step.text}\n`;
            break;
          case 'c':
            printed += `${step.text}\n`;
            isDeleted = true;
            return false;
          case 'q':
          case 'Q':
            isOver = true;
            code = Number(step.text || 0);
            isDeleted = step.name === 'Q';
            return false;
          case 'n':
            if (!isQuiet) printed += `${line}\n`;
            if (index + 1 >= lines.length) {
              isDeleted = true;
              return false;
            }
            line = lines[++index] as string;
            break;
          case 'N':
            if (index + 1 >= lines.length) return false;
            line += `\n${lines[++index]}`;
            break;
          case 'P':
            printed += `${line.split('\n')[0]}\n`;
            break;
          case 'D':
            isDeleted = true;
            return false;
          case 'h':
            hold = line;
            break;
          case 'H':
            hold += `\n${line}`;
            break;
          case 'g':
            line = hold;
            break;
          case 'G':
            line += `\n${hold}`;
            break;
          case 'x':
            [line, hold] = [hold, line];
            break;
          default:
            break;
        }
      }
      return true;
    };
    runFrom(steps, perform);
    if (!isQuiet && !isDeleted) printed += `${line}\n`;
    printed += after;
  }
  return { printed, code, files };
}

/** `sed` */
export const sed: Program = async (context) => {
  const words = context.arguments.map((word) =>
    /^(-i.|--in-place=)/.test(word) && !/^-i[nErs]+$/.test(word) ? '-i' : word,
  );
  const {
    flags,
    lists,
    values,
    words: rest,
  } = readOptions(words, 'n|quiet,E|regexp-extended,r,i|in-place,e:|expression:,f:|file:,s|separate,u,z,posix,debug');
  const suffix = /^(?:-i|--in-place=)(.+)$/.exec(
    context.arguments.find((word) => /^(-i.|--in-place=)/.test(word)) ?? '',
  )?.[1];
  const backup = suffix !== undefined && !/^[nErs]+$/.test(suffix) ? suffix : '';
  const script =
    values.f !== undefined
      ? context.files.read(absolutePath(values.f, context.folder))
      : values.e !== undefined
        ? (lists.e ?? []).join('\n')
        : rest[0];
  if (script === undefined) {
    context.errors.write('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n');
    return 1;
  }
  const names = values.e === undefined && values.f === undefined ? rest.slice(1) : rest;
  const read = (): Step[] => new ScriptReader(script, flags.has('E') || flags.has('r')).steps();
  let code = 0;
  const all = await inputs(context, names);
  const done = (result: ReturnType<typeof run>): ReturnType<typeof run> => {
    for (const [name, written] of result.files)
      if (name !== '/dev/stdout') context.files.write(absolutePath(name, context.folder), written);
    return result;
  };
  const finish = (text: string, printed: string): string =>
    text !== '' && !text.endsWith('\n') ? printed.replace(/\n$/, '') : printed;
  if (flags.has('i')) {
    for (const { name, text } of all) {
      if (text === undefined) {
        code = 2;
        continue;
      }
      const path = absolutePath(name, context.folder);
      if (backup !== '')
        context.files.write(
          absolutePath(backup.includes('*') ? backup.replaceAll('*', name) : name + backup, context.folder),
          text,
        );
      context.files.write(path, finish(text, done(run(read(), linesOf(text), flags.has('n'))).printed));
    }
    return code;
  }
  if (flags.has('s')) {
    for (const { text: one = '' } of all)
      context.output.write(finish(one, done(run(read(), linesOf(one), flags.has('n'))).printed));
    return all.some((one) => one.text === undefined) ? 2 : 0;
  }
  const text = all
    .map((one) =>
      one.text === undefined || one.text === '' || one.text.endsWith('\n') || one === all.at(-1)
        ? (one.text ?? '')
        : `${one.text}\n`,
    )
    .join('');
  const result = done(run(read(), linesOf(text), flags.has('n')));
  context.output.write(finish(text, result.printed));
  return all.some((one) => one.text === undefined) ? 2 : result.code;
};
