import type { Curriculum } from '../curriculum/model.ts';
import { snippetsOf } from './snippets.ts';

/** An address that the curriculum names, and where. */
export interface ExternalLink {
  address: string;
  /** `file:line` of each place. */
  places: string[];
}

/** What came of asking for an address. */
export interface Liveness extends ExternalLink {
  state: 'alive' | 'moved' | 'dead' | 'unknown';
  /** What the server or the network said. */
  said: string;
}

const ADDRESS = /https?:\/\/[^\s<>"'`|\\^{}]+/g;

/** Names that no server answers to: reserved for examples (RFC 2606, RFC 6761), and addresses of clusters and machines. */
const NOT_MEANT =
  /^https?:\/\/(localhost|127\.|10\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.|0\.0\.0\.0|\[|[^/]*\.(example|test|invalid|local|internal)(?=[:/]|$)|([^/]*\.)?example\.(com|org|net)|[^./:]+([:/]|$))/;

/** An address without what belongs to the sentence around it. */
function tidy(address: string): string {
  let tidied = address.replace(/[.,;:!?*_]+$/, '');
  while (tidied.endsWith(')') && tidied.split('(').length < tidied.split(')').length) tidied = tidied.slice(0, -1);
  return tidied;
}

function addLinks(links: Map<string, string[]>, text: string, file: string): void {
  text.split('\n').forEach((line, index) => {
    const shown = line.replace(/`[^`]*`/g, (inline) => ' '.repeat(inline.length));
    for (const [found] of shown.matchAll(ADDRESS)) {
      const address = tidy(found);
      if (NOT_MEANT.test(address) || !URL.canParse(address)) continue;
      links.set(address, [...(links.get(address) ?? []), `${file}:${index + 1}`]);
    }
  });
}

/**
 * Addresses that readers are sent to: in lessons, quizzes, labs and data files. Code is left out: what it names is often
 * meant for a cluster. @param files texts by path. @param curriculum tells what is code.
 */
export function externalLinks(files: ReadonlyMap<string, string>, curriculum: Curriculum): ExternalLink[] {
  const code = new Map<string, Set<number>>();
  for (const snippet of [...curriculum.lessons.values()].flatMap(snippetsOf)) {
    const lines = code.get(snippet.file) ?? new Set<number>();
    const count = snippet.text.split('\n').length;
    for (let line = snippet.firstLine; line < snippet.firstLine + count; line++) lines.add(line);
    code.set(snippet.file, lines);
  }
  const links = new Map<string, string[]>();
  for (const [path, text] of files) {
    if (!/\.(mdx|ya?ml)$/.test(path) || /\/files\//.test(path)) continue;
    const blank = code.get(path);
    const prose = text
      .split('\n')
      .map((line, index) => (blank?.has(index + 1) ? '' : line))
      .join('\n');
    addLinks(links, prose, path);
  }
  return [...links].map(([address, places]) => ({ address, places }));
}

const PATIENCE_MS = 20_000;
const AT_ONCE = 8;
/** Servers that refuse programs, or ask for patience, are not dead. */
const REFUSED = new Set([401, 403, 405, 406, 429, 999]);

async function ask(address: string, method: 'HEAD' | 'GET'): Promise<Response> {
  return fetch(address, {
    method,
    redirect: 'follow',
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { 'User-Agent': 'curriculum-link-check', Accept: '*/*' },
  });
}

async function livenessOf(link: ExternalLink): Promise<Liveness> {
  const [page = link.address] = link.address.split('#');
  try {
    let response = await ask(page, 'HEAD');
    if (!response.ok) response = await ask(page, 'GET');
    await response.body?.cancel();
    if (REFUSED.has(response.status) || response.status >= 500) {
      return { ...link, state: 'unknown', said: `the server answers ${response.status}` };
    }
    if (!response.ok) return { ...link, state: 'dead', said: `the server answers ${response.status}` };
    if (response.redirected && new URL(response.url).pathname !== new URL(page).pathname) {
      return { ...link, state: 'moved', said: response.url };
    }
    return { ...link, state: 'alive', said: String(response.status) };
  } catch (problem) {
    const cause = problem instanceof Error && problem.cause instanceof Error ? problem.cause.message : String(problem);
    return { ...link, state: 'unknown', said: cause };
  }
}

/** Asks for every address, a few at a time. What the network kept from being known is "unknown", not dead. */
export async function askForLinks(links: readonly ExternalLink[]): Promise<Liveness[]> {
  const answers: Liveness[] = [];
  const next = links.values();
  const work = async (): Promise<void> => {
    for (const link of next) answers.push(await livenessOf(link));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers.sort((a, b) => a.address.localeCompare(b.address));
}
