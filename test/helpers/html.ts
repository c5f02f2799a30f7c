/** Opening tags of some HTML, each with its name and its attributes as written. */
export function tagsOf(html: string): { name: string; attributes: Record<string, string> }[] {
  return [...html.matchAll(/<([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map((match) => ({
    name: match[1] ?? '',
    attributes: Object.fromEntries(
      [...(match[2] ?? '').matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map((pair) => [pair[1] ?? '', pair[2] ?? '']),
    ),
  }));
}

/** The text of some HTML, as a browser would show it. */
export function textOfHtml(html: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/g, (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return named[name ?? ''] ?? whole;
    });
}

/** Everything in HTML that a strict Content-Security-Policy forbids: styles, scripts, handlers, addresses that run. */
export function forbidden(html: string): string[] {
  return tagsOf(html).flatMap(({ name, attributes }) => [
    ...(/^(style|script|iframe|object|embed|base)$/i.test(name) ? [`<${name}>`] : []),
    ...Object.entries(attributes).flatMap(([key, value]) => [
      ...(key === 'style' || /^on/i.test(key) ? [`${name} ${key}="${value}"`] : []),
      ...(/^(javascript|data|vbscript):/i.test(value) ? [`${name} ${key}="${value}"`] : []),
    ]),
  ]);
}

/** The JSON-LD block of a page. @throws if there is none. */
export function jsonLdOf(html: string): Record<string, unknown> {
  const text = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1];
  if (text === undefined) throw new Error('the page has no JSON-LD');
  return JSON.parse(text) as Record<string, unknown>;
}
