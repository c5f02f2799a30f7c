import { countCovered } from '../curriculum/coverage.ts';
import type { Curriculum, Lesson } from '../curriculum/model.ts';

/** Version of the form of curriculum.json; it grows by one when a key changes its meaning or goes. */
const FORMAT = 1;

function lessonJson(lesson: Lesson, curriculum: Curriculum, address: (id: string) => string): Record<string, unknown> {
  const position = curriculum.positions.get(lesson.id);
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
    authors: lesson.authors,
    reviewers: lesson.reviewers,
    verified: lesson.verified,
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

/** The whole model for machines. Its keys are documented in CONTRIBUTING.md. @param address absolute address of a lesson. */
export function curriculumJson(curriculum: Curriculum, address: (id: string) => string): Record<string, unknown> {
  const { identity, versions, courses, exams, examSource, competencies, people, terms, aliases } = curriculum;
  return {
    format: FORMAT,
    name: identity.name,
    version: identity.version,
    released: identity.released,
    language: identity.language,
    url: identity.url,
    licence: identity.licence,
    copyright: identity.copyright,
    versions,
    courses: courses.map((course) => ({
      id: course.id,
      title: course.title,
      summary: course.summary,
      audience: course.audience,
      exams: course.exams,
      aliases: course.aliases,
      minutes: course.minutes,
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
      domains: exam.domains.map((domain) => ({
        ...domain,
        competencies: domain.competencies.map((competency) => ({
          ...competency,
          lessons: (competencies.get(competency.id)?.lessons ?? []).map((lesson) => lesson.id),
        })),
      })),
    })),
    examSource: examSource ?? null,
    people: [...people.values()],
    terms: [...terms.values()],
    aliases: Object.fromEntries(aliases),
  };
}
