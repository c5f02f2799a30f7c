/** The option of commands that publish or look at one of several brands; see layBrand in curriculum/brands.ts. */
export const BRAND_OPTION = { brand: { type: 'string' } } as const;

/**
 * Lays a brand over whatever is read from here on, in this process and in those that it starts. Without an id it stays with
 * what the environment says.
 */
export function chooseBrand(id: string | undefined): void {
  if (id !== undefined) process.env.BRAND = id;
}

/** The value of `--brand` among the words of a command line that somebody else reads, too. */
export function brandIn(words: readonly string[]): string | undefined {
  const at = words.indexOf('--brand');
  return at < 0 ? words.find((word) => word.startsWith('--brand='))?.slice('--brand='.length) : words[at + 1];
}
