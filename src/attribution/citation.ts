import { type Credit, creatorNames } from './credit.ts';

/** A lesson's citation in the forms that people and reference managers take. */
export interface Citations {
  text: string;
  bibtex: string;
  cslJson: string;
}

function escapeBibtex(text: string): string {
  return text
    .replace(/[\\{}]/g, '')
    .replace(/([&%$#_])/g, '\\$1')
    .replace(/~/g, '\\textasciitilde{}')
    .replace(/\^/g, '\\textasciicircum{}');
}

/** Citation as a sentence, as BibTeX and as CSL-JSON. */
export function citations(credit: Credit): Citations {
  const adapted = credit.adaptedBy === undefined ? '' : `Adapted by ${credit.adaptedBy}`;
  const version = /^\d/.test(credit.version) ? `version ${credit.version}` : credit.version;
  const licence = credit.licence.spdx ?? credit.licence.name;
  const [year = '', month = '1', day = '1'] = (credit.released ?? credit.modified).split('-');
  const cslAuthors = credit.creators.map((creator) => ({ literal: creator.name }));
  return {
    text: `${creatorNames(credit)} (${year}). ${credit.title}. ${adapted === '' ? '' : `${adapted}. `}${credit.publisher}, ${version}. ${credit.address}. ${licence}.`,
    bibtex: [
      `@online{${credit.lessonId}-${year},`,
      `  author  = {${credit.creators.map((creator) => `{${escapeBibtex(creator.name)}}`).join(' and ')}},`,
      `  title   = {${escapeBibtex(credit.title)}},`,
      `  year    = {${year}},`,
      `  version = {${credit.version}},`,
      `  organization = {${escapeBibtex(credit.publisher)}},`,
      `  url     = {${credit.address}},`,
      `  note    = {${adapted === '' ? '' : `${escapeBibtex(adapted)}; `}${licence}}`,
      '}',
    ].join('\n'),
    cslJson: JSON.stringify(
      [
        {
          id: credit.lessonId,
          type: 'webpage',
          title: credit.title,
          author: cslAuthors,
          issued: { 'date-parts': [[Number(year), Number(month), Number(day)]] },
          'container-title': credit.publisher,
          ...(adapted === '' ? {} : { note: adapted }),
          version: credit.version,
          URL: credit.address,
          license: credit.licence.url,
        },
      ],
      null,
      2,
    ),
  };
}
