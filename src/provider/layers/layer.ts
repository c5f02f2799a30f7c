/** In this room: what only a fork has, as data: layers, brand (palettes with enforced contrast), offerings. */

import { LAYER_FOLDER, layerFolder } from '../../curriculum/layer-folder.ts';
import { asSeen } from '../../curriculum/look-alikes.ts';
import type { Identity } from '../../curriculum/model.ts';
import type { Reader } from '../../curriculum/reader.ts';
import { type Brand, brandSchema } from '../brand/schema.ts';
import { readSlots, type Slot } from '../brand/slots.ts';
import { type Offering, offeringsSchema } from '../offerings/schema.ts';
import type { TermEdit } from './patch/schema.ts';
import { type LayerFile, layerSchema, type UpstreamRecord, upstreamSchema } from './schema.ts';

/** What a provider puts on top of a curriculum. */
export interface Layer {
  /** Its folder with a slash at the end: provider/, or provider/provider/ in a fork of a fork. */
  folder: string;
  /** 1 for provider/, 2 for provider/provider/; 0 is content/. */
  depth: number;
  brand: Brand;
  settings: LayerFile;
  /** Terms of the curriculum below that it words otherwise. */
  editedTerms: readonly TermEdit[];
  offerings: readonly Offering[];
  upstream: UpstreamRecord | undefined;
  slots: readonly Slot[];
  /** Text of theme.css. */
  theme: string | undefined;
  /** Files below assets/, by path below the layer's folder: content as read.ts keeps it. */
  assets: ReadonlyMap<string, string>;
}

/** Whether a YAML file is missing, or holds nothing but comments. */
function isBlank(text: string | undefined): boolean {
  return text === undefined || text.split('\n').every((line) => /^\s*(#.*)?$/.test(line));
}

/** Whether some files hold a layer at a depth. */
function hasLayer(reader: Reader, folder: string): boolean {
  for (const path of reader.files.keys()) if (path.startsWith(folder)) return true;
  return false;
}

/**
 * The layers of some files, the outermost (whose provider publishes the site) last; none upstream.
 * Undefined if a layer cannot be read, which has been reported then.
 */
export function readLayers(reader: Reader, identity: Identity | undefined): Layer[] | undefined {
  const layers: Layer[] = [];
  for (let depth = 1, folder = LAYER_FOLDER; hasLayer(reader, folder); depth++, folder += LAYER_FOLDER) {
    const file = `${folder}brand.yaml`;
    if (!reader.files.has(file)) {
      reader.report('layer/no-brand', file, undefined, {
        message: `There is a folder ${folder}, but no ${file}.`,
        why: 'A site with a layer is published under the name of its provider, and that name stands there.',
        remedy: `Run "npm run rebrand", or remove the folder ${folder}`,
      });
      return undefined;
    }
    const brand = reader.yaml(file, brandSchema);
    const settings = isBlank(reader.files.get(`${folder}curriculum.yaml`))
      ? layerSchema.parse({})
      : reader.yaml(`${folder}curriculum.yaml`, layerSchema);
    if (!brand || !settings) return undefined;
    for (const below of [...(identity ? [identity] : []), ...layers.map((layer) => layer.brand)])
      refuseForeignName(reader, { file, brand, below, depth });
    layers.push({
      folder,
      depth,
      brand,
      settings,
      editedTerms: [],
      offerings: reader.yaml(`${folder}offerings.yaml`, offeringsSchema, 'optional')?.offerings ?? [],
      upstream: reader.yaml(`${folder}upstream.yaml`, upstreamSchema, 'optional'),
      slots: readSlots(reader.files, folder),
      theme: reader.files.get(`${folder}theme.css`),
      assets: new Map(
        [...reader.files]
          .filter(([path]) => path.startsWith(`${folder}assets/`))
          .map(([path, content]) => [path.slice(folder.length), content]),
      ),
    });
  }
  return layers;
}

/** Whether a name or an address is the same as another one, however it is written. */
export function isSameName(one: string, other: string): boolean {
  return plainName(one) === plainName(other);
}

/** A name as readers tell it from others, or the host and path of an address. */
function plainName(name: string): string {
  const url = /^https?:/i.test(name) ? URL.parse(name) : null;
  const text = url ? url.hostname + url.pathname : asSeen(name).replace(/\p{P}/gu, '');
  return text.toLowerCase().replace(/\s+/g, ' ').replace(/\/$/, '').trim();
}

/** A layer that carries the name or the address of what it is laid over: either our own repository, or a forgotten field. */
function refuseForeignName(
  reader: Reader,
  { file, brand, below, depth }: { file: string; brand: Brand; below: { name: string; url: string }; depth: number },
): void {
  for (const key of ['name', 'url'] as const) {
    if (!isSameName(brand[key], below[key])) continue;
    reader.report('layer/foreign-name', file, reader.place(file, [key]), {
      message: `The ${key === 'name' ? 'name' : 'address'} "${brand[key]}" is that of the curriculum which this layer is laid over.`,
      why:
        depth === 1
          ? 'provider/ belongs to forks: with it in the original repository every fork would meet conflicts, and a fork that keeps the name claims to be the original.'
          : 'A fork that keeps the name of what it was forked from claims to be it.',
      remedy: `If you are a training provider, write your own ${key === 'name' ? 'name' : 'address'} (npm run rebrand). In the original repository, remove the folder: git rm -r ${layerFolder(depth)}`,
    });
  }
}

/**
 * Who publishes with a layer: the words of the curriculum below, with the brand's in place of them.
 * @param release the provider's own last release, if there was one.
 */
export function layerIdentity(
  below: Identity,
  brand: Brand,
  release: { version: string; released: string } | undefined,
): Identity {
  return {
    ...below,
    name: brand.name,
    tagline: brand.tagline ?? below.tagline,
    url: brand.url,
    forge: brand.repository,
    branch: brand.branch,
    contact: brand.contact,
    creators: brand.name,
    copyright: brand.copyright ?? `© ${below.released.slice(0, 4)} ${brand.name}`,
    // What was taken keeps its license; these two are for what the provider wrote or changed.
    own_licence: brand.own_licence,
    adaptation_licence: brand.adaptation_licence,
    version: release?.version ?? below.version,
    released: release?.released ?? below.released,
    // Whom the original trusts, a fork need not: nobody, unless its own brand names them.
    embeddable_by: brand.embeddable_by,
    // Who publishes no images of its own has those of the curriculum below.
    images: brand.images ?? below.images,
    marks: brand.trademarks === undefined ? below.marks : `${brand.trademarks} ${below.marks}`,
  };
}
