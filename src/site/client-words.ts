import type { Plugin } from 'vite';
import { QUIZ_KEYS } from '../rendering/client/quiz-words.ts';
import type { ExploreKey } from '../rendering/explore/words.ts';
import { stringKeys, type Translate, translator } from '../strings/index.ts';
import type { StringKey } from '../strings/keys.ts';

/** Words that only scripts say: they come with them, once for all pages, and no page carries them. */
const KEYS = [
  'copy',
  'copied',
  'copyCommands',
  'exploreUnreachable',
  'labMonitoringUnreachable',
  'labPracticeUnreachable',
  'labReportCode',
  'labReported',
  'labReportNone',
  'labReportOtherEdition',
  'labReportOtherLab',
  'labReportSend',
  'labReportTaken',
  'labReportTypo',
  'labReportUnreachable',
  'labTaskDone',
  'learnedItems',
  'learnedSections',
  'learnedTasks',
  'lessonDone',
  'lessonPrint',
  'lessonResume',
  'lessonUndone',
  'printOnly',
  'printWith',
  'printWithout',
  'progressBlocked',
  'progressCorrupted',
  'progressFull',
  ...QUIZ_KEYS,
  'sectionAnchor',
  'sectionAnchored',
  'siteSearchUnavailable',
  'teachHere',
  'scrollTable',
  'wrapLines',
] as const satisfies readonly StringKey[];

/** The words of scripts by their keys; what is to be filled in stands in them as {name}. */
export type ClientWords = Readonly<Record<(typeof KEYS)[number], string>>;

/** Words of the practice cluster, which come with it. */
type ClusterKey = Extract<StringKey, `cluster${string}` | `practiceStory${string}`>;
const isClusterKey = (key: StringKey): key is ClusterKey => /^(cluster|practiceStory)[A-Z]/.test(key);
export type ClusterWords = Readonly<Record<ClusterKey, string>>;

/** Words of labs on monitoring, which come with them. */
type MonitoringKey = Extract<StringKey, `monitoring${string}`>;
const isMonitoringKey = (key: StringKey): key is MonitoringKey => /^monitoring[A-Z]/.test(key);
export type MonitoringWords = Readonly<Record<MonitoringKey, string>>;

/** Words of labs on tracing, which come with them. */
type TracingKey = Extract<StringKey, `tracing${string}`>;
const isTracingKey = (key: StringKey): key is TracingKey => /^tracing[A-Z]/.test(key);
export type TracingWords = Readonly<Record<TracingKey, string>>;

/** Words of explorable figures, which come with the first that is touched. */
const isExploreKey = (key: StringKey): key is ExploreKey => key.startsWith('explore');
export type ExploreWords = Readonly<Record<ExploreKey, string>>;

/** Words of the plan of a class and of its results, which only their page needs. */
export type TeachKey = Extract<StringKey, `teach${string}`>;
const isTeachKey = (key: StringKey): key is TeachKey => key.startsWith('teach');
export type TeachWords = Readonly<Record<TeachKey, string>>;

/** Words of practice exams, which only their pages need. */
export type SittingKey = Exclude<Extract<StringKey, `sit${string}`>, `site${string}`>;
const isSittingKey = (key: StringKey): key is SittingKey => /^sit[A-Z]/.test(key);
export type SittingWords = Readonly<Record<SittingKey, string>>;

/** Words of daily review, which only its page needs. */
export type ReviewKey = Extract<StringKey, `review${string}`>;
const isReviewKey = (key: StringKey): key is ReviewKey => /^review[A-Z]/.test(key);
export type ReviewWords = Readonly<Record<ReviewKey, string>>;
/** Words of the page that verifies badges, and of the record of one's own work, which only their pages need. */
export type VerifyKey = Extract<StringKey, `verify${string}`>;
const isVerifyKey = (key: StringKey): key is VerifyKey => key.startsWith('verify');
export type VerifyWords = Readonly<Record<VerifyKey, string>>;
export type RecordKey = Extract<StringKey, `record${string}` | `weak${string}`>;
const isRecordKey = (key: StringKey): key is RecordKey => /^(record|weak)[A-Z]/.test(key);
export type RecordWords = Readonly<Record<RecordKey, string>>;

/** The modules with words, by their names. */
const MODULES: Readonly<Record<string, readonly StringKey[]>> = {
  'virtual:words': KEYS,
  'virtual:cluster-words': stringKeys().filter(isClusterKey),
  'virtual:monitoring-words': stringKeys().filter(isMonitoringKey),
  'virtual:tracing-words': stringKeys().filter(isTracingKey),
  'virtual:explore-words': stringKeys().filter(isExploreKey),
  'virtual:teach-words': stringKeys().filter(isTeachKey),
  'virtual:sitting-words': stringKeys().filter(isSittingKey),
  'virtual:review-words': stringKeys().filter(isReviewKey),
  'virtual:verify-words': stringKeys().filter(isVerifyKey),
  'virtual:record-words': stringKeys().filter(isRecordKey),
};

/** The modules above, which have them in the language of the site. @param language gives its tag. */
export function clientWords(language: () => string): Plugin {
  const wordsOf = (keys: readonly StringKey[], t: Translate): string =>
    `export default ${JSON.stringify(Object.fromEntries(keys.map((key) => [key, t(key)])))};`;
  return {
    name: 'client-words',
    resolveId: (id) => (Object.hasOwn(MODULES, id) ? `\0${id}` : undefined),
    load: (id) => {
      const keys = MODULES[id.slice(1)];
      return id.startsWith('\0') && keys ? wordsOf(keys, translator(language())) : undefined;
    },
  };
}
