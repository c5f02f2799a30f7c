import type { Edition } from '../../assembly/edition.ts';
import type { Licence } from '../../attribution/work.ts';
import type { Course } from '../../curriculum/model.ts';
import type { Translate } from '../../strings/index.ts';

/** Names that a course has on a platform: organization, number, run. They are keys: letters, digits, hyphens, underscores. */
export interface CourseKey {
  org: string;
  course: string;
  run: string;
}

const keyPart = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** The names of a course: the host of the publisher, which is a key in every language, the course's id, and the version. */
export function courseKey({ identity }: Pick<Edition, 'identity'>, { id }: Pick<Course, 'id'>): CourseKey {
  return {
    org: keyPart(new URL(identity.url).hostname.replace(/^www\./, '')),
    course: keyPart(id),
    run: `v${keyPart(identity.version)}`,
  };
}

/** A license of Creative Commons as Open edX writes it (common/djangoapps/util/license.py); undefined for every other. */
export function olxLicence({ spdx = '' }: Licence): string | undefined {
  const [, parts, version] = /^CC-(BY(?:-NC)?(?:-(?:SA|ND))?)-(\d\.\d)$/.exec(spdx) ?? [];
  return parts === undefined ? undefined : `creative-commons: ver=${version} ${parts.replaceAll('-', ' ')}`;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Tabs of the course; everything else is said in the course itself, so that nothing is said twice. */
export function policyJson({ run }: CourseKey, t: Translate): string {
  const tabs = [
    { course_staff_only: false, name: t('platformCourse'), type: 'courseware' },
    { course_staff_only: false, name: t('platformProgress'), type: 'progress' },
  ];
  return json({ [`course/${run}`]: { tabs } });
}

/** Every quiz counts the same. @param quizzes how many there are */
export function gradingJson(quizzes: number, t: Translate): string {
  const grader = { type: t('quizName'), short_label: t('quizName'), min_count: quizzes, drop_count: 0, weight: 1 };
  return json({ GRADER: quizzes === 0 ? [] : [grader], GRADE_CUTOFFS: { Pass: 0.6 } });
}
