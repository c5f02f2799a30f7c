import { readNumber } from '../../../curriculum/answers.ts';
import type { Answered } from './platform.ts';
import type { Version } from './scorm.ts';

const STATUS = 'cmi.core.lesson_status';
const SCORE = 'cmi.core.score';

const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');

/** A time as CMITimespan or CMITime has it: HH:MM:SS (SCORM 1.2 RTE, 3.4.2). */
const clock = (hours: number, minutes: number, seconds: number): string =>
  `${two(hours)}:${two(minutes)}:${two(seconds)}`;

/** An answer as CMIFeedback has it: letters with commas, a decimal number, or at most 255 characters. */
function response({ kind, response }: Answered): string {
  const [typed = ''] = response;
  if (kind === 'numeric') return String(readNumber(typed)[0] ?? 0);
  return kind === 'fill-in' ? typed.slice(0, 255) : response.join(',');
}

/** SCORM 1.2, Run-Time Environment, chapter 3. The score is raw, 0 to 100: platforms compare it with the mastery score and set the status by it. */
export const SCORM_12: Version = {
  api: 'API',
  calls: {
    begin: 'LMSInitialize',
    end: 'LMSFinish',
    get: 'LMSGetValue',
    set: 'LMSSetValue',
    commit: 'LMSCommit',
    errorCode: 'LMSGetLastError',
    errorText: 'LMSGetErrorString',
  },
  place: 'cmi.core.lesson_location',
  state: 'cmi.suspend_data',
  mode: 'cmi.core.lesson_mode',
  readable: [STATUS, `${SCORE}.raw`, `${SCORE}.min`, `${SCORE}.max`],
  mastery(get) {
    const said = Number.parseFloat(get('cmi.student_data.mastery_score'));
    return Number.isNaN(said) ? undefined : said / 100;
  },
  first: [['cmi.core.exit', 'suspend']],
  values({ place, state, standing }, known) {
    const { score, isPassed, isComplete } = standing;
    const now = isComplete ? (isPassed === undefined ? 'completed' : isPassed ? 'passed' : 'failed') : 'incomplete';
    const before = known(STATUS);
    // What was reached once is not taken back, as when a later edition of the lesson asks more.
    const isKept = before === 'passed' || (before === 'completed' && now !== 'passed');
    const scored = [
      [`${SCORE}.raw`, String(Math.round((score ?? 0) * 100))],
      [`${SCORE}.min`, '0'],
      [`${SCORE}.max`, '100'],
    ] as const;
    return [
      ...(isKept ? [] : ([[STATUS, now]] as const)),
      ...(score === undefined ? [] : scored),
      ['cmi.suspend_data', state],
      ['cmi.core.lesson_location', place],
    ];
  },
  reached: 'status',
  time: (seconds) => [['cmi.core.session_time', clock(seconds / 3600, (seconds / 60) % 60, seconds % 60)]],
  answer(answered) {
    const at = new Date();
    const { item, kind, right } = answered;
    return [
      ['id', item],
      ['time', clock(at.getHours(), at.getMinutes(), at.getSeconds())],
      ['type', kind],
      ['student_response', response(answered)],
      ['result', right ? 'correct' : 'wrong'],
    ];
  },
};
