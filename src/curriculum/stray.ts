import { isOfBrand } from './brands.ts';
import type { Reader } from './reader.ts';

/** Every place where a file of the content may stand. What is in the folder of a lesson is checked with the lesson. */
const PLACES = [
  /^content\/(editions|identity|people|glossary|versions)\.yaml$/,
  /^content\/(programme|releases)\.yaml$/,
  /^(content|(provider\/)*provider)\/(providers\/[^/]+|verifications)\.yaml$/,
  /^content\/(manifest\.json|dictionary\.txt)$/,
  /^content\/exams\/[^/]+\.yaml$/,
  /^(content|(provider\/)*provider)\/practice\/[a-z]+\/(exam\.yaml|items\/[^/]+\.yaml|forms\/[1-9]\d{0,2}\/(form\.yaml|files\/.+))$/,
  /^content\/courses\/[^/]+\/course\.yaml$/,
  /^content\/courses\/[^/]+\/app\//,
  /^content\/courses\/[^/]+\/[^/]+\/module\.yaml$/,
  /^content\/courses\/[^/]+\/[^/]+\/[^/]+\//,
  /^(provider\/)+(brand|curriculum|editions|offerings|upstream|people|glossary)\.yaml$/,
  /^(provider\/)+(manifest\.json|dictionary\.txt|theme\.css|README\.md|CHANGELOG\.md)$/,
  /^(provider\/)+slots\/(above-header|home-hero|end-of-lesson|footer)\.(mdx|html)$/,
  /^(provider\/)+brands\/[a-z0-9]+(-[a-z0-9]+)*\/((brand|curriculum|editions|offerings|people)\.yaml$|theme\.css$|assets\/)/,
  /^(provider\/)+brands\/[a-z0-9]+(-[a-z0-9]+)*\/slots\/(above-header|home-hero|end-of-lesson|footer)\.(mdx|html)$/,
  /^(provider\/)+badges\/([a-z0-9]+(-[a-z0-9]+)*\.yaml|revocations\.json)$/,
  /^(provider\/)+(assets|lessons\/[^/]+)\//,
  /^(provider\/)+courses\/[^/]+\/course\.yaml$/,
  /^(provider\/)+courses\/[^/]+\/[^/]+\/(module\.yaml$|[^/]+\/)/,
];

/** Reports files that stand where nobody looks for them. */
export function checkStrayFiles(reader: Reader): void {
  for (const path of reader.files.keys()) {
    if (PLACES.some((place) => place.test(path))) continue;
    reader.report('file/stray', path, undefined, {
      message: `Nothing reads the file ${path}.`,
      why: 'It would be published nowhere, and nobody would notice.',
      remedy: isOfBrand(path)
        ? 'A brand is a folder of brands/ with a name of small letters, digits and hyphens; it may have brand.yaml, curriculum.yaml, editions.yaml, offerings.yaml, people.yaml, theme.css, assets/ and slots/. Everything else is the same for all brands, and stands in the layer.'
        : 'Correct its name or its place; CONTRIBUTING.md has a list of the files there are.',
    });
  }
}
