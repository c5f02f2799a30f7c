import { defineCollection } from 'astro:content';
import { lessonEditorSchema } from '../authoring/editor-schemas.ts';
import { getCurriculum } from './curriculum.ts';
import { lessonLoader } from './lesson-loader.ts';

/**
 * What rendering found out about each lesson. Everything else is in the curriculum (curriculum.ts), which has
 * checked the frontmatter already; its schema stands here so that editors complete and check it.
 */
export const lessonCollection = () =>
  defineCollection({ loader: lessonLoader(), schema: lessonEditorSchema(getCurriculum()) });
