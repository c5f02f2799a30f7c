import { spawnSync } from 'node:child_process';

/** What git said to a command: its standard output, or why there is none. */
export type GitAnswer = { ok: true; output: Buffer } | { ok: false; said: string };

/**
 * Settings for a git that nobody watches: it never asks for a password, and gives up where nothing answers; no transport
 * that runs programs; no object that stands in for another one; messages in English.
 */
const ENVIRONMENT = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  GIT_ALLOW_PROTOCOL: 'file:https:ssh',
  GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=20',
  LC_ALL: 'C',
};
/** What a hook of git sets for the repository that it runs in, which need not be the one that is asked. */
const OF_HOOKS =
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|(LITERAL|GLOB|NOGLOB|ICASE)_PATHSPECS)$/;
const SLOW = ['-c', 'http.lowSpeedLimit=1', '-c', 'http.lowSpeedTime=20'];

/** What asks another machine, which may never answer. */
const ASKING = new Set(['fetch', 'ls-remote']);
const PATIENCE_MS = 120_000;

/** Asks git in a folder. Never throws: where git is missing, that is what it says. */
export function askGit(folder: string, words: readonly string[], input?: string): GitAnswer {
  // No name of anything has it, and no program can be given it.
  if (words.some((word) => word.includes('\0'))) return { ok: false, said: 'a name has a NUL character in it' };
  const { status, stdout, stderr, error } = spawnSync('git', [...SLOW, ...words], {
    cwd: folder,
    input: input ?? '',
    maxBuffer: 2 ** 31,
    ...(ASKING.has(words[0] ?? '') ? { timeout: PATIENCE_MS } : {}),
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_HOOKS.test(name))),
      ...ENVIRONMENT,
    },
  });
  if (error) return { ok: false, said: error.message };
  return status === 0 ? { ok: true, output: stdout } : { ok: false, said: stderr.toString().trim() };
}

/** The same, as text without the last line end; undefined if git refused. */
export function gitText(folder: string, words: readonly string[]): string | undefined {
  const answer = askGit(folder, words);
  return answer.ok ? answer.output.toString().replace(/\n$/, '') : undefined;
}

interface Entry {
  path: string;
  blob: string;
}

/** Regular files of a tree below some folders; links and submodules are left out. */
function entriesOf(repository: string, tree: string, folders: readonly string[]): Entry[] | undefined {
  const answer = askGit(repository, ['ls-tree', '-r', '-z', '--full-tree', tree, '--', ...folders]);
  if (!answer.ok) return undefined;
  return answer.output
    .toString()
    .split('\0')
    .flatMap((line) => {
      const [, blob = '', path = ''] = /^100\d+ blob ([0-9a-f]+)\t([\s\S]*)$/.exec(line) ?? [];
      return path === '' ? [] : [{ path, blob }];
    });
}

/** Contents of blobs, in the order asked for; undefined if one is not there. */
function contentsOf(repository: string, blobs: readonly string[]): Buffer[] | undefined {
  const answer = askGit(repository, ['cat-file', '--batch'], blobs.map((blob) => `${blob}\n`).join(''));
  if (!answer.ok) return undefined;
  const contents: Buffer[] = [];
  for (let at = 0; contents.length < blobs.length; ) {
    const end = answer.output.indexOf('\n', at);
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(answer.output.toString('latin1', at, end)) ?? [];
    if (end < 0 || size === undefined) return undefined;
    contents.push(answer.output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return contents;
}

/**
 * The regular files of a tree below some folders, by path; nothing is checked out.
 * @param isWanted whether a path is; all are unless it is given.
 * @param tree a commit, or `commit:folder/` for a folder of it; paths are below it, as `folders` are.
 * @returns undefined if it is not there, or not whole.
 */
export function filesOfTree(
  repository: string,
  tree: string,
  folders: readonly string[],
  isWanted: (path: string) => boolean = () => true,
): Map<string, Buffer> | undefined {
  const entries = entriesOf(repository, tree, folders)?.filter(({ path }) => isWanted(path));
  const blobs = entries?.map(({ blob }) => blob) ?? [];
  const contents = entries && contentsOf(repository, blobs);
  return contents && new Map(entries.map(({ path }, index) => [path, contents[index] ?? Buffer.of()]));
}
