import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'zod';
import { sourcePaths } from '../cli/source-paths.ts';
import { bundlingTask } from './build/bundling-facts.ts';

/** Lessons, unless pages are only bundled: they are rendered later, and by another process. */
const ofCurriculum = bundlingTask() ? {} : { lessons: (await import('./lesson-collection.ts')).lessonCollection() };

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

export const collections = { ...ofCurriculum, prose };
