import type { Element, ElementContent } from 'hast';
import type { Credit } from '../attribution/credit.ts';
import type { Translate } from '../strings/index.ts';
import { element } from './tree.ts';

/** Everything that CC BY 4.0 3(a)(1) asks for, for one lesson, as it stands at its end. */
export function colophon(credit: Credit, t: Translate): Element {
  const { creators, compared } = credit;
  const names = creators.flatMap(({ name, url }, index): (ElementContent | string)[] => [
    ...(index === 0 ? [] : [index === creators.length - 1 ? ` ${t('and')} ` : ', ']),
    url ? link(url, name) : name,
  ]);
  const row = (title: string, ...content: (ElementContent | string)[]): Element =>
    element('div', {}, [element('dt', {}, [title]), element('dd', {}, content)]);
  const statements = credit.statements.flatMap(({ text, items }) => [
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
  const comparison = compared && ('commit' in compared ? t('comparedCommit', { ...compared }) : t('comparedManifest'));
  return element('section', { className: ['colophon'] }, [
    element('p', { className: ['label'] }, [t('colophon')]),
    element('p', {}, [element('cite', {}, [credit.title]), ` · ${t('colophonBy')} `, ...names]),
    element('dl', {}, [
      row(t('colophonCopyright'), credit.copyright),
      row(t('colophonLicence'), link(credit.licence.url, credit.licence.name, 'license')),
      row(t('colophonDisclaimer'), link(credit.disclaimer.url, credit.disclaimer.text)),
      row(t('colophonSource'), link(credit.source, credit.source)),
      row(t('colophonChanges'), ...statements),
      ...(comparison === undefined ? [] : [row(t('colophonCompared'), comparison)]),
    ]),
  ]);
}

function link(href: string, text: string, rel?: string): Element {
  return element('a', { href, ...(rel === undefined ? {} : { rel: [rel] }) }, [text]);
}
