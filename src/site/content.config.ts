import { defineCollection } from 'astro:content';
import { z } from 'zod';
import { lessonEditorSchema } from '../authoring/editor-schemas.ts';
import { getCurriculum } from './curriculum.ts';
import { lessonLoader } from './lesson-loader.ts';

/**
 * What rendering found out about each lesson. Everything else is in the curriculum (src/site/curriculum.ts), which has
 * checked the frontmatter already; its schema stands here so that editors complete and check it.
 */
const lessons = defineCollection({
  loader: lessonLoader(),
  schema: lessonEditorSchema(getCurriculum()).extend({
    sections: z.array(z.object({ id: z.string(), title: z.string(), share: z.number() })).optional(),
  }),
});

export const collections = { lessons };
