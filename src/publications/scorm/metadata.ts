import { isoDuration, totalMinutes } from '../../curriculum/durations.ts';
import type { Minutes } from '../../curriculum/model.ts';
import { vcard } from '../lom.ts';
import { type Markup, xml } from '../xml.ts';

/** What is said of a course or a lesson in the terms of Learning Object Metadata (IEEE 1484.12.1). */
export interface Described {
  title: string;
  summary: string;
  /** Address on the site: what identifies it. */
  address: string;
  language: string;
  version: string;
  minutes: Minutes;
  /** Names of those who made it. */
  creators: readonly string[];
  publisher: string;
  /** Everything that its license asks to be kept. */
  rights: string;
}

/** As the binding of IMS has it that SCORM 1.2 uses: IMS Learning Resource Meta-Data 1.2.1. */
export function metadata12(described: Described): Markup {
  const { title, summary, address, language, version, minutes, creators, publisher, rights } = described;
  const md = (name: string, children: readonly (Markup | string)[]): Markup => xml(`imsmd:${name}`, {}, children);
  const said = (text: string): Markup => xml('imsmd:langstring', { 'xml:lang': language }, [text]);
  const term = (name: string, value: string): Markup => {
    const from = (text: string): Markup => xml('imsmd:langstring', { 'xml:lang': 'x-none' }, [text]);
    return md(name, [md('source', [from('LOMv1.0')]), md('value', [from(value)])]);
  };
  const contribute = (role: string, names: readonly string[]): Markup =>
    md('contribute', [term('role', role), ...names.map((name) => md('centity', [md('vcard', [vcard({ name })])]))]);
  return md('lom', [
    md('general', [
      md('title', [said(title)]),
      md('catalogentry', [
        md('catalog', ['URI']),
        md('entry', [xml('imsmd:langstring', { 'xml:lang': 'x-none' }, [address])]),
      ]),
      md('language', [language]),
      md('description', [said(summary)]),
    ]),
    md('lifecycle', [
      md('version', [said(version)]),
      term('status', 'Final'),
      contribute('Author', creators),
      contribute('Publisher', [publisher]),
    ]),
    md('metametadata', [md('metadatascheme', ['ADL SCORM 1.2'])]),
    md('technical', [md('format', ['text/html']), xml('imsmd:location', { type: 'URI' }, [address])]),
    md('educational', [
      md('typicallearningtime', [md('datetime', [isoDuration(minutes)])]),
      md('language', [language]),
    ]),
    md('rights', [term('cost', 'no'), term('copyrightandotherrestrictions', 'yes'), md('description', [said(rights)])]),
  ]);
}

/** As the binding of IEEE has it that SCORM 2004 uses: IEEE 1484.12.3. */
export function metadata2004(described: Described): Markup {
  const { title, summary, address, language, version, minutes, creators, publisher, rights } = described;
  const lom = (name: string, children: readonly (Markup | string)[]): Markup => xml(`lom:${name}`, {}, children);
  const said = (text: string): Markup => xml('lom:string', { language }, [text]);
  const term = (name: string, value: string): Markup => lom(name, [lom('source', ['LOMv1.0']), lom('value', [value])]);
  const contribute = (role: string, names: readonly string[]): Markup =>
    lom('contribute', [term('role', role), ...names.map((name) => lom('entity', [vcard({ name })]))]);
  return lom('lom', [
    lom('general', [
      lom('identifier', [lom('catalog', ['URI']), lom('entry', [address])]),
      lom('title', [said(title)]),
      lom('language', [language]),
      lom('description', [said(summary)]),
    ]),
    lom('lifeCycle', [
      lom('version', [said(version)]),
      term('status', 'final'),
      contribute('author', creators),
      contribute('publisher', [publisher]),
    ]),
    lom('metaMetadata', [lom('metadataSchema', ['LOMv1.0'])]),
    lom('technical', [lom('format', ['text/html']), lom('location', [address])]),
    ...(totalMinutes(minutes) > 0
      ? [lom('educational', [lom('typicalLearningTime', [lom('duration', [isoDuration(minutes)])])])]
      : []),
    lom('rights', [
      term('cost', 'no'),
      term('copyrightAndOtherRestrictions', 'yes'),
      lom('description', [said(rights)]),
    ]),
  ]);
}
