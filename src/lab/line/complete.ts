import { builtins } from '../shell/builtins.ts';
import { absolutePath } from '../shell/files.ts';
import type { State, World } from '../shell/state.ts';
import type { Candidate, Completion, Offer } from './candidates.ts';
import type { ClusterNames } from './cluster-names.ts';
import { kubectlOffers } from './kubectl.ts';
import { commandAt, quotedText, type TypedWord } from './words.ts';

/** What a line is completed from: a shell, and the clusters that kubectl reaches, by the addresses of their API servers. */
export interface CompletionWorld {
  world: Pick<World, 'files' | 'programs'>;
  state: Pick<State, 'variables' | 'exported' | 'functions' | 'aliases' | 'folder' | 'jobs'>;
  clusterAt: (server: string) => ClusterNames | undefined;
}

const NOTHING: readonly Candidate[] = [];

/** Programs that run the command that follows them. */
const WRAPPERS = new Set([
  'watch',
  'time',
  'timeout',
  'xargs',
  'env',
  'nohup',
  'sudo',
  'command',
  'exec',
  'builtin',
  'nice',
]);

/**
 * What could stand at the cursor: commands, files, variables, and all that kubectl's own completion of bash offers. Lists are empty where
 * nothing fits. What stands after the cursor counts for nothing, as in bash.
 */
export function complete(line: string, cursor: number, world: CompletionWorld): Completion {
  const left = line.slice(0, cursor);
  const typed = commandAt(left);
  if (!typed) return { from: cursor, to: cursor, candidates: NOTHING };
  const { current } = typed;
  const variables = variablesAt(left, current, world);
  if (variables) return { ...variables, to: cursor };
  const done = (candidates: readonly Candidate[]): Completion => ({ from: current.start, to: cursor, candidates });
  if (current.isTarget) return done(filesFor(left, current, world));
  const words = typed.words.map(({ text }) => text);
  return done(argumentsFor(left, withoutWrappers(withAliases(words, world)), current, world));
}

/** Puts in what an alias stands for. */
function withAliases(words: readonly string[], { state }: CompletionWorld): string[] {
  const [first = '', ...rest] = words;
  const value = state.aliases?.get(first);
  return value === undefined ? [...words] : [...value.trim().split(/\s+/), ...rest];
}

/** The words of the command that is really run: without `X=1`, `watch -n 1`, `timeout 5`… */
function withoutWrappers(given: readonly string[]): string[] {
  const words = [...given];
  for (;;) {
    while (/^[A-Za-z_]\w*=/.test(words[0] ?? '')) words.shift();
    const name = words[0] ?? '';
    if (!WRAPPERS.has(name) || words.length < 1) return words;
    const rest = words.slice(1);
    while (
      /^-/.test(rest[0] ?? '') ||
      /^\d+[smhd]?$/.test(rest[0] ?? '') ||
      (name === 'env' && /=/.test(rest[0] ?? ''))
    )
      rest.shift();
    words.splice(0, words.length, ...rest);
    if (words.length === 0) return [];
  }
}

function argumentsFor(
  left: string,
  words: readonly string[],
  current: TypedWord,
  world: CompletionWorld,
): readonly Candidate[] {
  const [name, ...before] = words;
  if (name === undefined)
    return current.text.includes('/')
      ? filesFor(left, current, world, { isCommand: true })
      : commandsFor(current, world);
  if (name === 'kubectl' || name === 'k') {
    const environment = Object.fromEntries(
      [...world.state.exported].map((one) => [one, world.state.variables.get(one) ?? '']),
    );
    const { files } = world.world;
    const offers = kubectlOffers(before, current.text, {
      environment,
      files,
      folder: world.state.folder,
      clusterAt: world.clusterAt,
    });
    if (offers === 'none') return NOTHING;
    if (offers === 'folders') return filesFor(left, current, world, { areFolders: true });
    if ('files' in offers) return filesFor(left, current, world, offers.files ? { fits: offers.files } : {});
    return offers.map((offer) => written(offer, current));
  }
  const named = (texts: Iterable<string>, what: Offer['what']): readonly Candidate[] =>
    [...texts]
      .filter((text) => text.startsWith(current.text))
      .sort()
      .map((text) => written({ text, what }, current));
  switch (name) {
    case 'cd':
    case 'rmdir':
    case 'mkdir':
      return filesFor(left, current, world, { areFolders: true });
    case 'export':
    case 'unset':
    case 'printenv':
    case 'read':
      return current.text.includes('=') ? NOTHING : named(world.state.variables.keys(), 'variable');
    case 'alias':
    case 'unalias':
      return named(world.state.aliases?.keys() ?? [], 'alias');
    case 'fg':
    case 'bg':
    case 'kill':
    case 'wait':
    case 'disown':
      return named(
        world.state.jobs.map(({ number }) => `%${number}`),
        'job',
      );
    case 'type':
    case 'which':
    case 'man':
    case 'help':
      return commandsFor(current, world);
    default:
      return filesFor(left, current, world);
  }
}

/** A candidate as it is written at its place: quoted as the word has begun. */
function written({ text, ...rest }: Offer, word: TypedWord): Candidate {
  const isQuoted = word.quote !== '' && word.quoteAt === word.start;
  const quote = isQuoted ? word.quote : '';
  const end = rest.isOpen ? '' : quote;
  return {
    ...rest,
    text: `${quote}${quotedText(text, quote)}${end}`,
    ...(isQuoted || quotedText(text, quote) !== text ? { shown: text } : {}),
  };
}

function commandsFor(word: TypedWord, { world, state }: CompletionWorld): Candidate[] {
  const all = new Map<string, Candidate['what']>();
  for (const name of world.programs.keys()) all.set(name, 'command');
  for (const name of Object.keys(builtins)) all.set(name, 'builtin');
  for (const name of state.functions.keys()) all.set(name, 'function');
  for (const name of state.aliases?.keys() ?? []) all.set(name, 'alias');
  return [...all]
    .filter(([name]) => name.startsWith(word.text) && /^[\w.]/.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, what]) => ({ text, what }));
}

/** `$NA` and `${NA`; undefined if the cursor is not at a variable. */
function variablesAt(left: string, word: TypedWord, { state }: CompletionWorld): Omit<Completion, 'to'> | undefined {
  const [whole, brace = '', start = ''] = /(?<!\\)\$(\{?)(\w*)$/.exec(left) ?? [];
  if (whole === undefined || word.quote === "'") return undefined;
  const candidates = [...state.variables.keys()]
    .filter((name) => /^[A-Za-z_]\w*$/.test(name) && name.startsWith(start))
    .sort()
    .map(
      (name): Candidate => ({
        text: `$${brace}${name}${brace === '' ? '' : '}'}`,
        what: 'variable',
        ...(word.quote === '' ? {} : { isOpen: true }),
      }),
    );
  return { from: left.length - whole.length, candidates };
}

/** Files and folders that begin with what is typed. */
function filesFor(
  left: string,
  word: TypedWord,
  { world: { files }, state }: CompletionWorld,
  { areFolders = false, isCommand = false, fits }: { areFolders?: boolean; isCommand?: boolean; fits?: RegExp } = {},
): readonly Candidate[] {
  // `--filename=a`: the path begins after the sign.
  const option = /^--?[\w-]+=/.exec(word.text)?.[0] ?? '';
  const isInOption = word.textAfterSlash < option.length;
  const folderText = word.text.slice(option.length, Math.max(option.length, word.textAfterSlash));
  const start = isInOption ? word.text.slice(option.length) : word.text.slice(word.textAfterSlash);
  const kept = isInOption
    ? left.slice(word.start, word.start + option.length)
    : left.slice(word.start, word.afterSlash);
  const path = absolutePath(valued(folderText, state.variables), state.folder);
  if (files.kind(path) !== 'folder') return NOTHING;
  const isNewQuote = word.quote !== '' && word.quoteAt >= word.start + kept.length;
  const found: Candidate[] = [];
  for (const name of files.list(path)) {
    if (!name.startsWith(start) || (name.startsWith('.') && !start.startsWith('.'))) continue;
    const full = path === '/' ? `/${name}` : `${path}/${name}`;
    const isFolder = files.kind(full) === 'folder';
    if (!isFolder && (areFolders || (fits && !fits.test(name)) || (isCommand && !files.isExecutable(full)))) continue;
    const text = `${kept}${isNewQuote ? word.quote : ''}${quotedText(name, word.quote)}${isFolder ? '/' : word.quote}`;
    found.push(
      isFolder ? { text, what: 'folder', shown: `${name}/`, isOpen: true } : { text, what: 'file', shown: name },
    );
  }
  return found;
}

/** A path with `~` and the values of variables. */
function valued(text: string, variables: ReadonlyMap<string, string>): string {
  return text
    .replace(/^~(?=\/|$)/, () => variables.get('HOME') ?? '~')
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced: string, name: string) => variables.get(braced ?? name) ?? '');
}
