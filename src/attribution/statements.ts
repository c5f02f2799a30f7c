import type { Translate } from '../strings/index.ts';
import type { Provenance } from './published.ts';
import { ancestors, joinNames, type Work } from './work.ts';

/** A sentence on where a lesson comes from, with the list that belongs to it. */
export interface Statement {
  text: string;
  items: readonly string[];
}

function describe(work: Work, t: Translate): Record<string, string> {
  return {
    title: work.title,
    version: work.version,
    creators: joinNames(
      work.creators.map((creator) => creator.name),
      t('and'),
    ),
    publisher: work.publisher.name,
    source: work.source,
    licence: work.licence.name,
  };
}

/**
 * Whether and how a lesson was modified, for people: the indication of changes that CC BY 4.0, section 3(a)(1)(B), asks
 * for. Every earlier indication is kept, the newest first.
 * @param presenter name of whoever publishes this site.
 */
export function statementsOf(state: Provenance['state'], work: Work, presenter: string, t: Translate): Statement[] {
  if (state === 'original' && !work.adaptation) {
    return [{ text: t('creditOriginal', { version: work.version }), items: [] }];
  }
  const taken = { text: t('creditVerbatim', { ...describe(work, t), presenter }), items: [] };
  const steps = [...ancestors(work)].map(({ by, changes, of }) => ({
    text: t('creditAdapted', { ...describe(of, t), by: by.name }),
    items: changes.map(({ date, text }) => `${date}: ${text}`),
  }));
  return state === 'verbatim' ? [taken, ...steps] : steps;
}

/** A statement with its list as running text. */
export function statementText({ text, items }: Statement): string {
  return [text, ...items].join(' ');
}
