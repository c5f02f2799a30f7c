import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';
import { lessonLoader } from './site/lesson-loader.ts';

/** The rendered text of each lesson. Everything else about a lesson is in the curriculum (src/site/curriculum.ts). */
const lessons = defineCollection({
  loader: lessonLoader(),
  schema: z.object({
    title: z.string(),
    sections: z.array(z.object({ id: z.string(), title: z.string(), share: z.number() })),
    words: z.number(),
  }),
});

export const collections = { lessons };
