import { layerFolder } from './layer-folder.ts';
import type { Course } from './model.ts';
import { COURSE, MARK } from './placeholders.ts';
import type { Reader } from './reader.ts';
import { dataOf } from './text/data.ts';
import { Lines } from './text/lines.ts';

const SENTENCES: ReadonlySet<string> = new Set(Object.values(COURSE));
const TO_DO = new RegExp(`(?<![\\p{L}\\d_-])${MARK}(?![\\p{L}\\d_-])`, 'u');

/**
 * Reports what is still to be written in the data of courses and modules that readers see: those with a lesson.
 * @param courses with the lessons that are shown. @param depth of the layer that publishes; those below are for others to write.
 */
export function checkCoursePlaceholders(reader: Reader, courses: readonly Course[], depth: number): void {
  for (const course of courses) {
    const modules = course.modules.filter(({ lessons }) => lessons.some(({ status }) => status !== 'draft'));
    if (course.layer !== depth || modules.length === 0) continue;
    const folder = `${layerFolder(depth)}courses/${course.id}`;
    for (const path of [`${folder}/course.yaml`, ...modules.map(({ id }) => `${folder}/${id}/module.yaml`)]) {
      const text = reader.files.get(path) ?? '';
      for (const { value, piece } of dataOf(path, text) ?? []) {
        if (!SENTENCES.has(value) && !TO_DO.test(value)) continue;
        reader.report('structure/placeholder', path, new Lines(text).place(piece().at(0)), {
          message: `"${value}" still stands here, as the course was begun.`,
          why: 'Readers see it on the page of the course, and search engines quote it.',
          remedy: 'Write what belongs there, or set the status of its lessons back to draft.',
        });
      }
    }
  }
}
