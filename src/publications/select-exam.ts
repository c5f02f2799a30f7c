import type { Edition } from '../assembly/edition.ts';
import { UserError } from '../cli/user-error.ts';
import { publishedPaths } from '../curriculum/addresses.ts';
import type { ExamBank } from '../curriculum/model.ts';
import { APART, LAST_FORM, reviewed, type Shortage, shortages } from '../curriculum/practice/forms.ts';
import { translator } from '../strings/index.ts';
import type { PracticeExam } from './publication.ts';
import { oneOf } from './select.ts';

/** What is made of an exam if nobody says what: as many forms as share no item, and the bank. */
const USUAL: PracticeExam['parts'] = [...Array.from({ length: APART }, (_, index) => index + 1), 'bank'];

const lacking = ({ exam, form, items }: ExamBank): Shortage[] => shortages(exam, form.items, reviewed(items));

/** The parts of every exam whose bank is full that are made along with everything else. */
export function usualExams(edition: Edition): PracticeExam[] {
  const t = translator(edition.identity.language);
  return [...edition.banks.values()]
    .filter((bank) => lacking(bank).length === 0)
    .map((bank) => ({ edition, t, bank, parts: USUAL }));
}

/** Numbers of forms, as they are named at the prompt: `7`, or `1,2,7`. @throws UserError for what is no number of a form */
function formNumbers(named: readonly string[]): number[] {
  const numbers = named
    .flatMap((part) => part.split(','))
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text) => {
      const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
      if (number >= 1 && number <= LAST_FORM) return number;
      throw new UserError(
        `"${text}" is no number of a form.\nDo:  give a whole number from 1 to ${LAST_FORM}, or some with commas: --form 1,2,3.`,
      );
    });
  return [...new Set(numbers)];
}

/** The bank of an exam. @throws UserError for an exam that is not there, or without a bank from which forms can be drawn */
function bankOf(edition: Edition, named: string): ExamBank {
  const id = oneOf(
    named.toUpperCase(),
    'exam',
    edition.exams.map((exam) => exam.id),
  );
  const full = usualExams(edition).map(({ bank }) => bank.exam.id);
  const others = full.length === 0 ? 'No exam has a full bank yet.' : `Exams with a full bank: ${full.join(', ')}.`;
  const bank = edition.banks.get(id);
  if (!bank) {
    const paths = publishedPaths(edition.identity);
    const page = paths.absolute(paths.page(`practice/${id.toLowerCase()}/`));
    throw new UserError(
      edition.handsOn.has(id) || edition.exams.find((exam) => exam.id === id)?.format === 'performance-based'
        ? `${id} is hands-on: its tasks are done on a cluster, and no format has a place for that.${edition.handsOn.has(id) ? `\nDo:  sit it on the site: ${page}` : ''}\n${others}`
        : `There is no practice exam for ${id}: content/practice/${id.toLowerCase()}/exam.yaml is missing.\n${others}`,
    );
  }
  const missing = lacking(bank);
  if (missing.length === 0) return bank;
  const lines = missing.map(({ competency, has, needs }) => `  ${competency}  ${has} of ${needs}`);
  throw new UserError(
    `The bank of ${id} has too few items. ${APART} forms in a row share none, so it needs ${APART} times the items of a form, each of them reviewed:\n${lines.join('\n')}\n${others}`,
  );
}

/**
 * What is to be published of a practice exam.
 * @param exam its id @param forms as they are named at the prompt @param hasBank whether the whole bank, too; neither forms nor the bank: what is usual
 * @throws UserError for an exam or a form that is not there
 */
export function practiceExamOf(
  edition: Edition,
  exam: string,
  { forms, hasBank }: { forms: readonly string[]; hasBank: boolean },
): PracticeExam {
  const bank = bankOf(edition, exam);
  const parts = [...formNumbers(forms), ...(hasBank ? ['bank' as const] : [])];
  return { edition, t: translator(edition.identity.language), bank, parts: parts.length === 0 ? USUAL : parts };
}
