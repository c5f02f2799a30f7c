import { publishedPaths } from '../../curriculum/addresses.ts';
import type { PlacedItem } from '../../curriculum/model.ts';
import { type FormItem, formsOf, itemsByCompetency, reviewed } from '../../curriculum/practice/forms.ts';
import { zip } from '../archive.ts';
import { kinds } from '../kinds.ts';
import { type LomResource, rightsOf } from '../lom.ts';
import type { Loss, PracticeExam, Published } from '../publication.ts';
import { examQuestions } from './exam-questions.ts';
import type { QtiDialect } from './qti-dialect.ts';
import { type ExamPackage, qtiExamTest } from './qti-exam-test.ts';
import { qtiItem } from './qti-item.ts';
import { itemPath, qtiManifest, TEST_PATH } from './qti-manifest.ts';

/** A form of an exam: its items, in their order, with their options in theirs. */
function formPackage(exam: PracticeExam, number: number, form: readonly FormItem<PlacedItem>[]): ExamPackage {
  const orders = new Map(form.map(({ item, options }) => [item, options]));
  return {
    part: number,
    name: `${exam.bank.exam.id.toLowerCase()}-form-${number}`,
    title: exam.t('practiceFormTitle', { exam: exam.bank.exam.id, number }),
    questions: examQuestions(
      exam,
      form.map(({ item }) => item),
      (item) => orders.get(item),
    ),
  };
}

/** All that forms are drawn from, by ids: their order means nothing, and platforms shuffle the options. */
function bankPackage(exam: PracticeExam): ExamPackage {
  const { id } = exam.bank.exam;
  const items = reviewed(exam.bank.items).sort((one, other) => (one.id < other.id ? -1 : 1));
  return {
    part: 'bank',
    name: `${id.toLowerCase()}-bank`,
    title: exam.t('sitBankTitle', { exam: id }),
    questions: examQuestions(exam, items, () => 'any'),
  };
}

/** What a package is as a whole: its credit is that of everybody whose items are in it. */
function about({ bank, edition }: PracticeExam, { title, questions }: ExamPackage): LomResource {
  const { identity } = edition;
  const paths = publishedPaths(identity);
  const credits = questions.map(({ credit }) => credit);
  const creators = credits.flatMap((credit) => credit.creators);
  return {
    address: paths.absolute(paths.page(`practice/${bank.exam.id.toLowerCase()}/`)),
    title,
    language: identity.language,
    version: [...new Set(credits.map(({ version }) => version))].join(' · '),
    creators: [...new Map(creators.map((one) => [one.name, one])).values()],
    publisher: identity.name,
    rights: [...new Set(credits.map(rightsOf))].join(' '),
  };
}

/** What of a form, or of a bank, a test of QTI has in another way. */
function losses({ bank }: PracticeExam, { part }: ExamPackage): Loss[] {
  const lesson = undefined;
  if (part !== 'bank')
    return [
      {
        lesson,
        file: bank.path,
        what: 'a form in which items of all domains are mixed',
        instead: 'a section for each domain, with its items in the order of the form',
      },
    ];
  const counts = itemsByCompetency(bank.exam, bank.form.items);
  const none = reviewed(bank.items).filter(({ competency }) => (counts.get(competency) ?? 0) === 0);
  const unread = bank.items.filter(({ review }) => review === undefined);
  return [
    {
      lesson,
      file: bank.path,
      what: 'that three forms in a row share no item, and mix difficulties alike',
      instead: 'the platform draws items of each competency at random',
    },
    ...none.map(({ path }) => ({
      lesson,
      file: path,
      what: 'items of competencies that have no share of a form',
      instead: 'they are in the package, but not in its test',
    })),
    ...unread.map(({ path }) => ({
      lesson,
      file: path,
      what: 'items that nobody has reviewed',
      instead: 'left out, as they are in no form',
    })),
  ];
}

/** A package of QTI for each part of a practice exam that was asked for. @throws RangeError if the bank has too few items for forms */
export function publishQtiExam(exam: PracticeExam, dialect: QtiDialect): Published[] {
  const { bank, edition, t, parts } = exam;
  const forms = formsOf(bank.exam, bank.form.items, reviewed(bank.items));
  const { language } = edition.identity;
  return parts.map((part) => {
    const made = part === 'bank' ? bankPackage(exam) : formPackage(exam, part, forms(part));
    const files = new Map<string, string>([
      ['imsmanifest.xml', qtiManifest({ name: made.name, about: about(exam, made), items: made.questions }, dialect)],
      [TEST_PATH, qtiExamTest(exam, made, dialect)],
      ...made.questions.map(({ question, credit }): [string, string] => [
        itemPath(question.id),
        qtiItem(question, credit, dialect, language, t),
      ]),
    ]);
    return { name: kinds[dialect.id].exam(bank.exam.id, part), content: zip(files), losses: losses(exam, made) };
  });
}
