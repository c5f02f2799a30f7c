import { courseCredit } from '../../attribution/course-credit.ts';
import type { Module } from '../../curriculum/model.ts';
import type { Term } from '../../curriculum/schema/registry.ts';
import { lessonAddress } from '../lesson.ts';
import { filesOf } from '../lesson-files.ts';
import { lessonStyle } from '../page-style.ts';
import type { Loss, Source } from '../publication.ts';
import { element, htmlOf } from '../tree.ts';
import { type Markup, xml } from '../xml.ts';
import { glossaryHtml, overviewHtml } from './about.ts';
import { type OlxLesson, olxLesson } from './lesson.ts';
import { completeLinks, GLOSSARY, inCourse, olxLinks, staticName } from './links.ts';
import { olxProblem } from './problem.ts';
import { courseKey, gradingJson, olxLicence, policyJson } from './settings.ts';
import type { Unit } from './units.ts';

/** Files of a course, while they are made. */
type CourseFiles = Map<string, string | Uint8Array>;

/** What is larger is lost when a course is copied (Open edX: MAX_ASSET_UPLOAD_FILE_SIZE_IN_MB). */
const LARGEST = 10 * 1024 * 1024;
const STYLE = 'lesson.css';
/** A course has to end, or platforms ask for it; this one stays open. */
const END = '2099-12-31T00:00:00Z';

/** OLX is read without declarations; a line at the end, as in what platforms export. */
const written = ({ markup }: Markup): string => `${markup}\n`;

/** Adds a unit of text. */
function addHtml(files: CourseFiles, id: string, title: string, html: string): void {
  files.set(`html/${id}.xml`, written(xml('html', { filename: id, display_name: title })));
  files.set(`html/${id}.html`, `<link rel="stylesheet" href="/static/${STYLE}">\n${html}\n`);
}

function addUnit(files: CourseFiles, { id, title }: Pick<Unit, 'id' | 'title'>, ...blocks: Markup[]): Markup {
  files.set(`vertical/${id}.xml`, written(xml('vertical', { display_name: title }, ...blocks)));
  return xml('vertical', { url_name: id });
}

/** Adds a lesson as a subsection with its units; one with a quiz is graded. */
function addLesson(
  files: CourseFiles,
  { lesson, credit, units, questions }: OlxLesson,
  all: ReadonlyMap<string, readonly Unit[]>,
  { t }: Source,
): Markup {
  const problems = questions.map((question, index) => {
    const name = t('quizItem', { number: index + 1, total: questions.length });
    const problem = olxProblem(question, credit, name, t);
    files.set(`problem/${question.id}.xml`, inCourse(written(problem), all));
    return xml('problem', { url_name: question.id });
  });
  const verticals = units.map((unit) => {
    completeLinks(lesson.id, unit, all);
    const isEmpty = unit.content.every((node) => node.type === 'text');
    if (!isEmpty) addHtml(files, unit.id, unit.title, htmlOf(element('div', { className: ['lesson'] }, unit.content)));
    return addUnit(
      files,
      unit,
      ...(isEmpty ? [] : [xml('html', { url_name: unit.id })]),
      ...(unit.hasQuiz ? problems : []),
    );
  });
  const grading = problems.length > 0 ? { graded: true, format: t('quizName') } : {};
  const id = `lesson-${lesson.id}`;
  files.set(
    `sequential/${id}.xml`,
    written(xml('sequential', { display_name: lesson.title, ...grading }, ...verticals)),
  );
  return xml('sequential', { url_name: id });
}

function addChapter(files: CourseFiles, { id, title }: Pick<Module, 'id' | 'title'>, ...sequentials: Markup[]): Markup {
  files.set(`chapter/${id}.xml`, written(xml('chapter', { display_name: title }, ...sequentials)));
  return xml('chapter', { url_name: id });
}

/** Terms that are linked, and those that they lead to. */
function termsOf({ edition }: Source, used: ReadonlySet<string>): Term[] {
  const found = new Map<string, Term>();
  const add = (id: string): void => {
    const term = edition.terms.get(id);
    if (!term || found.has(id)) return;
    found.set(id, term);
    term.see.forEach(add);
  };
  [...used].sort().forEach(add);
  return [...found.values()];
}

/** Files that lessons offer, and their drawings; what is too large is left on the site. */
function addStatic(files: CourseFiles, source: Source, lessons: readonly OlxLesson[]): Loss[] {
  const losses: Loss[] = [];
  files.set(`static/${STYLE}`, lessonStyle(source.edition));
  for (const { lesson, figures } of lessons) {
    for (const { name, content } of figures) files.set(`static/${name}`, content);
    for (const [name, content] of filesOf(source, lesson)) {
      if (content.length > LARGEST)
        losses.push({
          lesson: lesson.id,
          file: lesson.path,
          what: `the file ${name}, which has more than 10 MB`,
          instead: undefined,
        });
      else files.set(`static/${staticName(lesson.id, name)}`, content);
    }
  }
  return losses;
}

/** The license of the course, as platforms show it. */
function licenceOf(source: Source): { licence: string | undefined; losses: Loss[] } {
  const { edition, course, t } = source;
  const address = (id: string): string => {
    const lesson = edition.lessons.get(id);
    return lesson ? lessonAddress(edition, lesson) : edition.identity.url;
  };
  const { licences } = courseCredit(course, edition, { lessonAddress: address, t });
  const [first, ...others] = licences;
  const licence = first && others.length === 0 ? olxLicence(first.licence) : undefined;
  if (licence !== undefined) return { licence, losses: [] };
  const names = licences.map((use) => use.licence.name).join(', ');
  const what = `the license of the whole course in its settings (${names})`;
  return {
    licence,
    losses: [{ lesson: undefined, what, instead: 'each lesson and the page about the course say it' }],
  };
}

/** All files of a course, by their paths below its folder, with what it cannot carry. */
export async function olxCourse(source: Source): Promise<{ files: CourseFiles; losses: Loss[] }> {
  const { edition, course, t } = source;
  const { identity } = edition;
  const files: CourseFiles = new Map();
  const used = new Set<string>();
  const links = olxLinks(source, used);
  const lessons: OlxLesson[] = [];
  for (const lesson of source.lessons) lessons.push(await olxLesson(source, lesson, links));
  const units = new Map(lessons.map(({ lesson, units: own }) => [lesson.id, own]));
  const chapters = course.modules.flatMap((module) => {
    const own = lessons.filter(({ lesson }) => lesson.moduleId === module.id);
    const sequentials = own.map((lesson) => addLesson(files, lesson, units, source));
    return sequentials.length === 0
      ? []
      : [addChapter(files, { id: `module-${module.id}`, title: module.title }, ...sequentials)];
  });
  const terms = termsOf(source, used);
  if (terms.length > 0) {
    const title = t('navGlossary');
    const content = glossaryHtml(terms, lessons, identity.language, t);
    addHtml(files, GLOSSARY, title, `<div class="lesson">${content}</div>`);
    const vertical = addUnit(files, { id: GLOSSARY, title }, xml('html', { url_name: GLOSSARY }));
    files.set(`sequential/${GLOSSARY}.xml`, written(xml('sequential', { display_name: title }, vertical)));
    chapters.push(addChapter(files, { id: GLOSSARY, title }, xml('sequential', { url_name: GLOSSARY })));
  }
  const tooLarge = addStatic(files, source, lessons);
  const { licence, losses } = licenceOf(source);
  const key = courseKey(edition, course);
  files.set('course.xml', written(xml('course', { url_name: key.run, org: key.org, course: key.course })));
  const settings = {
    display_name: course.title,
    language: identity.language,
    start: `${identity.released ?? '2020-01-01'}T00:00:00Z`,
    end: END,
    self_paced: true,
    license: licence,
  };
  files.set(`course/${key.run}.xml`, written(xml('course', settings, ...chapters)));
  files.set(`policies/${key.run}/policy.json`, policyJson(key, t));
  files.set(
    `policies/${key.run}/grading_policy.json`,
    gradingJson(lessons.filter(({ questions }) => questions.length > 0).length, t),
  );
  files.set('policies/assets.json', '{}\n');
  files.set('assets/assets.xml', '<assets/>\n');
  files.set('about/overview.html', `${overviewHtml(source)}\n`);
  files.set('about/short_description.html', `${course.summary}\n`);
  return { files, losses: [...lessons.flatMap((lesson) => lesson.losses), ...tooLarge, ...losses] };
}
