import { issuerPaths } from '../../badges/issuer.ts';
import type { Reader } from '../../curriculum/reader.ts';
import { didYouMean } from '../../findings/suggest.ts';
import {
  badgeSchema,
  issuerSchema,
  NO_BADGES,
  type OwnBadge,
  type ProviderBadges,
  revocationsSchema,
} from './schema.ts';

/** Paths of what a layer has on badges, below its folder. */
export const badgePaths = {
  folder: 'badges/',
  issuer: 'badges/issuer.yaml',
  revocations: 'badges/revocations.json',
} as const;

/** What badges of a provider are compared with. */
interface Known {
  courses: readonly string[];
  competencies: readonly string[];
  /** Address under which the provider publishes the site. */
  site: string;
}

/** Reads what the publisher's layer has on badges, and reports what is wrong with it. @param folder of the layer, with a slash at the end. */
export function readBadges(reader: Reader, folder: string, known: Known): ProviderBadges {
  const issuer = reader.yaml(folder + badgePaths.issuer, issuerSchema, 'optional');
  const revocations = reader.yaml(folder + badgePaths.revocations, revocationsSchema, 'optional');
  const own = [...reader.files.keys()].flatMap((path): OwnBadge[] => {
    const [, id] = /^badges\/([^/]+)\.yaml$/.exec(path.startsWith(folder) ? path.slice(folder.length) : '') ?? [];
    if (id === undefined || id === 'issuer') return [];
    const badge = reader.yaml(path, badgeSchema);
    return badge ? [{ ...badge, id }] : [];
  });
  const found = { ...NO_BADGES, issuer, revocations, own };
  for (const badge of own) checkBadge(reader, `${folder}badges/${badge.id}.yaml`, badge, known);
  checkIssuer(reader, folder, found, known);
  return found;
}

function checkBadge(reader: Reader, file: string, { id, competencies }: OwnBadge, known: Known): void {
  if (known.courses.includes(id)) {
    reader.report('badge/same-id', file, undefined, {
      message: `There is a course "${id}", which has a badge under that id already.`,
      why: 'Both would be published under the same address, and badges that were issued would change what they stand for.',
      remedy: 'Rename the file: its name is the id of the badge.',
    });
  }
  competencies.forEach((competency, index) => {
    if (known.competencies.includes(competency)) return;
    reader.report('reference/unknown-competency', file, reader.place(file, ['competencies', index]), {
      message: `There is no competency "${competency}".${didYouMean(competency, known.competencies)}`,
      why: 'The badge would claim something that no exam asks for.',
      remedy: 'Use an id from content/exams/.',
    });
  });
}

/** Reports an issuer whose document nobody can find, and a list that is not that of the issuer. */
function checkIssuer(reader: Reader, folder: string, { issuer, revocations }: ProviderBadges, { site }: Known): void {
  const file = folder + badgePaths.issuer;
  if (issuer && issuer.address !== (site.endsWith('/') ? site : `${site}/`)) {
    reader.report('badge/issuer-elsewhere', file, reader.place(file, ['address']), {
      message: `Badges are signed as ${issuer.address}, and this site is published at ${site}.`,
      why: 'Whoever verifies a badge looks for the keys below the address of the one who signed it. This site does not publish them there.',
      remedy: `Sign with the address of the site. Or, whenever keys or list have changed, upload what "npm run badge -- publish --out DIR" writes to ${issuer.address}.`,
    });
  }
  if (!revocations) return;
  const list = folder + badgePaths.revocations;
  const expected = issuer && issuer.address + issuerPaths.list;
  if (revocations.id !== expected) {
    reader.report('badge/foreign-list', list, reader.place(list, ['id']), {
      message: `The list of revoked badges is that of ${revocations.id}, ${expected === undefined ? 'and nobody signs badges here' : `not ${expected}`}.`,
      why: 'Badges name the address of their list. With another one, what was revoked would still pass as good.',
      remedy:
        expected === undefined
          ? 'Run "npm run badge -- publish", which writes issuer.yaml.'
          : `Write "id": "${expected}", or bring the list that belongs here.`,
    });
  }
}
