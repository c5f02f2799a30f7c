import { asList, isRecord } from '../../../kubernetes/data.ts';
import { readYaml } from '../../yaml/values.ts';
import type { Call } from '../call.ts';

/** Names that a kustomization may have. */
const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const FIELDS = new Set(
  (
    'apiVersion kind metadata openapi namePrefix nameSuffix namespace commonLabels labels commonAnnotations patchesStrategicMerge ' +
    'patchesJson6902 patches images imageTags replacements replicas vars sortOptions resources components crds bases configMapGenerator ' +
    'secretGenerator helmGlobals helmCharts helmChartInflationGenerator generatorOptions configurations generators transformers ' +
    'validators buildMetadata'
  ).split(' '),
);

/** What is still read, but has a newer form, in the order in which kustomize says so. */
const OLD = [
  ['commonLabels', 'labels'],
  ['patchesJson6902', 'patches'],
  ['patchesStrategicMerge', 'patches'],
  ['bases', 'resources'],
  ['imageTags', 'images'],
  ['vars', 'replacements'],
] as const;

/** What kustomize can do, but this one cannot. */
const NOT_HERE = [
  'replacements',
  'vars',
  'helmCharts',
  'helmChartInflationGenerator',
  'generators',
  'transformers',
  'validators',
  'configurations',
  'openapi',
  'crds',
];

/** A kustomization: its folder and what its file says. */
export interface Kustomization {
  folder: string;
  fields: Readonly<Record<string, unknown>>;
}

/** A list of a kustomization, whatever its entries are. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function missing(shown: string, folder: string): Error {
  return new Error(
    `must build at directory: not a valid directory: evalsymlink failure on '${shown}' : lstat ${folder}: no such file or directory`,
  );
}

/** Reads the kustomization of a folder. @param shown the folder as it was named @throws Error in the words of kustomize */
export function readKustomization(call: Call, folder: string, shown: string): Kustomization {
  const kind = call.files.kind(folder);
  if (kind === undefined) throw missing(shown, folder);
  if (kind === 'file')
    throw new Error(`must build at directory: not a valid directory: '${shown}' is a file; expected directory`);
  const found = NAMES.filter((name) => call.files.kind(`${folder}/${name}`) === 'file');
  if (found.length === 0) {
    const names = `'${NAMES[0]}', '${NAMES[1]}' or '${NAMES[2]}'`;
    throw new Error(`unable to find one of ${names} in directory '${folder}'`);
  }
  if (found.length > 1) throw new Error(`Found multiple kustomization files: ${folder}\n`);
  const text = call.readFile(`${folder}/${found[0]}`);
  let fields: unknown;
  try {
    fields = readYaml(text, false);
  } catch (error) {
    throw new Error(`invalid Kustomization: ${(error as Error).message}`);
  }
  if (!isRecord(fields)) throw new Error('kustomization.yaml is empty');
  const unknown = Object.keys(fields).find((field) => !FIELDS.has(field));
  if (unknown !== undefined) throw new Error(`invalid Kustomization: json: unknown field ${JSON.stringify(unknown)}`);
  for (const [old, next] of OLD) {
    if (fields[old] === undefined) continue;
    call.note(
      `# Warning: '${old}' is deprecated. Please use '${next}' instead. Run 'kustomize edit fix' to update your Kustomization automatically.`,
    );
  }
  const absent = NOT_HERE.find((field) => fields[field] !== undefined && listOf(fields[field]).length > 0);
  if (absent !== undefined) {
    throw new Error(
      `the practice cluster's kustomize does not know ${absent} (in ${folder}/${found[0]}), so nothing was built. On your own machine kubectl kustomize does.`,
    );
  }
  return { folder, fields };
}

/** Images in either form. */
export function imagesOf({ fields }: Kustomization): ReturnType<typeof asList> {
  return [...asList(fields.images), ...asList(fields.imageTags)];
}
