import { publishedPaths } from '../curriculum/addresses.ts';
import type { PlacedItem } from '../curriculum/model.ts';
import type { Exam } from '../curriculum/schema/exam.ts';
import type { Translate } from '../strings/index.ts';
import { depthOf } from './baseline.ts';
import type { Credited } from './credit.ts';
import type { Published } from './published.ts';
import { editionVersion } from './release-state.ts';
import { statementsOf, statementText } from './statements.ts';
import type { Work } from './work.ts';

/**
 * The credit of an item of a practice exam. It belongs to the bank that it was written for: that of the original, or that which a provider has
 * added. Layers add items and change none, so those of others are as they were.
 */
export function bankCredit(
  exam: Pick<Exam, 'id'>,
  item: Pick<PlacedItem, 'path'>,
  curriculum: Published,
  t: Translate,
): Credited {
  const { editions, identity, layers } = curriculum;
  const depth = depthOf(item.path);
  const isOwn = depth >= layers.length;
  const origin = isOwn ? identity : (editions[depth] ?? identity);
  const paths = publishedPaths(origin);
  const work: Work = {
    title: t('sitTitle', { exam: exam.id }),
    creators: [{ name: origin.creators, url: origin.url, kind: 'group' }],
    publisher: { name: origin.name, url: origin.url },
    source: paths.absolute(paths.page(`practice/${exam.id.toLowerCase()}/`)),
    licence: origin.own_licence ?? origin.licence,
    copyright: origin.copyright,
    holder: origin.creators,
    version: isOwn ? editionVersion(curriculum, t) : origin.version,
    sources: [],
    adaptation: undefined,
  };
  const state = isOwn ? 'original' : 'verbatim';
  const statements = statementsOf({ state, work, sources: [], presenter: identity.name }, t);
  return {
    title: work.title,
    creators: work.creators,
    copyright: work.copyright,
    licence: work.licence,
    disclaimer: { text: identity.disclaimer, url: identity.disclaimer_url },
    address: work.source,
    provenance: { state },
    changes: statements.map(statementText).join(' '),
    basedOn: isOwn ? undefined : work,
    sources: [],
    publisher: work.publisher.name,
    adaptedBy: undefined,
    version: work.version,
  };
}
