/** What a stage of a Containerfile makes of an image, as far as it tells without being built. */
export interface Stage {
  /** Image that it begins with, if that is no stage of the same file. */
  base: string;
  entrypoint: readonly string[];
  command: readonly string[];
  environment: Readonly<Record<string, string>>;
  folder: string;
  user: string;
  /**
   * Where files come from: paths in the image, each with its path in the build's context; undefined for what a command has made. With the
   * user to whom they were given, if that is not root.
   */
  copied: readonly { to: string; from: string | undefined; owner?: string }[];
}

/** What cannot be read of a Containerfile. */
export class ContainerfileProblem extends Error {}

interface Instruction {
  name: string;
  rest: string;
  line: number;
}

/** What of an image is known that a file begins with. */
type Known = Pick<Stage, 'entrypoint' | 'command' | 'environment' | 'folder' | 'user'>;

/** Instructions with their lines joined, without comments. */
function instructionsOf(text: string): Instruction[] {
  const found: Instruction[] = [];
  let open: Instruction | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [, part = '', goesOn] = /^(.*?)(\\\s*)?$/.exec(line.trim()) ?? [];
    if (open) open.rest += ` ${part.trim()}`;
    else {
      const [, name = '', rest = ''] = /^(\w+)\s*(.*)$/.exec(part) ?? [];
      open = { name: name.toUpperCase(), rest, line: index + 1 };
      found.push(open);
    }
    if (goesOn === undefined) open = undefined;
  }
  return found.map((one) => ({ ...one, rest: one.rest.trim() }));
}

/** The words of CMD and ENTRYPOINT: a list of JSON, or a line for a shell. */
function wordsOf({ name, rest, line }: Instruction): string[] {
  if (!rest.startsWith('[')) return ['/bin/sh', '-c', rest];
  try {
    const words: unknown = JSON.parse(rest);
    if (Array.isArray(words) && words.every((word): word is string => typeof word === 'string')) return words;
  } catch {
    // Said below.
  }
  throw new ContainerfileProblem(`line ${line}: ${name} is neither a list of texts nor a command: ${rest}`);
}

/** Names and values of ENV: `A=1 B="two words"`, or the older `A value`. */
function pairsOf(rest: string): [string, string][] {
  if (!/^[\w.-]+=/.test(rest)) return [[/^\S+/.exec(rest)?.[0] ?? '', rest.replace(/^\S+\s*/, '')]];
  return [...rest.matchAll(/([\w.-]+)=("(?:\\.|[^"])*"|'[^']*'|\S*)/g)].map(([, name = '', value = '']) => [
    name,
    value.replace(/^(["'])(.*)\1$/s, '$2'),
  ]);
}

const replaced = (text: string, environment: Readonly<Record<string, string>>): string =>
  text.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (_, braced?: string, plain?: string) => environment[braced ?? plain ?? ''] ?? '',
  );

const absolute = (path: string, folder: string): string =>
  `/${(path.startsWith('/') ? path : `${folder}/${path}`)
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;

/** Path in the context that a path in a stage comes from. */
function sourceIn(stage: Stage | undefined, path: string): string | undefined {
  const found = [...(stage?.copied ?? [])]
    .filter(({ to }) => path === to || path.startsWith(to === '/' ? '/' : `${to}/`))
    .sort((one, other) => other.to.length - one.to.length)[0];
  if (found?.from === undefined) return undefined;
  return [found.from, path.slice(found.to.length).replace(/^\//, '')].filter(Boolean).join('/');
}

/**
 * A stage of a Containerfile with all that it has from those before it. @param known what is known of images that the file begins with
 * @throws ContainerfileProblem when there is no such stage, or something cannot be read
 */
export function readStage(text: string, target: string, known: (image: string) => Known): Stage {
  const stages = new Map<string, Stage>();
  let name = '';
  let stage: Stage | undefined;
  for (const instruction of instructionsOf(text)) {
    if (instruction.name === 'FROM') {
      const [, image = '', as = String(stages.size)] =
        /^(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(instruction.rest) ?? [];
      const before = stages.get(image.toLowerCase());
      stage = before ? { ...before } : { base: image, copied: [], ...known(image) };
      name = as.toLowerCase();
    } else if (stage) stage = withInstruction(stage, instruction, stages);
    if (stage) stages.set(name, stage);
  }
  const found = stages.get(target.toLowerCase());
  if (!found)
    throw new ContainerfileProblem(`there is no stage "${target}". There are: ${[...stages.keys()].join(', ')}.`);
  return found;
}

function withInstruction(stage: Stage, instruction: Instruction, stages: ReadonlyMap<string, Stage>): Stage {
  const { name, rest } = instruction;
  switch (name) {
    case 'WORKDIR':
      return { ...stage, folder: absolute(replaced(rest, stage.environment), stage.folder) };
    case 'USER':
      return { ...stage, user: replaced(rest, stage.environment) };
    case 'ENV': {
      const pairs = pairsOf(rest).map(([key, value]) => [key, replaced(value, stage.environment)]);
      return { ...stage, environment: { ...stage.environment, ...Object.fromEntries(pairs) } };
    }
    case 'CMD':
      return { ...stage, command: wordsOf(instruction) };
    case 'ENTRYPOINT':
      // What was to be its arguments belonged to another program.
      return { ...stage, entrypoint: wordsOf(instruction), command: [] };
    case 'COPY':
    case 'ADD': {
      const flags = [...rest.matchAll(/--(\w+)=(\S+)/g)];
      const words = rest.replace(/^(?:--\S+\s+)*/, '').split(/\s+/);
      const to = words.pop() ?? '';
      const from = flags.find(([, flag]) => flag === 'from')?.[2]?.toLowerCase();
      const owner = flags.find(([, flag]) => flag === 'chown')?.[2]?.replace(/:.*/s, '');
      const place = absolute(replaced(to, stage.environment), stage.folder);
      const copied = words.map((word) => {
        const source =
          from === undefined ? word.replace(/^\.?\/+|^\.$|\/+$/g, '') : sourceIn(stages.get(from), absolute(word, '/'));
        // Of several things, or into a folder, each keeps its name.
        const isInto = words.length > 1 || (to.endsWith('/') && /\.\w+$/.test(word));
        return {
          to: isInto ? absolute(word.split('/').at(-1) ?? '', place) : place,
          from: source,
          ...(owner === undefined ? {} : { owner }),
        };
      });
      return { ...stage, copied: [...stage.copied, ...copied] };
    }
    default:
      return stage;
  }
}

/** The file of the context that stands at a path of the image; undefined if there is none, or a command has made it. */
export function contextPath(stage: Stage, path: string): string | undefined {
  return sourceIn(stage, path);
}
