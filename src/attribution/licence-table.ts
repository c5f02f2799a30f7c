/** A name with its address. */
export interface Named {
  name: string;
  url: string;
}

/** A license; its SPDX id where it is known. */
export interface Licence extends Named {
  spdx: string | undefined;
}

/**
 * What decides whether a work may become part of a lesson: free: no condition on the license of the result; code: free, for
 * code, as long as its notice is kept; attribution: credit; share-alike: the result takes the same license or a compatible
 * one; copyleft: likewise, for code; limited: not for everybody, or not to be changed; closed: no permission at all.
 */
export type Family = 'free' | 'code' | 'attribution' | 'share-alike' | 'copyleft' | 'limited' | 'closed';

/** A license of which is known what it asks for. */
export interface KnownLicence extends Licence {
  spdx: string;
  family: Family;
  /** For licenses of Creative Commons: whether it forbids commercial use, or sharing what was changed. */
  limits: readonly ('nc' | 'nd')[];
  /** Version, of Creative Commons' licenses. */
  version: number | undefined;
}

/** The license of somebody who gives no permission. */
export const ALL_RIGHTS_RESERVED = 'LicenseRef-All-Rights-Reserved';

const entry = (spdx: string, name: string, url: string, family: Family): [string, KnownLicence] => [
  spdx,
  { spdx, name, url, family, limits: [], version: undefined },
];

const gnu = (spdx: string, name: string): [string, KnownLicence] =>
  entry(spdx, name, 'https://www.gnu.org/licenses/gpl-3.0.html', 'copyleft');

const gfdl = (version: string, suffix: string): [string, KnownLicence] =>
  entry(
    `GFDL-${version}-${suffix}`,
    `GNU Free Documentation License ${version}`,
    `https://www.gnu.org/licenses/fdl-${version}.html`,
    'copyleft',
  );

/** Licenses that are not of the family BY of Creative Commons, by SPDX id. */
const others: ReadonlyMap<string, KnownLicence> = new Map([
  entry('0BSD', 'BSD Zero Clause License', 'https://opensource.org/license/0bsd', 'code'),
  entry('Apache-2.0', 'Apache License 2.0', 'https://www.apache.org/licenses/LICENSE-2.0', 'code'),
  entry('BSD-2-Clause', 'BSD 2-Clause License', 'https://opensource.org/license/bsd-2-clause', 'code'),
  entry('BSD-3-Clause', 'BSD 3-Clause License', 'https://opensource.org/license/bsd-3-clause', 'code'),
  entry('CC-PDM-1.0', 'public domain', 'https://creativecommons.org/publicdomain/mark/1.0/', 'free'),
  entry('CC0-1.0', 'CC0 1.0 Universal', 'https://creativecommons.org/publicdomain/zero/1.0/', 'free'),
  ...['1.1', '1.2', '1.3'].flatMap((version) => [gfdl(version, 'only'), gfdl(version, 'or-later')]),
  gnu('GPL-3.0-only', 'GNU General Public License 3.0'),
  gnu('GPL-3.0-or-later', 'GNU General Public License 3.0 or later'),
  entry('ISC', 'ISC License', 'https://opensource.org/license/isc-license-txt', 'code'),
  entry('LAL-1.3', 'Free Art License 1.3', 'https://artlibre.org/licence/lal/en/', 'share-alike'),
  entry(ALL_RIGHTS_RESERVED, 'All rights reserved', 'https://www.wipo.int/treaties/en/ip/berne/', 'closed'),
  entry('MIT', 'MIT License', 'https://opensource.org/license/mit', 'code'),
]);

const ELEMENTS: Readonly<Record<string, string>> = {
  BY: 'Attribution',
  NC: 'NonCommercial',
  ND: 'NoDerivatives',
  SA: 'ShareAlike',
};

/** Versions of the licenses of Creative Commons that are taken; 1.0 has no clause on later versions. */
const VERSIONS = new Set(['2.0', '2.5', '3.0', '4.0']);

/** A license of Creative Commons, from the elements, the version and the jurisdiction that its SPDX id is made of. */
function creativeCommons(spdx: string): KnownLicence | undefined {
  const [, elements = '', version = '', port] =
    /^CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)(?:-([A-Z]{2,3}))?$/.exec(spdx) ?? [];
  if (!VERSIONS.has(version)) return undefined;
  const parts = elements.split('-');
  const place = port ?? { '4.0': 'International', '3.0': 'Unported' }[version] ?? 'Generic';
  const limits = (['nc', 'nd'] as const).filter((limit) => parts.includes(limit.toUpperCase()));
  return {
    spdx,
    name: `Creative Commons ${parts.map((part) => ELEMENTS[part]).join('-')} ${version} ${place}`,
    url: `https://creativecommons.org/licenses/${elements.toLowerCase()}/${version}/${port ? `${port.toLowerCase()}/` : ''}`,
    family: limits.length > 0 ? 'limited' : parts.includes('SA') ? 'share-alike' : 'attribution',
    limits,
    version: Number(version),
  };
}

/** What is known of a license by its SPDX id. */
export function knownLicence(spdx: string): KnownLicence | undefined {
  return others.get(spdx) ?? creativeCommons(spdx);
}

/** The same by its address, as older records of adaptations have it; schemes and last slashes make no difference. */
function licenceAt(url: string): KnownLicence | undefined {
  const plain = (address: string): string => address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
  const [, elements, version, port] =
    /^creativecommons\.org\/licenses\/([a-z-]+)\/(\d\.\d)(?:\/([a-z]{2,3}))?$/.exec(plain(url)) ?? [];
  if (elements) return knownLicence(`CC-${[elements, version, port].filter(Boolean).join('-')}`.toUpperCase());
  return [...others.values()].find((licence) => plain(licence.url) === plain(url));
}

/** What is known of a license, by its id or else by its address. */
export function lookUpLicence({ spdx, url }: Licence): KnownLicence | undefined {
  return spdx === undefined ? licenceAt(url) : knownLicence(spdx);
}

/** SPDX ids under which works of others may be taken into a lesson, for messages. */
export const TAKEN =
  'CC0-1.0, CC-PDM-1.0 (public domain), CC-BY-2.0 to CC-BY-4.0, CC-BY-SA-2.0 to CC-BY-SA-4.0, LAL-1.3; for code Apache-2.0, MIT, ISC, 0BSD, BSD-2-Clause, BSD-3-Clause';
