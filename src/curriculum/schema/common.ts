import { z } from 'zod';

/** An id: the name that never changes, in kebab case. Folder names of courses, modules and lessons are ids. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id in kebab-case, such as "cluster-anatomy"')
  .describe('Kebab-case id. It never changes once published: progress, links and adaptations hang on it.');

/** A module as layers refer to it. */
export const moduleRefSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)?$/, 'the id of a module, or course/module')
  .describe('Id of a module; course/module where two courses have one of the same name.');

/** A competency id as the exam blueprints number them. */
export const competencyIdSchema = z
  .string()
  .regex(/^[A-Z]+-[A-Z]+-\d+$/, 'a competency id, such as "KCNA-FUN-1"')
  .describe('Competency id from content/exams/, such as KCNA-FUN-1.');

/** A calendar date, kept as the text that the author wrote. */
export const dateSchema = z.iso.date('a date as YYYY-MM-DD').describe('Calendar date, YYYY-MM-DD.');

/** A web address. Only http(s): content must not smuggle scripts into links. */
export const urlSchema = z
  .url({ protocol: /^https?$/, error: 'an address that begins with https://' })
  .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text), 'an address without a user name or a password in it')
  .describe('Web address (https).');

/** Origins of pages that may show this site in a frame. Origins only: browsers compare no paths here, and a wildcard lets everybody in. */
export const embeddersSchema = z
  .array(
    z
      .string()
      .regex(
        /^https:\/\/([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*(:\d{1,5})?$/,
        'an origin without a path, such as https://lms.example',
      ),
  )
  .default([])
  .describe(
    'Origins whose pages may show this site in a frame, such as https://lms.example. Nobody, unless you say so.',
  );

/** A line of plain text that is not empty. */
export const textSchema = z.string().trim().min(1, 'some text');

/** Text in which inline or block Markdown is rendered. */
export const markdownSchema = textSchema.describe('Markdown.');

/** A tag of a language, as BCP 47 has them: en, pt-BR, zh-Hant. It becomes part of file names, and an attribute of every page. */
export const languageSchema = z
  .string()
  .regex(
    /^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*$/,
    'a BCP 47 tag, such as "en" or "pt-BR"',
  );

/** A list in which nothing stands twice. */
export const eachOnce = <T extends z.ZodType>(entry: T) =>
  z.array(entry).superRefine((entries, context) => {
    for (const [index, value] of entries.entries())
      if (entries.indexOf(value) !== index)
        context.addIssue({ code: 'custom', path: [index], message: 'one that does not stand there already' });
  });

/** A SHA-256 as lower-case hexadecimal digits. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 of 64 hexadecimal digits');

/** Where images of courses are published: a registry and an owner, without a tag. */
export const imageAddressSchema = z
  .string()
  .regex(
    /^[a-z0-9]+(?:[.-][a-z0-9]+)*(?::\d+)?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)+$/,
    'a registry and an owner in small letters, such as ghcr.io/harbor',
  )
  .optional()
  .describe(
    'Address below which the images of the courses are published, such as ghcr.io/harbor; lessons name them there.',
  );
