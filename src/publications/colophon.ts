import type { Element } from 'hast';
import type { Credit } from '../attribution/credit.ts';
import type { Translate } from '../strings/index.ts';
import { element } from './tree.ts';

/**
 * The colophon of a lesson, as its page has it: everything that CC BY 4.0 3(a)(1) asks for. What it is made of has the names of
 * HTML that every platform knows; names of attributes are those of the site.
 */
export function colophon(credit: Credit, t: Translate): Element {
  const creators = credit.creators.flatMap(({ name, url }, index) => {
    const before = index === 0 ? '' : index === credit.creators.length - 1 ? ` ${t('and')} ` : ', ';
    return [before, url === undefined ? name : element('a', { href: url, rel: ['author'] }, [name])];
  });
  const changes = credit.statements.flatMap(({ text, items }) => [
    element('p', {}, [text]),
    ...(items.length === 0
      ? []
      : [
          element(
            'ul',
            {},
            items.map((item) => element('li', {}, [item])),
          ),
        ]),
  ]);
  const entry = (label: string, name: string, content: readonly (Element | string)[]): Element[] => [
    element('dt', {}, [label]),
    element('dd', { 'data-attribution': name }, content),
  ];
  const { licence, disclaimer, source, compared } = credit;
  const comparison = compared && ('commit' in compared ? t('comparedCommit', { ...compared }) : t('comparedManifest'));
  return element('footer', { className: ['colophon'] }, [
    element('p', {}, [
      element('cite', {}, [credit.title]),
      ` · ${t('colophonBy')} `,
      element('span', { 'data-attribution': 'creators' }, creators),
    ]),
    element('dl', {}, [
      ...entry(t('colophonCopyright'), 'copyright', [credit.copyright]),
      ...entry(t('colophonLicence'), 'licence', [
        element('a', { href: licence.url, rel: ['license'] }, [licence.name]),
      ]),
      ...entry(t('colophonDisclaimer'), 'disclaimer', [element('a', { href: disclaimer.url }, [disclaimer.text])]),
      ...entry(t('colophonSource'), 'source', [element('a', { href: source }, [source])]),
      ...entry(t('colophonChanges'), 'changes', changes),
      ...(comparison === undefined ? [] : entry(t('colophonCompared'), 'compared', [comparison])),
    ]),
  ]);
}
