import type { APIRoute } from 'astro';
import type { SearchWords } from '../client/search/words.ts';
import { firstShards, LAST_SHARD } from '../search-shards.ts';
import { getCurriculum, t } from '../site.ts';

/** What search needs besides its index; it is loaded with it, when somebody searches. */
export const GET: APIRoute = () => {
  const edition = getCurriculum();
  const { identity, lessons, terms } = edition;
  const uses = new Map<string, number>();
  for (const { terms: own, body } of lessons.values()) {
    for (const id of terms.keys())
      if (body.includes(`"${id}"`) || own.includes(id)) uses.set(id, (uses.get(id) ?? 0) + 1);
  }
  const language = new Intl.DisplayNames([identity.language], { type: 'language' }).of(identity.language);
  const words: SearchWords = {
    language: identity.language,
    kinds: {
      lesson: t('searchKindLesson'),
      course: t('searchKindCourse'),
      exam: t('searchKindExam'),
      glossary: t('searchKindGlossary'),
      guide: t('searchKindGuide'),
      rule: t('searchKindRule'),
      provider: t('searchKindProvider'),
    },
    terms: [...terms.values()]
      .sort((one, other) => (uses.get(other.id) ?? 0) - (uses.get(one.id) ?? 0))
      .map(({ term }) => term),
    shards: firstShards(edition),
    lastShard: LAST_SHARD,
    label: t('siteSearch'),
    close: t('searchClose'),
    more: t('searchMore'),
    none: t('searchNone'),
    one: t('searchOne'),
    many: t('searchMany'),
    without: t('searchWithout'),
    didYouMean: t('searchDidYouMean'),
    otherLanguage: t('searchOtherLanguage', { language: language ?? identity.language }),
  };
  return new Response(JSON.stringify(words), { headers: { 'content-type': 'application/json' } });
};
