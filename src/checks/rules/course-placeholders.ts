import { layerFolder } from '../../curriculum/layer-folder.ts';
import { COURSE, MARK } from '../../curriculum/placeholders.ts';
import { dataOf } from '../../curriculum/text/data.ts';
import { Lines } from '../../curriculum/text/lines.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import type { CurriculumUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

const SENTENCES: ReadonlySet<string> = new Set(Object.values(COURSE));
const TO_DO = new RegExp(`(?<![\\p{L}\\d_-])${MARK}(?![\\p{L}\\d_-])`, 'u');

/** Reports what is still to be written in the data of courses and modules that readers see: those with a published lesson. */
function checkCourses({ curriculum, files }: CurriculumUnderCheck): Finding[] {
  const depth = curriculum.layers.length;
  const shown = (lessons: readonly { status: string }[]): boolean => lessons.some(({ status }) => status !== 'draft');
  const paths = curriculum.courses
    .filter(({ layer }) => layer === depth)
    .flatMap((course) => {
      const modules = course.modules.filter(({ lessons }) => shown(lessons));
      const folder = `${layerFolder(depth)}courses/${course.id}`;
      return modules.length === 0
        ? []
        : [`${folder}/course.yaml`, ...modules.map(({ id }) => `${folder}/${id}/module.yaml`)];
    });
  return paths.flatMap((path): Finding[] => {
    const text = files.get(path) ?? '';
    return (dataOf(path, text) ?? []).flatMap(({ value, piece }) => {
      if (!SENTENCES.has(value) && !TO_DO.test(value)) return [];
      return finding('structure/placeholder', path, new Lines(text).place(piece().at(0)), {
        message: `"${value}" still stands here, as the course was begun.`,
        why: 'Readers see it on the page of the course, and search engines quote it.',
        remedy: 'Write what belongs there, or set the status of its lessons back to draft.',
      });
    });
  });
}

/** Nothing that is still to be written reaches readers, in courses and modules. */
export const coursePlaceholders = defineRule({
  names: ['structure/placeholder'],
  needs: 'curriculum',
  check: checkCourses,
});
