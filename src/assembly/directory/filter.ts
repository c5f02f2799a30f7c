import type { JudgedProvider } from '../../curriculum/programme/state.ts';
import type { Edition } from '../edition.ts';
import type { DirectoryWords } from './words.ts';

/** What a list of providers can be filtered by. */
export interface ProviderFilter {
  /** Name of the field, of the parameter in the address, and of the attribute data-… of what is listed. */
  name: 'kind' | 'country' | 'language' | 'course';
  options: readonly { value: string; label: string }[];
}

/** Values by which a provider is found, by the names of filters. */
export function filterValues({ provider }: JudgedProvider): Record<ProviderFilter['name'], string[]> {
  const { kinds, countries, languages, courses } = provider;
  // Who looks for English finds those who speak that of a country, too.
  const spoken = [...languages, ...courses.map(({ language }) => language)].map((tag) => tag.split('-')[0] ?? tag);
  return {
    kind: kinds,
    country: countries,
    language: [...new Set(spoken.map((tag) => tag.toLowerCase()))],
    course: [...new Set(courses.map(({ course }) => course))],
  };
}

/** The filters of a directory, with what is there to choose. One that could take nothing away is left out. */
export function providerFilters(
  judged: readonly JudgedProvider[],
  { courses }: Pick<Edition, 'courses'>,
  words: DirectoryWords,
): ProviderFilter[] {
  const labels: Record<ProviderFilter['name'], (value: string) => string> = {
    kind: (value) => (value === 'training' || value === 'managed-services' ? words.kind(value) : value),
    country: words.country,
    language: words.language,
    course: (value) => courses.find(({ id }) => id === value)?.title ?? value,
  };
  const values = judged.map(filterValues);
  return (['kind', 'country', 'language', 'course'] as const)
    .map((name) => ({
      name,
      options: [...new Set(values.flatMap((of) => of[name]))]
        .map((value) => ({ value, label: labels[name](value) }))
        .sort((one, other) => one.label.localeCompare(other.label, 'en')),
    }))
    .filter(({ name, options }) => options.some(({ value }) => values.some((of) => !of[name].includes(value))));
}

/** The order of layers as styles/layers.css has it: a page may read this sheet first, and whoever names layers first says their order. */
const LAYERS = '@layer tokens, base, layout, components, print;\n';

/**
 * A style sheet that filters the list without any script: whatever is chosen in a field takes away what does not have it. Values are codes and ids, which need no
 * escaping; what is none is left out.
 */
export function filterSheet(filters: readonly ProviderFilter[]): string {
  const rules = filters.flatMap(({ name, options }) =>
    options
      .filter(({ value }) => /^[A-Za-z0-9-]+$/.test(value))
      .map(
        ({ value }) =>
          `  .directory:has([name="${name}"] [value="${value}"]:checked) .provider-card:not([data-${name}~="${value}"]) {\n    display: none;\n  }\n`,
      ),
  );
  return `${LAYERS}@layer components {\n${rules.join('')}}\n`;
}
