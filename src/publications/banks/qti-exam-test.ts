import { itemsByCompetency } from '../../curriculum/practice/forms.ts';
import { escapeHtml } from '../../strings/html.ts';
import { plainXhtml } from '../plain-html.ts';
import type { PracticeExam } from '../publication.ts';
import { type Markup, markup, type XmlContent, xml, xmlDocument } from '../xml.ts';
import { wholeCreditHtml } from './bank.ts';
import type { ExamQuestion } from './exam-questions.ts';
import type { QtiDialect } from './qti-dialect.ts';
import { itemPath } from './qti-manifest.ts';

/** Which part of an exam a package holds, and what is in it. */
export interface ExamPackage {
  /** Number of a form, or the bank that forms are drawn from. */
  part: number | 'bank';
  /** Name in identifiers, such as `kcna-form-7`. */
  name: string;
  title: string;
  questions: readonly ExamQuestion[];
}

/** The outcome with the points of a domain. */
const domainScore = (domain: string): string => `SCORE_${domain}`;

/** What is declared: points, how many there are, those of each domain, and whether it is passed. */
function declarations(items: number, domains: readonly string[], { el }: QtiDialect): Markup[] {
  const outcome = (identifier: string, baseType: string, value: string | number, normalMaximum?: number): Markup =>
    el(
      'outcomeDeclaration',
      { identifier, cardinality: 'single', baseType, normalMaximum },
      el('defaultValue', {}, el('value', {}, String(value))),
    );
  return [
    outcome('SCORE', 'float', 0, items),
    outcome('MAXSCORE', 'float', items),
    outcome('PASS', 'boolean', 'false'),
    ...domains.map((id) => outcome(domainScore(id), 'float', 0)),
    outcome('CREDIT', 'identifier', 'credit'),
  ];
}

/** How outcomes are computed: a point for each right item; what was not answered is wrong. */
function processing(items: number, passing: number, domains: readonly string[], { el }: QtiDialect): Markup {
  const float = (value: number): Markup => el('baseValue', { baseType: 'float' }, String(value));
  const points = (includeCategory?: string): Markup =>
    el('sum', {}, el('testVariables', { variableIdentifier: 'SCORE', includeCategory }));
  const set = (identifier: string, expression: Markup): Markup => el('setOutcomeValue', { identifier }, expression);
  return el(
    'outcomeProcessing',
    {},
    set('SCORE', points()),
    ...domains.map((id) => set(domainScore(id), points(id))),
    // Without a division, as shares of a number of items are not exact.
    set(
      'PASS',
      el('gte', {}, el('product', {}, el('variable', { identifier: 'SCORE' }), float(100)), float(items * passing)),
    ),
  );
}

/**
 * A form, or a bank, as a test: a section for each domain, one point for each item. The share of a domain is in the number of its items, as it
 * is in the exam, so no item has a weight. In a form, items and options are in its order; a bank has a section for each competency, of which
 * the platform draws as many items as the blueprint gives it.
 */
export function qtiExamTest({ bank, t }: PracticeExam, made: ExamPackage, dialect: QtiDialect): string {
  const { el } = dialect;
  const { exam, form } = bank;
  const section = (identifier: string, title: string, ...content: XmlContent[]): Markup =>
    el('assessmentSection', { identifier, title, visible: true }, ...content);
  const reference = (domain: string, { question, item }: ExamQuestion): Markup =>
    el('assessmentItemRef', {
      identifier: `ref-${question.id}`,
      href: itemPath(question.id),
      category: `${domain} ${item.competency}`,
    });
  const counts = itemsByCompetency(exam, form.items);
  const drawn = made.questions.filter(({ item }) => (counts.get(item.competency) ?? 0) > 0);
  const domains = exam.domains.filter(({ competencies }) =>
    competencies.some(({ id }) => drawn.some(({ item }) => item.competency === id)),
  );
  const sections = domains.map(({ id: domain, name, competencies }) => {
    const own = drawn.filter(({ item }) => competencies.some(({ id }) => id === item.competency));
    if (made.part !== 'bank') return section(`domain-${domain}`, name, ...own.map((one) => reference(domain, one)));
    const parts = competencies.flatMap(({ id, text }) => {
      const items = own.filter(({ item }) => item.competency === id);
      const select = counts.get(id) ?? 0;
      const choice = [el('selection', { select }), el('ordering', { shuffle: true })];
      const refs = items.map((one) => reference(domain, one));
      return items.length === 0 ? [] : section(`competency-${id}`, text, ...choice, ...refs);
    });
    return section(`domain-${domain}`, name, ...parts);
  });
  const ids = domains.map(({ id }) => id);
  const credits = new Set(made.questions.map(({ credit }) => wholeCreditHtml(credit)));
  const about = `<p>${escapeHtml(t('sitLead', { name: exam.name }))}</p>${[...credits].join('')}`;
  return xmlDocument(
    el(
      'assessmentTest',
      { ...dialect.root, identifier: `test-${made.name}`, title: made.title },
      ...declarations(form.items, ids, dialect),
      el('timeLimits', { maxTime: form.minutes * 60, allowLateSubmission: false }),
      el(
        'testPart',
        { identifier: 'part', navigationMode: 'nonlinear', submissionMode: 'simultaneous' },
        // Items carry feedback for platforms that go through a test afterwards; a sitting shows none of it.
        el('itemSessionControl', { maxAttempts: 1, showFeedback: false, allowReview: true, showSolution: false }),
        ...sections,
      ),
      processing(form.items, form.passing, ids, dialect),
      el(
        'testFeedback',
        { access: 'atEnd', outcomeIdentifier: 'CREDIT', showHide: 'show', identifier: 'credit' },
        dialect.body(xml('div', {}, markup(plainXhtml(about, dialect.hasDirection)))),
      ),
    ),
  );
}
