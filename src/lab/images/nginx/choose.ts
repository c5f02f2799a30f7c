import { all, type Directive } from './configuration.ts';

/** The server that answers for a host at a port: exact names first, then those with a `*`, then the first one or the one that says so. */
export function serverFor(servers: readonly Directive[], port: number, host: string): Directive | undefined {
  const at = servers.filter((server) => listensOf(server).some((one) => one.port === port));
  const names = (server: Directive): readonly string[] =>
    all(server.block ?? [], 'server_name').flatMap(({ words }) => words);
  return (
    at.find((server) => names(server).includes(host)) ??
    at.find((server) => names(server).some((name) => name.startsWith('*.') && host.endsWith(name.slice(1)))) ??
    at.find((server) => names(server).some((name) => name.endsWith('.*') && host.startsWith(name.slice(0, -1)))) ??
    at.find((server) => names(server).some((name) => name.startsWith('~') && new RegExp(name.slice(1)).test(host))) ??
    at.find((server) => listensOf(server).some((one) => one.port === port && one.isDefault)) ??
    at[0]
  );
}

/** Where a server listens. */
export function listensOf({ block = [] }: Directive): { port: number; host: string; isDefault: boolean }[] {
  const listens = all(block, 'listen').map(({ words }) => {
    const [first = '80', ...rest] = words;
    const [, host = '*', port = '80'] = /^(?:(\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(first) ?? [undefined, first, '80'];
    return { port: Number(port), host, isDefault: rest.includes('default_server') };
  });
  return listens.length > 0 ? listens : [{ port: 80, host: '*', isDefault: false }];
}

/** The location for a path: exact, then the longest beginning unless a pattern fits. */
export function locationFor(block: readonly Directive[], path: string): Directive | undefined {
  const locations = all(block, 'location');
  const exact = locations.find(({ words: [mark, target] }) => mark === '=' && target === path);
  if (exact) return exact;
  const prefixes = locations
    .filter(({ words }) => words.length === 1 || words[0] === '^~')
    .filter(({ words }) => path.startsWith(words.at(-1) ?? ''))
    .sort((one, other) => (other.words.at(-1) ?? '').length - (one.words.at(-1) ?? '').length);
  const [longest] = prefixes;
  if (longest?.words[0] === '^~') return longest;
  const pattern = locations.find(
    ({ words: [mark, target = ''] }) =>
      (mark === '~' || mark === '~*') && new RegExp(target, mark === '~*' ? 'i' : '').test(path),
  );
  return pattern ?? longest;
}
