import words from 'virtual:sitting-words';
import { make } from '../practice/dom.ts';

/** What came out of a domain or of a competency, in words. */
interface Row {
  name: string;
  result: string;
}

/** Results by domain, each with those of its competencies. @param head of the column of results */
export function domainTable(head: string, domains: readonly (Row & { competencies: readonly Row[] })[]): HTMLElement {
  const rows = domains.flatMap(({ name, result, competencies }) => [
    make('tr', {}, make('th', { scope: 'row' }, name), make('td', {}, result)),
    ...competencies.map((one) =>
      make('tr', { class: 'exam-competency' }, make('td', {}, one.name), make('td', {}, one.result)),
    ),
  ]);
  const heads = [words.sitDomain, head].map((text) => make('th', { scope: 'col' }, text));
  return make(
    'section',
    {},
    make('h3', {}, words.sitDomains),
    make('table', {}, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...rows)),
  );
}
