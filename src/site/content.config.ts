import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'zod';
import { lessonEditorSchema } from '../authoring/editor-schemas.ts';
import { sourcePaths } from '../cli/source-paths.ts';
import { bundlingTask } from './build/bundling-facts.ts';
import { getCurriculum } from './curriculum.ts';
import { lessonLoader } from './lesson-loader.ts';

/** What is proposed to editors where there are none. */
const NONE = { lessons: new Map(), competencies: new Map(), people: new Map(), terms: new Map() };

/**
 * What rendering found out about each lesson. Everything else is in the curriculum (src/site/curriculum.ts), which has
 * checked the frontmatter already; its schema stands here so that editors complete and check it.
 */
const lessons = defineCollection({
  loader: lessonLoader(),
  schema: lessonEditorSchema(bundlingTask() ? NONE : getCurriculum()),
});

/** Prose of the site in MDX, by language and page: see src/site/pages/[prose]/. Ours, unlike lessons, so its components run. */
const prose = defineCollection({
  loader: glob({
    base: sourcePaths.prose,
    pattern: '**/*.mdx',
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  schema: z.strictObject({
    title: z.string().min(1),
    lead: z.string().min(1),
    original: z.boolean().default(false).describe('Whether forks refer to the page instead of publishing it.'),
    searchable: z.boolean().default(false).describe('Whether search finds the page.'),
  }),
});

export const collections = { lessons, prose };
