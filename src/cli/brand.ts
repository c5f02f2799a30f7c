/** The option of commands that publish or look at one of several brands; see layBrand in curriculum/brands.ts. */
export const BRAND_OPTION = { brand: { type: 'string' } } as const;

/**
 * Lays a brand over whatever is read from here on, in this process and in those that it starts. Without an id it stays with
 * what the environment says.
 */
export function chooseBrand(id: string | undefined): void {
  if (id !== undefined) process.env.BRAND = id;
}
