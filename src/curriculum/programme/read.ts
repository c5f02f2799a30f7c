import { layerFolder } from '../layer-folder.ts';
import type { Reader } from '../reader.ts';
import { idSchema } from '../schema/common.ts';
import {
  type Programme,
  programmeSchema,
  providerSchema,
  type Release,
  releasesSchema,
  type Verification,
  verificationsSchema,
} from '../schema/programme.ts';
import { reportTwins } from '../twins.ts';
import { checkProvider } from './check.ts';
import { checkVerifications } from './check-verifications.ts';
import { type ListedProvider, releaseDays } from './proof.ts';
import { type JudgedProvider, judgeProvider } from './state.ts';

/** The directory of providers, as it is written. */
export interface Directory {
  programme: Programme;
  releases: readonly Release[];
  /** Providers in the alphabetical order of their ids. */
  providers: readonly ListedProvider[];
  /** Verifications by the depth of the layer whose providers they are about; 0 is content/. */
  verifications: ReadonlyMap<number, readonly Verification[]>;
}

/** What entries of the directory may refer to. */
export interface KnownToProviders {
  /** Ids of courses, former ones included. */
  courses: readonly string[];
  /** Ids of those who may verify, by the depth of the layer that they belong to. */
  maintainers: (layer: number) => ReadonlySet<string>;
  /** YYYY-MM-DD: what is dated later is a mistake. Nothing is, if it is not given. */
  today: string | undefined;
}

const PROGRAMME = 'content/programme.yaml';
const RELEASES = 'content/releases.yaml';
const PROVIDER = /^(content|(?:provider\/)*provider)\/providers\/([^/]+)\.yaml$/;

/** Path of the file with the verifications of a layer's providers. @param layer depth. */
export const verificationsFile = (layer: number): string => `${layerFolder(layer)}verifications.yaml`;

/** Depth of the layer that a folder is the root of. */
const depthOf = (root: string): number => (root === 'content' ? 0 : root.split('/').length);

/**
 * Reads the directory of providers, below content/ and in layers, and checks what a schema cannot say.
 * Undefined if there is no programme, or it cannot be read: without it nobody can say what a provider has to show.
 */
export function readDirectory(reader: Reader, known: KnownToProviders): Directory | undefined {
  const paths = [...reader.files.keys()].filter((path) => PROVIDER.test(path));
  const programme = reader.yaml(PROGRAMME, programmeSchema, paths.length > 0 ? 'required' : 'optional');
  if (programme) {
    const { requirements } = programme;
    reportTwins(reader, {
      file: PROGRAMME,
      kind: 'requirement',
      entries: requirements,
      path: (index) => ['requirements', index, 'id'],
    });
  }
  const needsReleases = programme?.requirements.some(({ proof }) => proof === 'release');
  const released = reader.yaml(RELEASES, releasesSchema, needsReleases ? 'required' : 'optional')?.releases;
  const releases = released ?? [];
  const providers = new Map<string, ListedProvider>();
  const proofs = new Map<string, string>();
  for (const path of paths) {
    const [, root = '', id = ''] = PROVIDER.exec(path) ?? [];
    const data = reader.yaml(path, providerSchema);
    if (!data) continue;
    const provider: ListedProvider = { ...data, id, path, layer: depthOf(root) };
    if (!idSchema.safeParse(id).success)
      reader.report('file/name', path, undefined, {
        message: `The name of this file, "${id}", cannot be the id of a provider.`,
        why: 'The id is the address of the page, and verifications name it.',
        remedy: 'Rename the file: small letters and digits with hyphens between them, such as "harbor-school.yaml".',
      });
    checkProvider(reader, provider, { ...known, programme, releases: released && releaseDays(released), proofs });
    const other = providers.get(id);
    if (other)
      reader.report('id/duplicate', path, undefined, {
        message: `The provider id "${id}" is used by ${other.path} too.`,
        why: 'The id is the address of the page; two providers would have the same one.',
        remedy: 'Give one of the two files another name.',
      });
    else providers.set(id, provider);
  }
  const sorted = [...providers.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  const verifications = readVerifications(reader, sorted, known);
  return programme && { programme, releases, providers: sorted, verifications };
}

function readVerifications(
  reader: Reader,
  providers: readonly ListedProvider[],
  known: KnownToProviders,
): Map<number, readonly Verification[]> {
  const read = new Map<number, readonly Verification[]>();
  for (const path of reader.files.keys()) {
    const root = /^(content|(?:provider\/)*provider)\/verifications\.yaml$/.exec(path)?.[1];
    if (root === undefined) continue;
    const layer = depthOf(root);
    const verifications = reader.yaml(path, verificationsSchema)?.verifications ?? [];
    const own = providers.filter((provider) => provider.layer === layer);
    read.set(layer, checkVerifications(reader, path, { verifications, providers: own, layer, known }));
  }
  return read;
}

/** All providers as they stand on a day. @param day YYYY-MM-DD. */
export function judgeDirectory(directory: Directory, day: string): JudgedProvider[] {
  const { programme, providers, verifications } = directory;
  const releases = releaseDays(directory.releases);
  return providers.map((provider) =>
    judgeProvider(provider, { programme, releases, verifications: verifications.get(provider.layer) ?? [], day }),
  );
}
