import type { Credit } from '../../attribution/credit.ts';
import type { Translate } from '../../strings/index.ts';
import { breakable, call, content, words } from './typst.ts';

const link = (href: string, text: string): string => call('link-to', { href }, words(breakable(text)));

/**
 * Everything that CC BY 4.0 asks to be with a lesson (section 3(a)(1)): who made it, copyright, license, disclaimer, source, changes.
 * The same as the colophon of its page.
 */
export function creditMarkup(credit: Credit, t: Translate): string {
  const creators = credit.creators
    .map(({ name, url }, index) => {
      const before = index === 0 ? '' : words(index === credit.creators.length - 1 ? ` ${t('and')} ` : ', ');
      return before + (url ? link(url, name) : words(name));
    })
    .join('');
  const changes = credit.statements
    .map(({ text, items }) => words(text) + (items.length > 0 ? call('list', {}, ...items.map(words)) : ''))
    .join('\n\n');
  const { compared, licence, disclaimer } = credit;
  const verified =
    compared === undefined
      ? []
      : [
          [
            t('colophonCompared'),
            words('commit' in compared ? t('comparedCommit', { ...compared }) : t('comparedManifest')),
          ] as const,
        ];
  const rows = [
    [t('colophonCopyright'), words(credit.copyright)],
    [t('colophonLicence'), `${link(licence.url, licence.name)}${words(' · ')}${link(licence.url, licence.url)}`],
    [t('colophonDisclaimer'), `${words(`${disclaimer.text} `)}${link(disclaimer.url, disclaimer.url)}`],
    [t('colophonSource'), link(credit.source, credit.source)],
    [t('colophonChanges'), changes],
    ...verified,
  ] as const;
  return call(
    'credit',
    { name: t('colophon'), rows: rows.map(([name, value]) => [name, content(value)]) },
    `#emph[${words(credit.title)}]${words(` · ${t('colophonBy')} `)}${creators}`,
  );
}
