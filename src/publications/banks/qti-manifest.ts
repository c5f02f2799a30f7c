import { type LomResource, lom } from '../lom.ts';
import type { Asked } from '../questions.ts';
import { type Markup, xml, xmlDocument } from '../xml.ts';
import type { QtiDialect } from './qti-dialect.ts';
import { interactionOf } from './qti-item.ts';

/** Where the file of an item is in the package. */
export const itemPath = (id: string): string => `items/${id}.xml`;

/** Where the file of the test is in the package. */
export const TEST_PATH = 'test.xml';

/** What a package holds. */
export interface QtiPackage {
  /** What it is called in identifiers, such as that of a course. */
  name: string;
  /** What the package is as a whole, if that is more than its items are. */
  about?: LomResource;
  /** Its items, each with its metadata. */
  items: readonly { question: Asked; resource: LomResource }[];
}

/** Metadata in the order that the schema of the package wants. */
function inOrder({ id }: QtiDialect, about: Markup, qti: Markup): Markup[] {
  return id === 'qti-3.0' ? [qti, about] : [about, qti];
}

/** The manifest of a package: a resource per item with its metadata, and the test that needs them all. */
export function qtiManifest({ name, about, items }: QtiPackage, dialect: QtiDialect): string {
  const binding = dialect.id === 'qti-3.0' ? 'ieee' : 'ims';
  const [schema, version] = dialect.schema;
  const metadata = (interaction: string): Markup =>
    xml(
      'imsqti:qtiMetadata',
      {},
      xml('imsqti:interactionType', {}, interaction),
      xml('imsqti:feedbackType', {}, 'nonadaptive'),
      xml('imsqti:solutionAvailable', {}, 'true'),
    );
  const resources = items.map(({ question, resource }) =>
    xml(
      'resource',
      { identifier: `item-${question.id}`, type: dialect.itemType, href: itemPath(question.id) },
      xml('metadata', {}, ...inOrder(dialect, lom(resource, binding, 'imsmd:'), metadata(interactionOf(question)))),
      xml('file', { href: itemPath(question.id) }),
    ),
  );
  const test = xml(
    'resource',
    { identifier: `test-${name}`, type: dialect.testType, href: TEST_PATH },
    xml('file', { href: TEST_PATH }),
    ...items.map(({ question }) => xml('dependency', { identifierref: `item-${question.id}` })),
  );
  return xmlDocument(
    xml(
      'manifest',
      { ...dialect.manifest, identifier: `bank-${name}` },
      xml(
        'metadata',
        {},
        xml('schema', {}, schema),
        xml('schemaversion', {}, version),
        about && lom(about, binding, 'imsmd:'),
      ),
      xml('organizations', {}),
      xml('resources', {}, test, ...resources),
    ),
  );
}
