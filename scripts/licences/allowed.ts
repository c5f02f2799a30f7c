/** Licences that ask for no more than that the notice is kept. Any package may have them. */
export const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
]);

/** Packages that may have a licence which others may not. */
export interface Exception {
  licence: string;
  /** Names; one that ends in "*" stands for all that begin so. */
  packages: readonly string[];
  /** Why it does no harm here. */
  reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    licence: 'OFL-1.1',
    packages: ['@fontsource/atkinson-hyperlegible-next', '@fontsource-variable/atkinson-hyperlegible-*'],
    reason:
      'Fonts. They and parts of them, whose names are not reserved, may be served with any site under their own licence.',
  },
  {
    licence: 'OFL-1.1',
    packages: ['@fontsource-variable/noto-sans', '@fontsource-variable/noto-sans-*', '@fontsource/noto-sans-math'],
    reason: 'Fonts. Social images are drawn with them while a site is built; sites contain only the drawings.',
  },
  {
    licence: 'OFL-1.1',
    packages: [
      '@fontsource/atkinson-hyperlegible-mono',
      '@fontsource/noto-emoji',
      '@fontsource/noto-sans-arabic',
      '@fontsource/noto-sans-hebrew',
      '@fontsource/noto-sans-symbols-2',
    ],
    reason: 'Fonts. PDF files embed what they need of them; documents made with fonts are not under their licence.',
  },
  {
    licence: 'MPL-2.0',
    packages: ['lightningcss', 'lightningcss-*'],
    reason: 'It writes the style sheets while a site is built; nothing of it is in them.',
  },
  {
    licence: 'MPL-2.0',
    packages: ['axe-core', 'ical.js'],
    reason: 'Tests read pages and calendars with them, unmodified; sites contain nothing of them.',
  },
  {
    licence: 'EPL-2.0',
    packages: ['elkjs'],
    reason: 'It lays out diagrams while a site is built, unmodified; the site contains only the drawings.',
  },
  {
    licence: 'LGPL-3.0-or-later',
    packages: ['@img/sharp-*'],
    reason:
      'libvips, a library of its own that sharp loads to draw images while a site is built; sites contain only those.',
  },
];
