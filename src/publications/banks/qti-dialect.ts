import { type Markup, type XmlAttributes, type XmlContent, xml } from '../xml.ts';

/** A version of QTI: names of its elements, namespaces, and where its schemas are. */
export interface QtiDialect {
  id: 'qti-2.1' | 'qti-3.0';
  /** Makes an element from its name in QTI 2.1, in the form that this version has. */
  el(name: string, attributes?: XmlAttributes, ...content: XmlContent[]): Markup;
  /** Attributes of the root of an item or a test. */
  root: XmlAttributes;
  /** Whether parts of a text may say in which direction they are written. */
  hasDirection: boolean;
  /** Feedback, which in 3.0 is in a body of content. */
  body(content: Markup): Markup;
  itemType: string;
  testType: string;
  manifest: XmlAttributes;
  schema: readonly [name: string, version: string];
  lomNamespace: string;
  metadataNamespace: string;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const IMS = 'http://www.imsglobal.org/xsd';
const XSD_3 = 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd';

/** QTI 2.1 (IMS, 2012): what most importers read. */
export const qti21: QtiDialect = {
  id: 'qti-2.1',
  el: xml,
  root: {
    xmlns: `${IMS}/imsqti_v2p1`,
    'xmlns:xsi': XSI,
    'xsi:schemaLocation': `${IMS}/imsqti_v2p1 ${IMS}/qti/qtiv2p1/imsqti_v2p1.xsd`,
  },
  hasDirection: false,
  body: (content) => content,
  itemType: 'imsqti_item_xmlv2p1',
  testType: 'imsqti_test_xmlv2p1',
  manifest: {
    xmlns: `${IMS}/imscp_v1p1`,
    'xmlns:imsmd': `${IMS}/imsmd_v1p2`,
    'xmlns:imsqti': `${IMS}/imsqti_metadata_v2p1`,
    'xmlns:xsi': XSI,
    'xsi:schemaLocation': `${IMS}/imscp_v1p1 ${IMS}/imscp_v1p1.xsd ${IMS}/imsmd_v1p2 ${IMS}/imsmd_v1p2p4.xsd ${IMS}/imsqti_metadata_v2p1 ${IMS}/qti/qtiv2p1/imsqti_metadata_v2p1.xsd`,
  },
  schema: ['QTIv2.1 Package', '1.0.0'],
  lomNamespace: `${IMS}/imsmd_v1p2`,
  metadataNamespace: `${IMS}/imsqti_metadata_v2p1`,
};

/** QTI 3.0 (1EdTech, 2022): elements are custom elements, names in kebab case (Best Practices and Implementation Guide). */
export const qti30: QtiDialect = {
  id: 'qti-3.0',
  el: (name, attributes = {}, ...content) => {
    const entries = Object.entries(attributes).map(([key, value]) => [key.includes(':') ? key : kebab(key), value]);
    return xml(`qti-${kebab(name)}`, Object.fromEntries(entries) as XmlAttributes, ...content);
  },
  root: {
    xmlns: `${IMS}/imsqtiasi_v3p0`,
    'xmlns:xsi': XSI,
    'xsi:schemaLocation': `${IMS}/imsqtiasi_v3p0 ${XSD_3}/imsqti_asiv3p0_v1p0.xsd`,
  },
  hasDirection: true,
  body: (content) => xml('qti-content-body', {}, content),
  itemType: 'imsqti_item_xmlv3p0',
  testType: 'imsqti_test_xmlv3p0',
  manifest: {
    xmlns: `${IMS}/qti/qtiv3p0/imscp_v1p1`,
    'xmlns:imsmd': 'http://ltsc.ieee.org/xsd/LOM',
    'xmlns:imsqti': `${IMS}/imsqti_metadata_v3p0`,
    'xmlns:xsi': XSI,
    'xsi:schemaLocation': `${IMS}/qti/qtiv3p0/imscp_v1p1 ${XSD_3}/imsqtiv3p0_imscpv1p2_v1p0.xsd http://ltsc.ieee.org/xsd/LOM https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd ${IMS}/imsqti_metadata_v3p0 ${XSD_3}/imsqti_metadatav3p0_v1p0.xsd`,
  },
  schema: ['QTI Package', '3.0.0'],
  lomNamespace: 'http://ltsc.ieee.org/xsd/LOM',
  metadataNamespace: `${IMS}/imsqti_metadata_v3p0`,
};
