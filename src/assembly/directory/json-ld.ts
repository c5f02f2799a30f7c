import type { JsonLd } from '../../attribution/json-ld.ts';
import type { Paths } from '../../curriculum/addresses.ts';
import type { ListedProvider } from '../../curriculum/programme/proof.ts';

const CONTEXT = 'https://schema.org';

/** JSON-LD of the page of a provider: an Organization, with what it says of itself. Whether it is qualified changes from day to day, and stands in the page. */
export function providerJsonLd(provider: ListedProvider, paths: Paths): JsonLd {
  const { id, name, homepage, description, countries, languages, offerings, courses } = provider;
  return {
    '@context': CONTEXT,
    '@type': 'Organization',
    name,
    url: homepage,
    description,
    mainEntityOfPage: paths.absolute(paths.provider(id)),
    areaServed: countries.map((code) => ({ '@type': 'Country', name: code })),
    knowsLanguage: languages,
    makesOffer: [
      ...offerings.map(({ title, url }) => ({ '@type': 'Offer', name: title, url })),
      ...courses.map(({ course, language, url }) => ({
        '@type': 'Offer',
        url,
        itemOffered: { '@type': 'Course', '@id': paths.absolute(paths.course(course)), inLanguage: language },
      })),
    ],
  };
}

/** JSON-LD of the directory: a list of the pages of providers. */
export function directoryJsonLd(providers: readonly ListedProvider[], paths: Paths): JsonLd {
  return {
    '@context': CONTEXT,
    '@type': 'ItemList',
    numberOfItems: providers.length,
    itemListElement: providers.map(({ id, name }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      url: paths.absolute(paths.provider(id)),
    })),
  };
}
