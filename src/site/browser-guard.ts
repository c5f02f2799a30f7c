import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { builtAddress, pathsOf } from '../assembly/addresses.ts';
import { courseCredit } from '../attribution/course-credit.ts';
import { creditFor } from '../attribution/credit.ts';
import type { AttributionPart } from '../attribution/guard.ts';
import { representativeLessons } from '../attribution/guard-sample.ts';
import { hiddenAnywhere, invisibleAttribution } from '../checks/browser/attribution.ts';
import { findBrowser, launchBrowser } from '../checks/browser/launch.ts';
import type { Course, Lesson } from '../curriculum/model.ts';
import { ContentError } from '../findings/finding.ts';
import { translator } from '../strings/index.ts';
import { getCurriculum } from './curriculum.ts';
import { LOOPBACK, siteServer } from './server.ts';

/** Width at which the pages are looked at that the sample stands for. */
const USUAL = { width: 1280, height: 800 };

/** What came of looking at built pages in a browser. */
export interface Looked {
  /** Pages that were looked at in every view. */
  sampled: number;
  /** What readers cannot see, as sentences with their page. */
  problems: readonly string[];
}

/**
 * Opens built lessons in a browser: a sample in every view, and, if asked for, all others in one.
 * @param folder the built site. @throws if there is no browser.
 */
export async function lookAtAttribution(folder: string, others: boolean): Promise<Looked> {
  const curriculum = getCurriculum();
  const paths = pathsOf(curriculum.identity);
  const { base } = builtAddress(curriculum.identity);
  const sample = representativeLessons(curriculum);
  const server = siteServer(folder, base);
  await new Promise<void>((done) => server.listen(0, LOOPBACK, done));
  const { port } = server.address() as AddressInfo;
  const problems: string[] = [];
  const look = async (page: Page, lesson: Lesson, thorough: boolean): Promise<void> => {
    await page.goto(`http://${LOOPBACK}:${port}${base}lessons/${lesson.id}/`);
    const credit = creditFor(lesson, curriculum, paths.absolute(paths.lesson(lesson.id)));
    const found = thorough ? await hiddenAnywhere(page, credit) : await invisibleAttribution(page, credit);
    problems.push(...found.map((problem) => `lessons/${lesson.id}/: ${problem}`));
  };
  const lookAtCourse = async (page: Page, course: Course): Promise<void> => {
    await page.goto(`http://${LOOPBACK}:${port}${base}courses/${course.id}/`);
    const found = await hiddenAnywhere(page, undefined, coursePartsOf(course));
    problems.push(...found.map((problem) => `courses/${course.id}/: ${problem}`));
  };
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: USUAL });
    for (const lesson of sample) await look(page, lesson, true);
    // What providers changed stands on the pages of courses; of those that have the same parts, one stands for all.
    const kinds = new Map(curriculum.courses.map((course) => [coursePartsOf(course).join(), course]));
    for (const course of kinds.values()) await lookAtCourse(page, course);
    await page.setViewportSize(USUAL);
    const rest = others ? [...curriculum.lessons.values()].filter((lesson) => !sample.includes(lesson)) : [];
    for (const lesson of rest) await look(page, lesson, false);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
  return { sampled: sample.length, problems };
}

/** What the colophon of a course has to show: what its page would not have is no part of it. */
function coursePartsOf(course: Course): AttributionPart[] {
  const curriculum = getCurriculum();
  const paths = pathsOf(curriculum.identity);
  const lessonAddress = (id: string): string => paths.absolute(paths.lesson(id));
  const credit = courseCredit(course, curriculum, { lessonAddress, t: translator(curriculum.identity.language) });
  return [
    ...(credit.creators.length > 0 ? (['creators'] as const) : []),
    ...(credit.notices.length > 0 ? (['copyright'] as const) : []),
    'licence',
    ...(credit.basedOn ? (['source'] as const) : []),
    ...(credit.changes.length > 0 ? (['changes'] as const) : []),
  ];
}

/** What a person is told of problems. */
export function invisibleReport(problems: readonly string[]): string {
  return `Readers cannot see all of the attribution:\n  ${problems.join('\n  ')}\nWhy: the license lets everybody reuse a lesson as long as the credit is given; what nobody can see is not given.\nDo:  remove the rule that hides it; provider/theme.css may set custom properties only.`;
}

/**
 * Looks in a browser, where there is one, whether the attribution of a built fork can be seen; gives whether there was one,
 * and a line that says what was looked at, or that nothing was. @throws ContentError if readers cannot see it.
 */
export async function guardInBrowser(folder: string): Promise<{ seen: boolean; line: string }> {
  if (findBrowser() === undefined) {
    const line =
      'Nobody has looked whether the attribution can be seen: there is no Chromium or Chrome here. Install one, or set CHROME_PATH, and run "npm run guard"';
    return { seen: false, line };
  }
  const { sampled, problems } = await lookAtAttribution(folder, false);
  if (problems.length > 0) throw new ContentError(invisibleReport(problems), []);
  return { seen: true, line: `the attribution of ${sampled} pages, one of each kind, can be seen in a browser` };
}
