import { readNumber } from '../../../curriculum/answers.ts';
import type { Answered } from './platform.ts';
import type { Version } from './scorm.ts';

const COMPLETION = 'cmi.completion_status';
const SUCCESS = 'cmi.success_status';

/** A share as real(10,7) has it. */
const real = (share: number): string => String(Math.round(share * 10_000) / 10_000);

/** An answer (RTE 4.2.9): parts stand with "[,]" between them; a text may be 250 characters long. */
function response({ kind, response }: Answered): string {
  const [typed = ''] = response;
  if (kind === 'numeric') return String(readNumber(typed)[0] ?? 0);
  return kind === 'fill-in' ? typed.slice(0, 250) : response.join('[,]');
}

/** SCORM 2004 4th edition, Run-Time Environment, chapter 4. */
export const SCORM_2004: Version = {
  api: 'API_1484_11',
  calls: {
    begin: 'Initialize',
    end: 'Terminate',
    get: 'GetValue',
    set: 'SetValue',
    commit: 'Commit',
    errorCode: 'GetLastError',
    errorText: 'GetErrorString',
  },
  place: 'cmi.location',
  state: 'cmi.suspend_data',
  mode: 'cmi.mode',
  readable: [
    COMPLETION,
    SUCCESS,
    'cmi.score.scaled',
    'cmi.score.raw',
    'cmi.score.min',
    'cmi.score.max',
    'cmi.progress_measure',
  ],
  mastery(get) {
    const said = Number.parseFloat(get('cmi.scaled_passing_score'));
    return Number.isNaN(said) ? undefined : said;
  },
  first: [['cmi.exit', 'suspend']],
  values({ place, state, standing }, known) {
    const { score, isPassed, isComplete, progress } = standing;
    const scored = [
      ['cmi.score.scaled', real(score ?? 0)],
      ['cmi.score.raw', String(Math.round((score ?? 0) * 100))],
      ['cmi.score.min', '0'],
      ['cmi.score.max', '100'],
    ] as const;
    // What was reached once is not taken back, as when a later edition of the lesson asks more.
    const isCompleted = known(COMPLETION) === 'completed';
    const isKept = isPassed === undefined || known(SUCCESS) === 'passed';
    return [
      ...(score === undefined ? [] : scored),
      ...(isCompleted
        ? []
        : ([
            [COMPLETION, isComplete ? 'completed' : 'incomplete'],
            ['cmi.progress_measure', real(progress)],
          ] as const)),
      ...(isKept ? [] : ([[SUCCESS, isPassed ? 'passed' : 'failed']] as const)),
      ['cmi.suspend_data', state],
      ['cmi.location', place],
    ];
  },
  reached: 'completion_status',
  time(seconds) {
    const whole = Math.floor(seconds);
    return [['cmi.session_time', `PT${Math.floor(whole / 3600)}H${Math.floor(whole / 60) % 60}M${whole % 60}S`]];
  },
  answer(answered) {
    const { item, kind, right } = answered;
    return [
      ['id', item],
      ['type', kind],
      // time(second,10,0): at most two digits of a second, and without them no time zone (RTE 4.1.1.6).
      ['timestamp', `${new Date().toISOString().slice(0, 22)}Z`],
      ['learner_response', response(answered)],
      ['result', right ? 'correct' : 'incorrect'],
    ];
  },
};
