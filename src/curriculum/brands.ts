import { ContentError } from '../findings/finding.ts';
import { didYouMean } from '../findings/suggest.ts';
import { layerFolder } from './layer-folder.ts';
import { type PatchedText, unpatched } from './patched-text.ts';

/** Files as read.ts gives them. */
type Files = ReadonlyMap<string, string>;

/** Folder below a layer in which each of several brands has a folder of its own. */
export const BRANDS = 'brands/';

/** What a brand may have in place of the layer's: path below the layer's folder. */
const LAID = /^(brand|curriculum|editions|offerings|people)\.yaml$|^theme\.css$|^slots\/[^/]+$|^assets\/./;

/** Form of a brand's id: it is the name of a folder, and of a flag's value. */
export const BRAND_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Whether a path lies in the folder of a brand, of whatever layer. */
export function isOfBrand(path: string): boolean {
  return /^(provider\/)+brands\//.test(path);
}

/** Folder of a brand, with a slash at the end. @param layer folder of the layer. */
export function brandFolder(layer: string, id: string): string {
  return `${layer}${BRANDS}${id}/`;
}

/** Folder of the publisher's own layer, the topmost: brands of the layers below are those of others. */
function ownLayer(files: Files): string {
  let depth = 1;
  while ([...files.keys()].some((path) => path.startsWith(layerFolder(depth + 1)))) depth++;
  return layerFolder(depth);
}

/** Ids of the brands that some files have in the publisher's own layer, in alphabetical order. */
export function brandIds(files: Files): string[] {
  const root = ownLayer(files) + BRANDS;
  const ids = [...files.keys()].flatMap((path) => {
    const [id, ...rest] = path.startsWith(root) ? path.slice(root.length).split('/') : [];
    return id !== undefined && rest.length > 0 ? [id] : [];
  });
  return [...new Set(ids)].sort();
}

const origins = new WeakMap<Files, ReadonlyMap<string, string>>();

/**
 * Lays one brand of the publisher's own layer over it: brand.yaml, curriculum.yaml, editions.yaml, offerings.yaml, people.yaml,
 * theme.css, and each file of assets/ and slots/ takes the place of the file of the same name in the layer; of what the brand does not have, the layer's
 * stays; but its frozen editions are not those of the brand. A slot takes the place of that slot in either form. All other files stay as they are, those below brands/ included,
 * which nothing reads. So lower layers, and what is compared with upstream's commit, never depend on the brand.
 * Pure: the same files and id give the same files; the files that are given are not changed.
 * @param id name of the folder below brands/; without one, the layer itself is published.
 * @throws ContentError if there is no such brand, with the list of those there are.
 */
export function layBrand(files: Files, id: string | undefined): Files {
  if (id === undefined || id === '') return files;
  const layer = ownLayer(files);
  const ids = brandIds(files);
  if (!ids.includes(id)) throw new ContentError(unknownBrand(id, layer, ids), []);
  const folder = brandFolder(layer, id);
  const laid = new Map(files);
  const from = new Map<string, string>();
  // An edition was published under the name and address of one brand.
  laid.delete(`${layer}editions.yaml`);
  for (const [path, content] of files) {
    const name = path.startsWith(folder) ? path.slice(folder.length) : '';
    if (!LAID.test(name)) continue;
    const slot = /^slots\/.*(?=\.(mdx|html)$)/.exec(name)?.[0];
    if (slot !== undefined) for (const form of ['mdx', 'html']) laid.delete(`${layer}${slot}.${form}`);
    laid.set(layer + name, content);
    from.set(layer + name, path);
  }
  origins.set(laid, from);
  return laid;
}

function unknownBrand(id: string, layer: string, ids: readonly string[]): string {
  const known =
    ids.length === 0 ? `There are no folders in ${layer}${BRANDS} yet.` : `The brands there are: ${ids.join(', ')}.`;
  return `There is no brand "${id}".${didYouMean(id, ids)}\nWhy: a site would be published under a name and an address that nobody chose.\nDo:  ${known} To begin one: npm run rebrand -- --brand ${BRAND_ID.test(id) ? id : '<id>'}`;
}

/** The texts that a brand has put into files, with where they are written, so that findings name the brand's own files. */
export function textsOfBrand(files: Files): [path: string, text: PatchedText][] {
  return [...(origins.get(files) ?? [])].map(([path, from]) => [path, unpatched(from, files.get(path) ?? '')]);
}
