import type { Element, ElementContent } from 'hast';
import type { Credit } from '../attribution/credit.ts';
import type { Translate } from '../strings/index.ts';
import { element } from './tree.ts';

const link = (href: string, text: string, rel?: string): ElementContent =>
  element('a', { href, ...(rel !== undefined && { rel: [rel] }) }, [text]);

/** Names of creators with links, as a phrase. */
function creatorsOf({ creators }: Credit, t: Translate): (ElementContent | string)[] {
  return creators.flatMap(({ name, url }, index) => {
    const isLast = index === creators.length - 1;
    const between = index === 0 ? [] : [isLast ? ` ${t('and')} ` : ', '];
    return [...between, url === undefined ? name : link(url, name, 'author')];
  });
}

/**
 * The credit of a lesson as the site shows it, with all that CC BY 4.0, section 3(a)(1), asks for: title, creators, copyright
 * notice, license, notice on warranties, address of the material, and what was changed.
 */
export function colophon(credit: Credit, t: Translate): Element {
  const part = (name: string, term: string, children: readonly (ElementContent | string)[]): ElementContent =>
    element('div', {}, [element('dt', {}, [term]), element('dd', { dataAttribution: name }, children)]);
  const changes = credit.statements.flatMap(({ text, items }): ElementContent[] => [
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
  const { compared } = credit;
  const comparison = compared && ('commit' in compared ? t('comparedCommit', { ...compared }) : t('comparedManifest'));
  return element('footer', { className: ['colophon'], dataColophon: '' }, [
    element('p', { className: ['label'] }, [t('colophon')]),
    element('p', { className: ['imprint'] }, [
      element('cite', {}, [credit.title]),
      ' · ',
      element('span', { dataAttribution: 'creators' }, [`${t('colophonBy')} `, ...creatorsOf(credit, t)]),
    ]),
    element('dl', {}, [
      part('copyright', t('colophonCopyright'), [credit.copyright]),
      part('licence', t('colophonLicence'), [link(credit.licence.url, credit.licence.name, 'license')]),
      part('disclaimer', t('colophonDisclaimer'), [link(credit.disclaimer.url, credit.disclaimer.text)]),
      part('source', t('colophonSource'), [link(credit.source, credit.source)]),
      part('changes', t('colophonChanges'), changes),
      ...(comparison === undefined ? [] : [part('compared', t('colophonCompared'), [comparison])]),
    ]),
  ]);
}
