import type { Credit } from '../../attribution/credit.ts';
import type { Lesson } from '../../curriculum/model.ts';
import type { Translate } from '../../strings/index.ts';
import { explanationHtml, stemHtml } from '../banks/bank.ts';
import { plainHtml } from '../plain-html.ts';
import type { Question } from '../questions.ts';
import { type Markup, type XmlContent, xml, xmlDocument } from '../xml.ts';
import { type Asked, askedAs } from './profile.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const QTI = 'http://www.imsglobal.org/xsd/ims_qtiasiv1p2';

const html = (content: string): Markup =>
  xml('material', {}, xml('mattext', { texttype: 'text/html' }, plainHtml(content)));

function fields(values: Readonly<Record<string, string>>): Markup {
  const all = Object.entries(values).map(([label, entry]) =>
    xml('qtimetadatafield', {}, xml('fieldlabel', {}, label), xml('fieldentry', {}, entry)),
  );
  return xml('qtimetadata', {}, ...all);
}

const PROFILES = { single: 'cc.multiple_choice.v0p1', multiple: 'cc.multiple_response.v0p1', text: 'cc.fib.v0p1' };

/** What learners answer with. */
function response(asked: Asked): Markup {
  if (asked.kind === 'text')
    return xml('response_str', { ident: 'answer', rcardinality: 'Single' }, xml('render_fib', { prompt: 'Dashline' }));
  const rcardinality = asked.kind === 'single' ? 'Single' : 'Multiple';
  const labels = asked.options.map(({ id, html: text }) => xml('response_label', { ident: id }, html(text)));
  return xml('response_lid', { ident: 'answer', rcardinality }, xml('render_choice', { shuffle: 'No' }, ...labels));
}

const condition = (isContinued: boolean, ...content: XmlContent[]): Markup =>
  xml('respcondition', { continue: isContinued ? 'Yes' : 'No' }, ...content);
const equal = (value: string, isExact = false): Markup =>
  xml('varequal', isExact ? { respident: 'answer', case: 'Yes' } : { respident: 'answer' }, value);
const show = (id: string): Markup => xml('displayfeedback', { feedbacktype: 'Response', linkrefid: id });
const SCORE = xml('setvar', { varname: 'SCORE', action: 'Set' }, '100');

/** Rules: what everybody should know goes on to the others; then what is right; then what typical wrong answers teach. */
function rules(asked: Asked): Markup {
  const general = condition(true, xml('conditionvar', {}, xml('other')), show('general_fb'));
  const feedback = (value: string, id: string): Markup =>
    condition(false, xml('conditionvar', {}, equal(value)), show(id));
  const outcomes = xml(
    'outcomes',
    {},
    xml('decvar', { maxvalue: 100, minvalue: 0, varname: 'SCORE', vartype: 'Decimal' }),
  );
  if (asked.kind === 'text') {
    const right = condition(false, xml('conditionvar', {}, ...asked.accepted.map((value) => equal(value))), SCORE);
    const wrong = asked.wrong.map(({ value }, index) => feedback(value, `wrong_${index + 1}_fb`));
    return xml('resprocessing', {}, outcomes, general, right, ...wrong);
  }
  if (asked.kind === 'single') {
    const each = asked.options.map(({ id, correct, feedback: text }) =>
      condition(
        false,
        xml('conditionvar', {}, equal(id)),
        correct ? SCORE : undefined,
        text === '' ? undefined : show(`${id}_fb`),
      ),
    );
    return xml('resprocessing', {}, outcomes, general, ...each);
  }
  // Importers find right options by case="Yes" outside of "not".
  const exactly = asked.options.map(({ id, correct }) => (correct ? equal(id, true) : xml('not', {}, equal(id, true))));
  const right = condition(false, xml('conditionvar', {}, xml('and', {}, ...exactly)), SCORE);
  const each = asked.options.filter(({ feedback: text }) => text !== '').map(({ id }) => feedback(id, `${id}_fb`));
  return xml('resprocessing', {}, outcomes, general, right, ...each);
}

function item(question: Question, credit: Credit, number: number, t: Translate): Markup {
  const asked = askedAs(question, t);
  const feedback = (ident: string, text: string): Markup =>
    xml('itemfeedback', { ident }, xml('flow_mat', {}, html(text)));
  const said =
    asked.kind === 'text'
      ? asked.wrong.map((wrong, index) => feedback(`wrong_${index + 1}_fb`, wrong.html))
      : asked.options
          .filter((option) => option.feedback !== '')
          .map((option) => feedback(`${option.id}_fb`, option.feedback));
  const metadata = fields({
    cc_profile: PROFILES[asked.kind],
    qmd_computerscored: 'Yes',
    cc_weighting: '1',
    cc_question_category: credit.title,
  });
  return xml(
    'item',
    { ident: question.id, title: `${number}. ${question.item.id}` },
    xml('itemmetadata', {}, metadata),
    xml('presentation', {}, html(`${stemHtml(question, t)}${asked.stem}`), response(asked)),
    rules(asked),
    feedback('general_fb', `${asked.explanation}${explanationHtml(question, credit)}`),
    ...said,
  );
}

function document(profile: string, content: Markup): string {
  const location = `${QTI} http://www.imsglobal.org/profile/cc/${profile}/${profile}_qtiasiv1p2p1_v1p0.xsd`;
  return xmlDocument(xml('questestinterop', { xmlns: QTI, 'xmlns:xsi': XSI, 'xsi:schemaLocation': location }, content));
}

/** The quiz of a lesson as an assessment (IMS Common Cartridge 1.1 Profile, 4.6: QTI 1.2.1). @param profile `ccv1p1` or `ccv1p3` */
export function assessment(
  lesson: Lesson,
  questions: readonly Question[],
  credit: Credit,
  profile: string,
  t: Translate,
): string {
  const metadata = fields({
    cc_profile: 'cc.exam.v0p1',
    qmd_assessmenttype: 'Examination',
    qmd_scoretype: 'Percentage',
    qmd_feedbackpermitted: 'Yes',
    qmd_hintspermitted: 'Yes',
    qmd_solutionspermitted: 'Yes',
    cc_maxattempts: 'unlimited',
  });
  const items = questions.map((question, index) => item(question, credit, index + 1, t));
  const section = xml('section', { ident: 'root_section' }, ...items);
  return document(profile, xml('assessment', { ident: `quiz-${lesson.id}`, title: lesson.title }, metadata, section));
}

/** All questions of a course as a question bank (4.6.3). */
export function questionBank(
  id: string,
  all: readonly { questions: readonly Question[]; credit: Credit }[],
  profile: string,
  t: Translate,
): string {
  const items = all.flatMap(({ questions, credit }) =>
    questions.map((question, index) => item(question, credit, index + 1, t)),
  );
  return document(profile, xml('objectbank', { ident: id }, ...items));
}
