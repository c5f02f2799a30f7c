/** The parts of an address of the web. */
export interface Url {
  scheme: string;
  host: string;
  port: number;
  /** With its query; `/` at least. */
  path: string;
  user: string | undefined;
}

/** Reads an address; without a scheme it is `http`. */
export function readUrl(text: string): Url {
  const [, scheme = 'http', rest = text] = /^(\w+):\/\/(.*)$/s.exec(text) ?? [];
  const [, user, host = '', port, path = ''] = /^(?:([^/?#@]*)@)?([^/?#:]*)(?::(\d*))?([^#]*)/.exec(rest) ?? [];
  return {
    scheme: scheme.toLowerCase(),
    host,
    port: port ? Number(port) : scheme.toLowerCase() === 'https' ? 443 : 80,
    path: path.startsWith('/') ? path : `/${path}`,
    user,
  };
}

/** What stands in the header `Host`: the port only where it is not the usual one. */
export function hostHeader({ scheme, host, port }: Url): string {
  return port === (scheme === 'https' ? 443 : 80) ? host : `${host}:${port}`;
}

/** The address to which a server sends on, seen from another one. */
export function follow(from: Url, location: string): Url {
  if (/^\w+:\/\//.test(location)) return readUrl(location);
  if (location.startsWith('/')) return { ...from, path: location };
  return { ...from, path: from.path.replace(/[?].*$/, '').replace(/[^/]*$/, location) };
}
