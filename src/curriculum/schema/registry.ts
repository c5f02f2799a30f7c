import { z } from 'zod';
import {
  dateSchema,
  embeddersSchema,
  idSchema,
  imageAddressSchema,
  languageSchema,
  textSchema,
  urlSchema,
} from './common.ts';

/** `content/people.yaml`: everybody who is credited, as they wish to be credited. */
export const peopleSchema = z.strictObject({
  people: z.array(
    z.strictObject({
      id: idSchema,
      name: textSchema.describe('Name as it is to be shown in credits.'),
      kind: z.enum(['person', 'group']).describe('A person, or a group that signs together.'),
      url: urlSchema.optional().describe('Home page.'),
      github: z.string().optional().describe('User or team on the forge, for review requests.'),
      roles: z
        .array(z.enum(['author', 'reviewer', 'maintainer']))
        .min(1)
        .describe('What they do in this curriculum.'),
      about: textSchema.optional().describe('One sentence.'),
    }),
  ),
});

/** `content/glossary.yaml`. */
export const glossarySchema = z.strictObject({
  terms: z.array(
    z.strictObject({
      id: idSchema,
      term: textSchema.describe('The term as it is written.'),
      definition: textSchema.max(300).describe('One or two plain sentences, at most 300 characters, no Markdown.'),
      see: z.array(idSchema).default([]).describe('Ids of related terms.'),
      source: urlSchema.optional().describe('Primary source of the definition.'),
      retired: z
        .boolean()
        .optional()
        .describe('No lesson of this curriculum links it any more; it stays for adapted lessons of forks that do.'),
    }),
  ),
});

/** `content/identity.yaml`: who publishes this curriculum, and the words that its license asks to be kept. */
export const identitySchema = z.strictObject({
  name: textSchema.describe('Name of the curriculum and its site.'),
  tagline: textSchema.describe('What it is, in one short sentence.'),
  url: urlSchema.describe('Address of the published site; its path becomes the base of all links.'),
  forge: urlSchema.describe('Address of the repository, where lessons are edited and problems reported.'),
  branch: textSchema.default('main').describe('Branch that "edit this page" opens.'),
  contact: z.email().optional().describe('Address for questions.'),
  creators: textSchema.describe('The creators, as they wish to be designated (CC BY 4.0, section 3(a)(1)(A)(i)).'),
  copyright: textSchema.describe('Copyright notice (section 3(a)(1)(A)(ii)).'),
  licence: z
    .strictObject({
      spdx: z.string().describe('SPDX id of the license of the content.'),
      name: textSchema.describe('Name of the license, as shown.'),
      url: urlSchema.describe('Address of the license text.'),
    })
    .describe('License of the content (section 3(a)(1)(A)(iii)).'),
  code_licence: z.strictObject({ spdx: z.string(), name: textSchema, url: urlSchema }).describe('License of the code.'),
  disclaimer: textSchema.describe('Notice that refers to the disclaimer of warranties (section 3(a)(1)(A)(iv)).'),
  disclaimer_url: urlSchema.describe('Address of the disclaimer.'),
  marks: textSchema.describe('Sentence on trademarks that are named.'),
  version: z.string().describe('Version of the curriculum.'),
  released: dateSchema.describe('Day of that version.'),
  language: languageSchema.default('en').describe('BCP 47 tag of the language of the content.'),
  embeddable_by: embeddersSchema,
  images: imageAddressSchema,
});

/** `content/versions.yaml`: versions are data, so that lessons never carry them in prose. */
export const versionsSchema = z.strictObject({
  as_of: dateSchema.describe('Day on which these versions were looked up.'),
  versions: z.record(z.string(), z.string()).describe('Software to version, as <Version of="…" /> prints it.'),
});

export type Person = z.infer<typeof peopleSchema>['people'][number];
export type Term = z.infer<typeof glossarySchema>['terms'][number];
export type IdentityFile = z.infer<typeof identitySchema>;
export type Versions = z.infer<typeof versionsSchema>;
