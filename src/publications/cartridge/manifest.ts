import type { LomResource } from '../lom.ts';
import { lom } from '../lom.ts';
import { type Markup, xml, xmlDocument } from '../xml.ts';

/** A version of Common Cartridge. */
export interface CartridgeVersion {
  /** As it stands in names of schemas and types: `ccv1p1`. */
  profile: 'ccv1p1' | 'ccv1p3';
  number: '1.1.0' | '1.3.0';
}

/** What a resource is. */
export type ResourceKind = 'page' | 'quiz' | 'bank' | 'link';

/** A resource of a cartridge: files of which the first is the one that is opened. */
export interface Resource {
  id: string;
  kind: ResourceKind;
  files: readonly string[];
}

/** What stands in the table of contents: a folder, or something to open. */
export interface Entry {
  id: string;
  title: string;
  resource?: string;
  about?: LomResource | undefined;
  entries?: readonly Entry[];
}

/** A path in a manifest is an address. */
const href = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

function typeOf(kind: ResourceKind, { profile }: CartridgeVersion): string {
  const version = profile.slice('cc'.length);
  const qti = `imsqti_xmlv1p2/imscc_xml${version}`;
  return { page: 'webcontent', quiz: `${qti}/assessment`, bank: `${qti}/question-bank`, link: `imswl_xml${version}` }[
    kind
  ];
}

/** The manifest of a cartridge (IMS Common Cartridge 1.1 and 1.3, Conformance; imscp_v1p2 profiles). */
export function cartridgeManifest(
  id: string,
  about: LomResource,
  contents: readonly Entry[],
  resources: readonly Resource[],
  version: CartridgeVersion,
): string {
  const { profile, number } = version;
  const cp = `http://www.imsglobal.org/xsd/ims${profile}/imscp_v1p1`;
  const manifestLom = `http://ltsc.ieee.org/xsd/ims${profile}/LOM/manifest`;
  const schemas = `http://www.imsglobal.org/profile/cc/${profile}`;
  const item = ({ id: name, title, resource, about: lesson, entries = [] }: Entry): Markup =>
    xml(
      'item',
      { identifier: `I-${name}`, identifierref: resource },
      xml('title', {}, title),
      ...entries.map(item),
      lesson ? xml('metadata', {}, lom(lesson, 'cartridge', 'lomm:')) : undefined,
    );
  const root = xml('item', { identifier: 'I-root' }, ...contents.map(item));
  return xmlDocument(
    xml(
      'manifest',
      {
        xmlns: cp,
        'xmlns:lomm': manifestLom,
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        identifier: `cartridge-${id}`,
        'xsi:schemaLocation': `${cp} ${schemas}/${profile}_imscp_v1p2_v1p0.xsd ${manifestLom} ${schemas}/LOM/${profile}_lommanifest_v1p0.xsd`,
      },
      xml(
        'metadata',
        {},
        xml('schema', {}, 'IMS Common Cartridge'),
        xml('schemaversion', {}, number),
        lom(about, 'cartridge', 'lomm:'),
      ),
      xml('organizations', {}, xml('organization', { identifier: 'contents', structure: 'rooted-hierarchy' }, root)),
      xml(
        'resources',
        {},
        ...resources.map(({ id: name, kind, files }) =>
          xml(
            'resource',
            {
              identifier: name,
              type: typeOf(kind, version),
              // A page is opened by its address, everything else by its only file.
              href: kind === 'page' ? href(files[0] ?? '') : undefined,
            },
            ...files.map((file) => xml('file', { href: href(file) })),
          ),
        ),
      ),
    ),
  );
}

/** A web link (IMS Common Cartridge, 4.7). It opens in a window of its own. */
export function webLink(title: string, address: string, { profile }: CartridgeVersion): string {
  const version = profile.slice('cc'.length);
  const namespace = `http://www.imsglobal.org/xsd/ims${profile}/imswl_${version}`;
  const location = `${namespace} http://www.imsglobal.org/profile/cc/${profile}/${profile}_imswl_${version}.xsd`;
  return xmlDocument(
    xml(
      'webLink',
      { xmlns: namespace, 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xsi:schemaLocation': location },
      xml('title', {}, title.replace(/\s+/g, ' ')),
      xml('url', { href: address, target: '_blank' }),
    ),
  );
}
