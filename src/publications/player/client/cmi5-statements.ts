import type { Launch } from './cmi5-launch.ts';
import type { Answered } from './platform.ts';
import { type Json, newId, type Statement } from './xapi.ts';

/** Verbs of cmi5 (9.3), and "answered", which it allows besides. */
const VERBS = {
  initialized: 'http://adlnet.gov/expapi/verbs/initialized',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  passed: 'http://adlnet.gov/expapi/verbs/passed',
  failed: 'http://adlnet.gov/expapi/verbs/failed',
  terminated: 'http://adlnet.gov/expapi/verbs/terminated',
  answered: 'http://adlnet.gov/expapi/verbs/answered',
} as const;

type Verb = keyof typeof VERBS;

const CATEGORIES = 'https://w3id.org/xapi/cmi5/context/categories';
const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';

/** Longest name of a question: whoever reads reports wants to know which it was, not all that it says. */
const LONGEST_NAME = 200;

function statement(verb: Verb, { actor }: Launch, object: Json, context: Json, result: Json | undefined): Statement {
  return {
    id: newId(),
    actor,
    verb: { id: VERBS[verb], display: { 'en-US': verb } },
    object: { objectType: 'Activity', ...object },
    ...(result && { result }),
    context,
    timestamp: new Date().toISOString(),
  };
}

/** A duration (ISO 8601), to hundredths of a second. */
const duration = (seconds: number): string => `PT${Math.round(seconds * 100) / 100}S`;

/** The context that the platform asks for, with what belongs to it besides (9.6): nothing of it is replaced. */
function contextOf({ context, registration }: Launch, activities: Json, extensions: Json = {}): Json {
  const given = (context.contextActivities ?? {}) as Readonly<Record<string, readonly Json[] | undefined>>;
  const added = Object.entries(activities).map(([kind, list]) => [kind, [...(given[kind] ?? []), ...(list as Json[])]]);
  return {
    ...context,
    registration,
    contextActivities: { ...given, ...Object.fromEntries(added) },
    extensions: { ...extensions, ...(context.extensions as Json | undefined) },
  };
}

/**
 * A statement that cmi5 defines. @param seconds since the session began
 * @param score share of right answers, 0 to 1, of "passed" and "failed"
 */
export function defined(verb: Exclude<Verb, 'answered'>, launch: Launch, seconds: number, score?: number): Statement {
  const isJudged = verb === 'passed' || verb === 'failed';
  const movesOn = isJudged || verb === 'completed';
  const category = ['cmi5', ...(movesOn ? ['moveon'] : [])].map((name) => ({ id: `${CATEGORIES}/${name}` }));
  const scaled = Math.round((score ?? 0) * 10_000) / 10_000;
  const result = {
    ...(verb === 'completed' && { completion: true }),
    ...(isJudged && { success: verb === 'passed', score: { scaled, raw: Math.round(scaled * 100), min: 0, max: 100 } }),
    duration: duration(seconds),
  };
  const extensions = isJudged && launch.mastery !== undefined ? { [MASTERY]: launch.mastery } : {};
  const context = contextOf(launch, { category }, extensions);
  return statement(verb, launch, { id: launch.activityId }, context, verb === 'initialized' ? undefined : result);
}

/**
 * A statement on an answer (cmi5, 9.6.2: "cmi5 allowed"; Experience API 1.0.3, part 2, Appendix C on interactions).
 * @param lesson address of the lesson @param language its language
 */
export function answered(answer: Answered, launch: Launch, lesson: string, language: string): Statement {
  const { item, question, kind, response, right } = answer;
  const definition = {
    type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
    interactionType: kind,
    name: { [language]: question.slice(0, LONGEST_NAME) },
  };
  const context = contextOf(launch, { parent: [{ id: launch.activityId }] });
  const result = { success: right, response: response.join('[,]') };
  return statement('answered', launch, { id: `${lesson}#q-${item}`, definition }, context, result);
}

/** A statement that the learner has done the lab of the lesson; cmi5 allows it, and it moves nobody on. */
export function labDone(launch: Launch, lesson: string): Statement {
  const definition = { type: 'http://adlnet.gov/expapi/activities/simulation' };
  const context = contextOf(launch, { parent: [{ id: launch.activityId }] });
  return statement('completed', launch, { id: `${lesson}#lab`, definition }, context, { completion: true });
}
