import type { KnownLicence } from './licence-table.ts';

/** Whether a work under one license may become part of a work under another one, why, and where that stands. */
export interface Combination {
  allowed: boolean;
  /** As a clause: "the license asks for …". */
  why: string;
  /** Address of the primary source. */
  terms: string;
}

const LEGAL_CODE = 'https://creativecommons.org/licenses';
/** Which licenses Creative Commons has found compatible with BY-SA. */
export const COMPATIBLE = 'https://creativecommons.org/compatiblelicenses';

const yes = (why: string, terms: string): Combination => ({ allowed: true, why, terms });
const no = (why: string, terms: string): Combination => ({ allowed: false, why, terms });

const legalCode = ({ url }: KnownLicence): string => `${url}legalcode`;

/** Licenses into which BY-SA 4.0 may go besides itself, as Creative Commons' page of compatible licenses has them. */
const INTO_FROM_BY_SA_4 = new Set(['LAL-1.3', 'GPL-3.0-only']);

function fromShareAlike(source: KnownLicence, result: KnownLicence): Combination {
  const sameElements = result.family === 'share-alike' && result.version !== undefined;
  if (source.spdx === 'LAL-1.3') {
    const fits = result.spdx === 'LAL-1.3' || result.spdx === 'CC-BY-SA-4.0';
    const why = 'the Free Art License asks that the result is under it, or under CC BY-SA 4.0 (section 5)';
    return fits ? yes(why, COMPATIBLE) : no(why, COMPATIBLE);
  }
  if (sameElements && (result.version ?? 0) >= (source.version ?? 0))
    return yes(
      'ShareAlike: the same license or a later version (4.0: section 3(b)(1); before: 4(b))',
      legalCode(source),
    );
  if (source.version === 4 && INTO_FROM_BY_SA_4.has(result.spdx))
    return yes('Creative Commons has found the license compatible with CC BY-SA 4.0', COMPATIBLE);
  if (result.spdx === 'GPL-3.0-or-later')
    return no('only version 3 of the GPL has been found compatible with CC BY-SA 4.0, not later ones', COMPATIBLE);
  return no(
    source.version === 4
      ? 'ShareAlike asks that what is made from it is under CC BY-SA 4.0 or later, the Free Art License 1.3 or the GPL 3.0 (section 3(b)(1))'
      : 'ShareAlike asks that what is made from it is under the same license or a later version of it, such as CC BY-SA 4.0 (section 4(b))',
    source.version === 4 ? COMPATIBLE : legalCode(source),
  );
}

function fromLimited(source: KnownLicence, result: KnownLicence): Combination {
  if (source.limits.includes('nd'))
    return no(
      'NoDerivatives does not let anybody share what they have changed (section 2(a)(1)(B))',
      legalCode(source),
    );
  if (!result.limits.includes('nc'))
    return no(
      'NonCommercial does not let anybody use it commercially, so the result must say the same (section 2(a)(1))',
      legalCode(source),
    );
  const alike = /-SA-/.test(source.spdx);
  if (alike && !(/-NC-SA-/.test(result.spdx) && (result.version ?? 0) >= (source.version ?? 0)))
    return no('ShareAlike asks for the same license or a later version of it (section 3(b)(1))', legalCode(source));
  return yes('the result is not for commercial use either (section 2(a)(1))', legalCode(source));
}

/**
 * Whether what was made from a work under one license may be published under another one. It says what the licenses
 * say, not what this project takes; see sourceProblem.
 * @param result of a license that is not known, as a provider may write one: undefined.
 */
export function combination(source: KnownLicence, result: KnownLicence | undefined): Combination {
  switch (source.family) {
    case 'free':
      return yes('it may be used without any condition', source.url);
    case 'code':
      return yes('the license asks only that its notice stays with the code', source.url);
    case 'attribution':
      return result?.family === 'free'
        ? no(
            'credit has to be given, which a dedication to the public domain would not ask for (4.0: section 3(a)(4))',
            `${LEGAL_CODE}/by/4.0/legalcode.en#s3`,
          )
        : yes(
            'every license will do that does not keep people from giving credit (4.0: section 3(a)(4))',
            `${LEGAL_CODE}/by/4.0/legalcode.en#s3`,
          );
    case 'share-alike':
      return result
        ? fromShareAlike(source, result)
        : no('ShareAlike asks for the same license or a compatible one', COMPATIBLE);
    case 'copyleft': {
      const why = `the ${source.name} asks that the result is under the same license`;
      return result?.spdx === source.spdx ? yes(why, source.url) : no(why, source.url);
    }
    case 'limited':
      return result ? fromLimited(source, result) : no('the license asks for the same limits', legalCode(source));
    case 'closed':
      return no('whoever reserves all rights has permitted nothing', source.url);
  }
}

/**
 * Why this project takes no work under a license into a lesson, whatever the lesson's own license; undefined if it does.
 * A curriculum that everybody may change and sell can hold nothing that somebody may not.
 */
export function sourceProblem(source: KnownLicence): Combination | undefined {
  if (source.spdx.startsWith('GFDL-'))
    return no(
      'the GNU Free Documentation License asks that everything made from it is under it (section 4), and what let such works be published under CC BY-SA ended on 2009-08-01 (section 11)',
      source.url,
    );
  if (source.family === 'copyleft')
    return no(
      'CC BY-SA 4.0 may become GPL, but not the other way round, so a lesson could not be under a license for texts any more',
      COMPATIBLE,
    );
  if (source.limits.includes('nd'))
    return no(
      'NoDerivatives does not let anybody share what they have changed (section 2(a)(1)(B)), and a lesson is there to be changed',
      legalCode(source),
    );
  if (source.limits.includes('nc'))
    return no(
      'NonCommercial forbids commercial use (section 2(a)(1)), and providers sell classes with these lessons',
      legalCode(source),
    );
  if (source.family === 'closed')
    return no(
      'whoever reserves all rights has permitted nothing, and a permission that was given to you is none for your readers',
      source.url,
    );
  return undefined;
}
