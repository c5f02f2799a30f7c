import { z } from 'zod';
import type { ProviderKind } from '../schema/programme.ts';
import type { ListedProvider } from './proof.ts';

/** What is compared of an item of the CNCF landscape (landscape.yml of cncf/landscape); it has more. */
const itemSchema = z.looseObject({
  name: z.string(),
  homepage_url: z.string().nullish(),
  logo: z.string().nullish(),
  crunchbase: z.string().nullish(),
  description: z.string().nullish(),
});

const landscapeSchema = z.object({
  landscape: z.array(
    z.looseObject({
      name: z.string(),
      subcategories: z.array(z.looseObject({ name: z.string(), items: z.array(itemSchema).nullish() })),
    }),
  ),
});

/** An item of the landscape, with where it stands. */
export interface LandscapeItem extends z.infer<typeof itemSchema> {
  category: string;
  subcategory: string;
}

/** Where providers of each kind stand in the landscape, and what follows their names there (as of August 2026). */
export const LANDSCAPE_PLACES: Readonly<
  Record<ProviderKind, { category: string; subcategory: string; suffix: string }>
> = {
  'managed-services': { category: 'Special', subcategory: 'Kubernetes Certified Service Provider', suffix: 'KCSP' },
  training: { category: 'Special', subcategory: 'Kubernetes and Cloud Native Training Partner', suffix: 'KCNTP' },
};

/** All items of a landscape. Undefined if the data has not the form of one. */
export function landscapeItems(data: unknown): LandscapeItem[] | undefined {
  const read = landscapeSchema.safeParse(data);
  return read.data?.landscape.flatMap(({ name: category, subcategories }) =>
    subcategories.flatMap(({ name: subcategory, items }) =>
      (items ?? []).map((item) => ({ ...item, category, subcategory })),
    ),
  );
}

const plainName = (name: string): string =>
  name
    .replace(/\s*\((KCSP|KTP|KCNTP|member)\)\s*$/i, '')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .trim();

/** Host and path of an address, as two people would write it alike. */
function plainAddress(address: string | null | undefined): string | undefined {
  const url = address ? URL.parse(address) : null;
  return url ? url.hostname.replace(/^www\./, '') + url.pathname.replace(/\/$/, '') : undefined;
}

const hostOf = (address: string): string | undefined => plainAddress(address)?.split('/')[0];

/** Hosts on which many have their pages: the same host says nothing there. */
const SHARED =
  /(^|\.)(github\.com|github\.io|linkedin\.com|facebook\.com|sites\.google\.com|medium\.com|notion\.site)$/;

/** Items of a landscape that are about a provider: those of the same name, or with a home page on the same host. */
export function itemsAbout(provider: ListedProvider, items: readonly LandscapeItem[]): LandscapeItem[] {
  const names = [provider.name, provider.landscape?.name ?? provider.name].map(plainName);
  const host = hostOf(provider.homepage);
  return items.filter(({ name, homepage_url: address }) => {
    const isSameHost = host !== undefined && !SHARED.test(host) && address != null && hostOf(address) === host;
    return names.includes(plainName(name)) || isSameHost;
  });
}

/** A field of which the directory and the landscape say different things. */
export interface FieldDifference {
  field: 'name' | 'homepage_url' | 'logo' | 'crunchbase' | 'description';
  /** Undefined where nothing is said. */
  here: string | undefined;
  there: string | undefined;
}

/** What would stand in the landscape for a provider. */
function fieldsOf(provider: ListedProvider): Record<FieldDifference['field'], string | undefined> {
  const { name, homepage, description, landscape } = provider;
  return {
    name: landscape?.name ?? name,
    homepage_url: homepage,
    logo: landscape?.logo,
    crunchbase: landscape?.crunchbase,
    description,
  };
}

/** The fields of which a provider and an item say different things, or one of them nothing. */
export function differencesFrom(provider: ListedProvider, item: LandscapeItem): FieldDifference[] {
  const plain: Record<string, (text: string) => string | undefined> = { name: plainName, homepage_url: plainAddress };
  return (Object.entries(fieldsOf(provider)) as [FieldDifference['field'], string | undefined][]).flatMap(
    ([field, here]) => {
      const there = item[field]?.trim() || undefined;
      const as = plain[field] ?? ((text: string) => text.replace(/\s+/g, ' ').trim());
      const isSame = (here === undefined ? undefined : as(here)) === (there === undefined ? undefined : as(there));
      return isSame ? [] : [{ field, here, there }];
    },
  );
}

/** An item for the landscape, with its fields in the order in which that writes them, and those that it needs and that nobody has given. */
export function landscapeItem(
  provider: ListedProvider,
  kind: ProviderKind,
): { item: Record<string, string | null>; missing: FieldDifference['field'][] } {
  const { name, description, homepage_url, logo, crunchbase } = fieldsOf(provider);
  const missing = (['logo', 'crunchbase'] as const).filter((field) => provider.landscape?.[field] === undefined);
  const given = { name: `${name} (${LANDSCAPE_PLACES[kind].suffix})`, description, homepage_url, logo, crunchbase };
  const entries = Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  // Its list writes each item as a key without a value before the others.
  return { item: { item: null, ...Object.fromEntries(entries) }, missing };
}
