import { courseCredit } from '../attribution/course-credit.ts';
import { creditFor } from '../attribution/credit.ts';
import { examinedOf } from '../attribution/examined.ts';
import { siteLicences } from '../attribution/licences-in-use.ts';
import type { Published } from '../attribution/published.ts';
import { editionVersion } from '../attribution/release-state.ts';
import { ancestors, type Work } from '../attribution/work.ts';
import type { Paths } from '../curriculum/addresses.ts';
import { countCovered } from '../curriculum/coverage.ts';
import type { Course, ExamBank, HandsOnExam, Lesson } from '../curriculum/model.ts';
import type { ListedProvider } from '../curriculum/programme/proof.ts';
import { termChanges } from '../provider/layers/term-changes.ts';
import { translator } from '../strings/index.ts';
import { badgesOf } from './achievements.ts';
import { pathsOf } from './addresses.ts';
import { CURRICULUM_FORMAT } from './curriculum-json-schema.ts';
import type { Edition } from './edition.ts';

function workJson(work: Work): Record<string, unknown> {
  const { title, publisher, source, licence, copyright, version } = work;
  return { title, creators: work.creators.map(({ name }) => name), publisher, source, licence, copyright, version };
}

/** Where a lesson comes from, as its page says it. */
function originJson(lesson: Lesson, curriculum: Published, page: string): Record<string, unknown> {
  const credit = creditFor(lesson, curriculum, page);
  const { provenance, licence, copyright, creators, version, adaptations, basedOn, sources, statements } = credit;
  const works = basedOn ? [basedOn, ...[...ancestors(basedOn)].map(({ of }) => of)] : [];
  return {
    version,
    licence,
    copyright,
    creators,
    provenance: {
      state: provenance.state,
      compared: credit.compared ?? null,
      adaptedBy: adaptations.map(({ by, changes }) => ({ ...by, changes })),
      basedOn: works.map(workJson),
      uses: sources,
      statement: statements.map(({ text, items }) => [text, ...items].join(' ')),
    },
  };
}

function lessonJson(lesson: Lesson, curriculum: Published, address: (id: string) => string): Record<string, unknown> {
  const position = curriculum.positions.get(lesson.id);
  const { reviews, checked, modified } = examinedOf(lesson, curriculum);
  return {
    id: lesson.id,
    url: address(lesson.id),
    path: lesson.path,
    title: lesson.title,
    summary: lesson.summary,
    status: lesson.status,
    level: lesson.level,
    minutes: lesson.minutes,
    objectives: lesson.objectives,
    competencies: lesson.competencies,
    prerequisites: lesson.prerequisites,
    ...originJson(lesson, curriculum, address(lesson.id)),
    authors: lesson.authors,
    reviewers: reviews,
    verified: checked ?? null,
    modified,
    terms: lesson.terms,
    aliases: lesson.aliases,
    files: [...lesson.files.keys()],
    quiz: lesson.quiz.map(({ id, type, objective, competencies }) => ({ id, type, objective, competencies })),
    lab: lesson.lab
      ? { title: lesson.lab.title, environment: lesson.lab.environment, tasks: lesson.lab.tasks.map((task) => task.id) }
      : null,
    previous: position?.previous?.id ?? null,
    next: position?.next?.id ?? null,
  };
}

function courseOrigin(
  course: Course,
  curriculum: Published,
  lessonAddress: (id: string) => string,
): Record<string, unknown> {
  const t = translator(curriculum.identity.language);
  const { basedOn, changes } = courseCredit(course, curriculum, { lessonAddress, t });
  return {
    basedOn: basedOn ?? null,
    changes: changes.map(({ by, statement }) => ({ by, text: [statement.text, ...statement.items].join(' ') })),
  };
}

/** What practice exams of an exam are drawn from; null without. */
function practiceJson(bank: ExamBank | undefined): unknown {
  if (!bank) return null;
  const { items, minutes, passing } = bank.form;
  const reviewed = bank.items.filter(({ review }) => review).length;
  return { items, minutes, passing, bank: bank.items.length, reviewed };
}

/** The forms of a hands-on practice exam; null without. */
function handsOnJson(one: HandsOnExam | undefined): unknown {
  if (!one) return null;
  const { minutes, passing, missing } = one.held;
  const forms = one.forms.map(({ number, title, tasks }) => ({
    number,
    title,
    tasks: tasks.map(({ id, title: task, weight, competency }) => ({ id, title: task, weight, competency })),
  }));
  return { minutes, passing, forms, missing: missing.map(({ competency }) => competency) };
}

/** A provider of the directory, as far as it is the same every day. */
function providerJson(
  { id, name, homepage, kinds, countries, languages, courses }: ListedProvider,
  { provider }: Addresses,
): Record<string, unknown> {
  const taught = [...new Set(courses.map(({ course }) => course))];
  return { id, name, homepage, url: provider(id), kinds, countries, languages, courses: taught };
}

/** Whole addresses of pages. */
interface Addresses {
  lesson(id: string): string;
  provider(id: string): string;
}

/** Whole addresses of the pages of a site. */
export const wholeAddresses = ({ absolute, lesson, provider }: Paths): Addresses => ({
  lesson: (id) => absolute(lesson(id)),
  provider: (id) => absolute(provider(id)),
});

/** The whole model for machines. Its form is that of curriculum-json-schema.ts. */
export function curriculumJson(curriculum: Edition, addresses: Addresses): Record<string, unknown> {
  const address = addresses.lesson;
  const t = translator(curriculum.identity.language);
  const {
    identity,
    editions,
    versions,
    courses,
    exams,
    examSource,
    banks,
    handsOn,
    competencies,
    people,
    terms,
    aliases,
  } = curriculum;
  return {
    format: CURRICULUM_FORMAT,
    name: identity.name,
    version: editionVersion(curriculum, t),
    released: curriculum.release.differs ? null : identity.released,
    language: identity.language,
    url: identity.url,
    licences: siteLicences(curriculum).all.map(({ licence, lessons }) => ({
      ...licence,
      lessons: lessons.map(({ id }) => id),
    })),
    copyright: [...new Set([...editions].reverse().map(({ copyright }) => copyright))].join(' · '),
    editions: editions.map(({ name, url, copyright, licence }) => ({ name, url, copyright, licence })),
    versions,
    courses: courses.map((course) => ({
      id: course.id,
      title: course.title,
      summary: course.summary,
      audience: course.audience,
      exams: course.exams,
      aliases: course.aliases,
      minutes: course.minutes,
      ...courseOrigin(course, curriculum, address),
      modules: course.modules.map((module) => ({
        id: module.id,
        title: module.title,
        summary: module.summary,
        aliases: module.aliases,
        minutes: module.minutes,
        lessons: module.lessons.map((lesson) => lessonJson(lesson, curriculum, address)),
        planned: module.planned,
      })),
    })),
    exams: exams.map((exam) => ({
      ...exam,
      coverage: countCovered(exam, competencies),
      practice: practiceJson(banks.get(exam.id)),
      handsOn: handsOnJson(handsOn.get(exam.id)),
      domains: exam.domains.map((domain) => ({
        ...domain,
        competencies: domain.competencies.map((competency) => {
          const { lessons = [], tasks = [], items = [] } = competencies.get(competency.id) ?? {};
          return {
            ...competency,
            lessons: lessons.map((lesson) => lesson.id),
            tasks: tasks.map(({ lesson, task }) => `${lesson.id}/${task.id}`),
            items: items.map(({ lesson, item }) => `${lesson.id}/${item.id}`),
          };
        }),
      })),
    })),
    examSource: examSource ?? null,
    providers: (curriculum.directory?.providers ?? []).map((provider) => providerJson(provider, addresses)),
    badges: badgesOf(curriculum, pathsOf(identity), t).map(({ id, course, module, achievement }) => ({
      id,
      name: achievement.name,
      url: achievement.id,
      course: course?.id ?? null,
      module: module?.module.id ?? null,
    })),
    people: [...people.values()],
    terms: [...terms.values()].map((term) => {
      const changedBy = termChanges(curriculum.layers, term.id);
      return changedBy.length > 0 ? { ...term, changedBy } : term;
    }),
    aliases: Object.fromEntries(aliases),
  };
}
