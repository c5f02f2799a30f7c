import { z } from 'zod';
import { idSchema, moduleRefSchema, textSchema } from './common.ts';

const imageSchema = z.strictObject({
  name: textSchema.describe('Name of the image without a tag, such as registry.example.com/shop-web.'),
  tags: z.array(textSchema).min(1).describe('Tags under which manifests of the course name it.'),
  target: textSchema.describe('Stage of the Containerfile that makes it.'),
  containerfile: z
    .string()
    .regex(/^app\/(?!.*(?:^|\/)\.\.?\/)[\w./-]+$/, { error: 'a path below app/, such as app/Containerfile' })
    .default('app/Containerfile')
    .describe(
      'Path of the Containerfile in the folder of the course, below app/; its folder is the context of the build.',
    ),
});

/** A `course.yaml`. */
export const courseSchema = z.strictObject({
  title: textSchema.describe('Title of the course.'),
  summary: textSchema.max(300).describe('What the course gives, in at most 300 characters.'),
  audience: textSchema.describe('Who the course is for and what it assumes.'),
  exams: z.array(z.string()).default([]).describe('Ids of the exams that the course leads to.'),
  modules: z.array(idSchema).min(1).describe('Ids (folder names) of the modules, in order.'),
  images: z
    .array(imageSchema)
    .default([])
    .describe('Images of the demo application, whose programs run in the practice cluster.'),
  aliases: z
    .array(idSchema)
    .default([])
    .describe('Former ids; each becomes a redirect, and layers of forks follow it.'),
});

/** A `module.yaml`. */
export const moduleSchema = z.strictObject({
  title: textSchema.describe('Title of the module.'),
  summary: textSchema.max(300).describe('What the module is about, in at most 300 characters.'),
  maintainers: z.array(idSchema).default([]).describe('Ids from content/people.yaml of those who review changes.'),
  lessons: z.array(idSchema).default([]).describe('Ids (folder names) of the lessons, in order.'),
  planned: z
    .array(
      z.strictObject({
        id: idSchema.describe('Id that the lesson will have.'),
        title: textSchema.describe('Working title.'),
        competencies: z.array(z.string()).default([]).describe('Competencies that it will teach.'),
      }),
    )
    .default([])
    .describe('Lessons that are not written yet, in order; not shown to learners.'),
  aliases: z
    .array(moduleRefSchema)
    .default([])
    .describe('Former ids, so that layers of forks follow it; course/module if it stood in another course.'),
});

export type CourseFile = z.infer<typeof courseSchema>;
export type ModuleFile = z.infer<typeof moduleSchema>;
