/** kubectl as a program of the practice cluster's shell. It reaches the cluster only as the real one does: with requests to its API server. */

import type { Context, Program } from '../shell/program.ts';
import { Part } from '../time/part.ts';
import { Call } from './call.ts';
import { isRecorded } from './change-cause.ts';
import { logRefusal } from './client/verbosity.ts';
import { parseFlags } from './cobra/flags.ts';
import { findCommand, flagsOf, subcommands, suggestions } from './cobra/tree.ts';
import { commandOf } from './commands/index.ts';
import { Exit, report, usageError } from './errors.ts';
import { formats, needsFormats } from './print/printer.ts';

const helping = new Part('help', () => import('./help/help.ts'));

/** The help of a command. */
const helpFor = async ({ clock }: Context, path: string): Promise<string> => (await clock.load(helping)).help(path);

/** Groups of commands whose help goes to the standard output when they stand alone. */
const QUIET_GROUPS = new Set(['certificate']);

/** How long the program takes to begin. */
const START_MS = 70;

/** kubectl: gives its exit code. */
export const kubectl: Program = async (context) => {
  await context.clock.sleep(START_MS, context.signal);
  if (context.signal.aborted) return 130;
  try {
    return await run(context);
  } catch (error) {
    if (context.signal.aborted) return 130;
    const { message, code } = report(error);
    if (message !== '') context.errors.write(message.endsWith('\n') ? message : `${message}\n`);
    return code;
  }
};

async function run(context: Context): Promise<number> {
  const words = [...context.arguments];
  if (words[0] === 'help') return helpOf(context, words.slice(1));
  const { path, rest } = findCommand(words);
  const flags = flagsOf(path);
  let parsed: ReturnType<typeof parseFlags>;
  try {
    parsed = parseFlags(flags, rest);
  } catch (error) {
    const [word] = rest;
    if (path === '' && word !== undefined && !word.startsWith('-')) throw unknownCommand(word);
    throw new Error(`${(error as Error).message}\nSee '${`kubectl ${path}`.trim()} --help' for usage.`);
  }
  for (const warning of flags.warnings) context.errors.write(`${warning}\n`);
  if (parsed.help) {
    context.output.write(await helpFor(context, path));
    return 0;
  }
  if (path === '') {
    const [word] = parsed.words;
    if (word !== undefined) return runPlugin(context, word, rest);
    context.output.write(await helpFor(context, ''));
    return 0;
  }
  if (path === 'options') {
    context.output.write((await context.clock.load(helping)).optionsText());
    return 0;
  }
  const command = await commandOf(path, context.clock);
  if (!command) {
    if (parsed.words.length > 0 && !QUIET_GROUPS.has(path)) {
      throw usageError(path, `unknown command ${JSON.stringify(parsed.words.join(' '))}`);
    }
    (QUIET_GROUPS.has(path) || path === 'rollout' ? context.output : context.errors).write(
      await helpFor(context, path),
    );
    return QUIET_GROUPS.has(path) ? 0 : 1;
  }
  const missing = (command.required ?? []).filter((name) => !flags.changed(name)).map((name) => JSON.stringify(name));
  if (missing.length > 0) throw new Error(`required flag(s) ${missing.join(', ')} not set`);
  if (needsFormats(flags)) await context.clock.load(formats);
  const call = new Call(context, path, flags, parsed.words, parsed.dash);
  if (isRecorded(call) && !/^(apply|create|set)\b/.test(path))
    call.note(
      `The practice cluster's kubectl writes down no cause with kubectl ${path}. Use: kubectl annotate KIND NAME kubernetes.io/change-cause="..."`,
    );
  try {
    await command.run(call);
  } catch (error) {
    logRefusal(Number(flags.text('v')) || 0, (...line) => call.log(...line), error);
    throw error;
  }
  call.finish();
  return 0;
}

/** A plugin in the search path, if there is one. @throws Error for a command that there is not. */
async function runPlugin(context: Context, word: string, rest: readonly string[]): Promise<number> {
  const name = `kubectl-${word.replaceAll('-', '_')}`;
  for (const folder of (context.environment.PATH ?? '').split(':').filter(Boolean)) {
    if (context.files.kind(`${folder}/${name}`) === 'file' && context.files.isExecutable(`${folder}/${name}`)) {
      const quoted = rest.slice(1).map((argument) => `'${argument.split("'").join(`'\\''`)}'`);
      throw new Exit(await context.run([`${folder}/${name}`, ...quoted].join(' ')));
    }
  }
  throw unknownCommand(word);
}

function unknownCommand(word: string): Error {
  const near = suggestions(word);
  const hint = near.length > 0 ? `\n\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join('')}` : '';
  return new Error(`unknown command ${JSON.stringify(word)} for "kubectl"${hint}`);
}

async function helpOf(context: Context, words: readonly string[]): Promise<number> {
  const { path, rest } = findCommand(words);
  if (rest.length > 0 && subcommands(path).length > 0) {
    context.output.write(`Unknown help topic ${rest.map((word) => `[\`${word}\`]`).join(' ')}\n\n\n`);
    context.output.write(await helpFor(context, ''));
    return 0;
  }
  context.output.write(await helpFor(context, path));
  return 0;
}
