import pLimit from 'p-limit';
import { dataOf } from '../curriculum/text/data.ts';
import { Lines } from '../curriculum/text/lines.ts';
import { isProseFile, isProseKey, readText } from '../curriculum/text/read-text.ts';

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

/** Keys of data whose values are code: what it names is often meant for a cluster. */
const CODE_KEYS: ReadonlySet<string> = new Set(['run', 'expect']);

/** Names that no server answers to: reserved for examples (RFC 2606, RFC 6761), and addresses of clusters and machines. */
const NOT_MEANT =
  /^https?:\/\/(localhost|127\.|10\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.|0\.0\.0\.0|\[|[^/]*\.(example|test|invalid|local|internal)(?=[:/]|$)|([^/]*\.)?example\.(com|org|net)|[^./:]+([:/]|$))/;

/** An address without what belongs to the sentence around it. */
function tidy(address: string): string {
  let tidied = address.replace(/[.,;:!?*_]+$/, '');
  while (tidied.endsWith(')') && tidied.split('(').length < tidied.split(')').length) tidied = tidied.slice(0, -1);
  return tidied;
}

/** An address, and the offset at which it stands. */
interface Found {
  address: string;
  start: number;
}

/** Addresses in what people read: links, and attributes of components. */
function linksOf(path: string, text: string): Found[] {
  const { links = [], uses = [] } = readText(path, text) ?? {};
  const attributes = uses.flatMap((use) =>
    [...use.attributes.values()].map(({ value, start = use.start }) => ({ address: value, start })),
  );
  return [...links.map(({ address, addressStart }) => ({ address, start: addressStart })), ...attributes];
}

/** Addresses in data that is no Markdown: sources, home pages, notes. */
function addressesInData(path: string, text: string): Found[] {
  return (dataOf(path, text) ?? []).flatMap(({ key, value, piece }) => {
    if (CODE_KEYS.has(key) || (isProseFile(path) && isProseKey(key)) || !value.includes('://')) return [];
    const { at } = piece();
    return [...value.matchAll(ADDRESS)].map(({ index, 0: address }) => ({ address: tidy(address), start: at(index) }));
  });
}

const isText = (path: string): boolean => /\.(mdx|ya?ml)$/.test(path) && !/\/files\//.test(path);

/** Addresses that readers are sent to: in lessons, quizzes, labs and data files. Code is left out. @param files texts by path. */
export function externalLinks(files: ReadonlyMap<string, string>): ExternalLink[] {
  const links = new Map<string, string[]>();
  for (const [path, text] of files) {
    if (!isText(path)) continue;
    const lines = new Lines(text);
    const found = [...addressesInData(path, text), ...linksOf(path, text)].sort((a, b) => a.start - b.start);
    for (const { address, start } of found) {
      if (!/^https?:/.test(address) || NOT_MEANT.test(address) || !URL.canParse(address)) continue;
      links.set(address, [...(links.get(address) ?? []), `${path}:${lines.place(start).line}`]);
    }
  }
  return [...links].map(([address, places]) => ({ address, places }));
}

/** Paths of texts that cannot be parsed, so that nobody knows what addresses they name. */
export function filesWithUnknownLinks(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) => {
    if (!isText(path)) return [];
    return dataOf(path, text) && (!isProseFile(path) || readText(path, text)) ? [] : [path];
  });
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
  const answers = await pLimit(AT_ONCE).map(links, livenessOf);
  return answers.sort((a, b) => a.address.localeCompare(b.address));
}
