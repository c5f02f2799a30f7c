import { isMap, parseDocument } from 'yaml';
import { brandFolder, brandIds } from '../../curriculum/brands.ts';
import type { Reader } from '../../curriculum/reader.ts';
import { isSameName } from '../layers/layer.ts';

/** The address that a brand.yaml gives, as far as it can be read: what is wrong with it is said where it is laid over the layer. */
function addressIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const { contents } = parseDocument(text);
  const url = isMap(contents) ? contents.get('url') : undefined;
  return typeof url === 'string' ? url : undefined;
}

/** Reports brands of one layer whose sites would say that they are at the same address. @param layer folder of the layer. */
export function checkBrandAddresses(reader: Reader, layer: string): void {
  const own = `${layer}brand.yaml`;
  // A brand that is laid over the layer stands in the place of the layer's file, which nothing knows any more.
  const isLaid = reader.patched.has(own);
  const brands = brandIds(reader.files).map((id) => `${brandFolder(layer, id)}brand.yaml`);
  const known = new Map<string, string>();
  for (const file of isLaid ? brands : [own, ...brands]) {
    const address = addressIn(reader.files.get(file));
    if (address === undefined) continue;
    const other = [...known].find(([taken]) => isSameName(taken, address))?.[1];
    if (other === undefined) known.set(address, file);
    else report(reader, { file, address, other });
  }
}

function report(reader: Reader, { file, address, other }: Record<'file' | 'address' | 'other', string>): void {
  reader.report('brand/same-address', file, reader.place(file, ['url']), {
    message: `The address "${address}" is that of ${other}, too.`,
    why: 'Links, feeds and search engines would take one of the two sites for the other.',
    remedy: 'Give each brand the address at which its own site is published.',
  });
}
