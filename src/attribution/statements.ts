import type { Translate } from '../strings/index.ts';
import type { Provenance } from './published.ts';
import { ancestors, joinNames, type Source, type Work } from './work.ts';

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

/** What a lesson takes from a work of somebody else. */
function sourceStatement({ title, creators, source, licence, part, changes }: Source, t: Translate): Statement {
  const words = { title, creators, source, licence: licence.name, changes };
  return { text: part === undefined ? t('creditUses', words) : t('creditUsesPart', { ...words, part }), items: [] };
}

/** Of what statements are made. */
export interface Stated {
  state: Provenance['state'];
  work: Work;
  /** Works from elsewhere that it uses. */
  sources: readonly Source[];
  /** Name of whoever publishes this site. */
  presenter: string;
}

/**
 * Whether and how a lesson was modified, for people: the indication of changes that CC BY 4.0, section 3(a)(1)(B), asks
 * for. Every earlier indication is kept, the newest first; what comes from elsewhere follows.
 */
export function statementsOf({ state, work, sources, presenter }: Stated, t: Translate): Statement[] {
  return [
    ...lineStatements(state, work, { presenter, uses: sources.length > 0 }, t),
    ...sources.map((source) => sourceStatement(source, t)),
  ];
}

function lineStatements(
  state: Provenance['state'],
  work: Work,
  { presenter, uses }: { presenter: string; uses: boolean },
  t: Translate,
): Statement[] {
  if (state === 'original' && !work.adaptation) {
    const { version } = work;
    return [{ text: uses ? t('creditOriginalUses', { version }) : t('creditOriginal', { version }), items: [] }];
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
