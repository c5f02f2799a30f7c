import { type Credited, creditSentence } from '../attribution/credit.ts';
import type { Creator } from '../attribution/work.ts';
import type { Difficulty } from '../curriculum/schema/bank.ts';
import { type Markup, type XmlContent, xml } from './xml.ts';

/**
 * How a binding of LOM writes its elements: IEEE 1484.12.3, its profile for Common Cartridge (without versions, and with terms that
 * name no vocabulary), or its draft, IMS Learning Resource Meta-data 1.2.
 */
export type LomBinding = 'ieee' | 'cartridge' | 'ims';

/** What a resource is, and what its license asks for. */
export interface LomResource {
  /** Address where it is to be cited. */
  address: string;
  title: string;
  description?: string;
  /** BCP 47. */
  language: string;
  version: string;
  creators: readonly Creator[];
  publisher: string;
  /** Everything that goes with its use: credit, copyright, license, warranty, changes. */
  rights: string;
  /** Address of what it was adapted from. */
  basedOn?: string | undefined;
  /** How hard it is. */
  difficulty?: Difficulty;
  /** What it tests: by the purpose, entries of a list that has a name, from the most general on. */
  classifications?: readonly Classification[];
  /** Addresses of what it refers to, such as the primary source of what it says. */
  references?: readonly string[];
}

/** A place in a taxonomy. */
interface Classification {
  purpose: 'competency' | 'educational objective';
  /** Name of the taxonomy. */
  source: string;
  path: readonly { id: string; text: string }[];
}

/** A lesson as a resource. */
export function lomOf(credit: Credited, language: string, description = ''): LomResource {
  const { address, title, version, creators, publisher, basedOn } = credit;
  return {
    address,
    title,
    description,
    language,
    version,
    creators,
    publisher,
    rights: rightsOf(credit),
    basedOn: basedOn?.source,
  };
}

/** The credit with all that CC BY 4.0 3(a)(1) asks for, as text. */
export function rightsOf(credit: Credited): string {
  const { text, url } = credit.disclaimer;
  return `${creditSentence(credit)} ${credit.copyright}. ${text} (${url}) ${credit.changes}`;
}

/** A name as a vCard 3.0 (RFC 2426), as LOM wants people and organizations. */
export function vcard({ name, url }: { name: string; url?: string | undefined }): string {
  const text = name.replace(/[\\,;]/g, '\\$&').replace(/\s+/g, ' ');
  const address = url === undefined ? '' : `URL:${url}\r\n`;
  return `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${text}\r\nN:${text};;;;\r\n${address}END:VCARD`;
}

/**
 * Metadata of a resource.
 * @param prefix of the names, with its colon @param attributes of the root, as its namespace
 */
export function lom(
  resource: LomResource,
  binding: LomBinding,
  prefix = '',
  attributes: Readonly<Record<string, string>> = {},
): Markup {
  const { address, title, description, language, version, creators, publisher, rights, basedOn } = resource;
  const { difficulty, classifications = [], references = [] } = resource;
  const isIeee = binding !== 'ims';
  const el = (name: string, ...content: XmlContent[]): Markup =>
    xml(`${prefix}${isIeee ? name : name.toLowerCase()}`, {}, ...content);
  const words = (name: string, text: string): Markup =>
    el(
      name,
      isIeee ? xml(`${prefix}string`, { language }, text) : xml(`${prefix}langstring`, { 'xml:lang': language }, text),
    );
  const term = (name: string, value: string): Markup => {
    const written = (part: string, text: string): Markup =>
      isIeee ? el(part, text) : el(part, xml(`${prefix}langstring`, { 'xml:lang': 'x-none' }, text));
    return el(name, binding === 'cartridge' ? undefined : written('source', 'LOMv1.0'), written('value', value));
  };
  const identifier = (uri: string): Markup =>
    isIeee
      ? el('identifier', el('catalog', 'URI'), el('entry', uri))
      : el('catalogentry', el('catalog', 'URI'), words('entry', uri));
  const relation = (kind: string, to: string): Markup =>
    el('relation', term('kind', isIeee ? kind.toLowerCase() : kind), el('resource', identifier(to)));
  const classification = ({ purpose, source, path }: Classification): Markup =>
    el(
      'classification',
      term('purpose', isIeee ? purpose : purpose.replace(/\b[a-z]/g, (first) => first.toUpperCase())),
      el(
        'taxonPath',
        words('source', source),
        ...path.map(({ id, text }) => el('taxon', el('id', id), words('entry', text))),
      ),
    );
  const entity = (who: { name: string; url?: string | undefined }): Markup =>
    isIeee ? el('entity', vcard(who)) : el('centity', el('vcard', vcard(who)));
  return xml(
    `${prefix}lom`,
    attributes,
    el(
      'general',
      ...(isIeee ? [identifier(address), words('title', title)] : [words('title', title), identifier(address)]),
      el('language', language),
      description ? words('description', description) : undefined,
    ),
    el(
      'lifeCycle',
      binding === 'cartridge' ? undefined : words('version', version),
      el('contribute', term('role', 'author'), creators.map(entity)),
      el('contribute', term('role', 'publisher'), entity({ name: publisher })),
    ),
    difficulty && el('educational', term('difficulty', difficulty === 'hard' ? 'difficult' : difficulty)),
    el('rights', term('cost', 'no'), term('copyrightAndOtherRestrictions', 'yes'), words('description', rights)),
    basedOn === undefined ? undefined : relation('IsBasedOn', basedOn),
    references.map((address) => relation('References', address)),
    classifications.map(classification),
  );
}
