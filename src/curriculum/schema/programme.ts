import { z } from 'zod';
import { dateSchema, eachOnce, idSchema, languageSchema, sha256Schema, textSchema, urlSchema } from './common.ts';

/** What a provider can be listed as; each kind has requirements of its own. */
export const PROVIDER_KINDS = ['training', 'managed-services'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

/** What a requirement counts. Instructors are those of the certified engineers who teach. */
const PROOFS = ['engineers', 'activity', 'business-model', 'instructors', 'courses', 'release'] as const;

const monthsSchema = z.int().min(1).max(60);
const certificateSchema = z.string().regex(/^[A-Z]{2,6}$/, 'the short name of a certificate, such as "CKA"');

const requirementSchema = z
  .strictObject({
    id: idSchema.describe('Id of the requirement. It never changes: feeds and results name it.'),
    of: eachOnce(z.enum(PROVIDER_KINDS)).min(1).describe('Kinds of providers that have to meet it.'),
    proof: z.enum(PROOFS).describe('What is counted.'),
    title: textSchema.max(90).describe('What is required, in a few words.'),
    text: textSchema.max(400).describe('What exactly counts, for those who apply.'),
    minimum: z.int().min(1).max(20).default(1).describe('So many proofs are needed.'),
    certificates: z
      .array(certificateSchema)
      .default([])
      .describe('Certificates that count, for engineers and instructors.'),
    months: monthsSchema
      .optional()
      .describe('How long an activity counts from its day, or a release from the day it was made.'),
    verification_months: monthsSchema
      .optional()
      .describe('After so many months somebody has to look at a proof again; never, unless given.'),
  })
  .superRefine(({ proof, months, certificates }, context) => {
    const lacks = (key: string, message: string): void => context.addIssue({ code: 'custom', path: [key], message });
    if ((proof === 'activity' || proof === 'release') && months === undefined) lacks('months', 'a number of months');
    if ((proof === 'engineers' || proof === 'instructors') && certificates.length === 0)
      lacks('certificates', 'a list of the certificates that count');
  });

/** `content/programme.yaml`: what providers of the directory have to show. */
export const programmeSchema = z.strictObject({
  verification_addresses: z
    .array(urlSchema)
    .min(1)
    .describe('Beginnings of the addresses under which whoever issues a certificate confirms it.'),
  notice_days: z.int().min(1).max(366).default(60).describe('So many days ahead reports name what expires.'),
  requirements: z.array(requirementSchema).min(1).describe('Requirements, in the order in which they are shown.'),
});

/** `content/releases.yaml`: every release of this curriculum. `npm run release` adds to it. */
export const releasesSchema = z.strictObject({
  releases: z
    .array(z.strictObject({ version: textSchema, released: dateSchema.describe('Day of the release.') }))
    .describe('Releases, the oldest first.'),
});

const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Whether a text is the code of a country; ZZ stands for none that is known. */
const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) && code !== 'ZZ' && countries.of(code) !== undefined;

const countrySchema = z.string().refine(isCountry, 'a country of ISO 3166 in two capital letters, such as "DE"');

const engineerSchema = z.strictObject({
  id: z
    .string()
    .regex(/^e[1-9]\d?$/, 'a number that says nothing of the person, such as "e1"')
    .describe('Number of the engineer in this file: e1, e2 and so on.'),
  certificate: certificateSchema.describe('Short name of the certificate, such as CKA.'),
  id_hash: sha256Schema.describe('What "npm run providers -- hash" makes of the id of the certificate.'),
  initials: z
    .string()
    .optional()
    .describe('Initials, such as "A. K.", if the engineer wants them shown. Never a name.'),
  verification: urlSchema.optional().describe('Address under which whoever issued the certificate confirms it.'),
  expires: dateSchema.describe('Day on which the certificate expires; from this day on it does not count.'),
  consent: dateSchema.describe('Day on which the engineer agreed to be listed like this.'),
  teaches: z.boolean().default(false).describe('Whether the engineer teaches classes.'),
});

/** `content/providers/<id>.yaml`: a provider that is listed, or applies to be. */
export const providerSchema = z.strictObject({
  name: textSchema.max(80).describe('Name of the organization, as it writes it.'),
  homepage: urlSchema.describe('Its home page.'),
  description: textSchema.max(400).describe('What it does, in one or two plain sentences.'),
  kinds: eachOnce(z.enum(PROVIDER_KINDS)).min(1).describe('As what it wants to be listed.'),
  countries: eachOnce(countrySchema).min(1).describe('Countries in which it serves customers (ISO 3166, two letters).'),
  languages: eachOnce(languageSchema)
    .min(1)
    .describe('Languages in which it teaches or helps, as BCP 47 tags, such as en.'),
  offerings: z
    .array(
      z.strictObject({
        title: textSchema.max(90).describe('What is offered.'),
        url: urlSchema.describe('Page of the offer.'),
      }),
    )
    .min(1)
    .describe('What customers can buy.'),
  applied: dateSchema.describe('Day of the application.'),
  engineers: z.array(engineerSchema).max(99).default([]).describe('Certified engineers, without their names.'),
  activity: z
    .array(
      z.strictObject({
        date: dateSchema.describe('Day of the activity.'),
        text: textSchema.max(140).describe('What was done.'),
        url: urlSchema.describe('Where anybody can see it.'),
      }),
    )
    .default([])
    .describe('What the organization did in the community.'),
  business_model: z
    .strictObject({
      text: textSchema.max(300).describe('How it supports organizations that use Kubernetes.'),
      url: urlSchema.describe('Page that says so to customers.'),
    })
    .optional()
    .describe('The business by which end users are supported.'),
  courses: z
    .array(
      z.strictObject({
        course: idSchema.describe('Id of a course of this curriculum.'),
        language: languageSchema.describe('Language of the class.'),
        url: urlSchema.describe('Page of the class.'),
      }),
    )
    .default([])
    .describe('Courses of this curriculum that it teaches.'),
  curriculum: z
    .strictObject({
      release: textSchema.describe('Version of this curriculum, such as 0.8.0.'),
      url: urlSchema.describe('Where learners find it.'),
    })
    .optional()
    .describe('The release of this curriculum that it teaches with.'),
  landscape: z
    .strictObject({
      name: textSchema.max(80).optional().describe('Name there, if it is not the one above.'),
      logo: z
        .string()
        .regex(/^[\w.-]+\.svg$/, 'the name of an SVG file, such as "harbor.svg"')
        .optional()
        .describe('Name of the logo among the hosted logos of the landscape.'),
      crunchbase: z
        .string()
        .regex(/^https:\/\/www\.crunchbase\.com\/organization\/[\w-]+$/, 'an address of an organization at Crunchbase')
        .optional()
        .describe('Page of the organization at Crunchbase.'),
    })
    .optional()
    .describe('What the CNCF landscape says of it, for "npm run landscape".'),
});

/** `content/verifications.yaml`: who has looked at which proofs. Maintainers write it with "npm run providers -- verify". */
export const verificationsSchema = z.strictObject({
  verifications: z.array(
    z.strictObject({
      provider: idSchema.describe('Id of the provider: the name of its file.'),
      proof: z
        .string()
        .regex(/^[0-9a-f]{16}$/, 'a digest of 16 hexadecimal digits')
        .describe('Digest of the proof as it was. Once the proof is changed, the digest is another one.'),
      on: dateSchema.describe('Day on which somebody looked at it and found it right.'),
      by: idSchema.describe('Who did, by the id in people.yaml; a maintainer.'),
    }),
  ),
});

export type Programme = z.infer<typeof programmeSchema>;
export type Requirement = Programme['requirements'][number];
export type Release = z.infer<typeof releasesSchema>['releases'][number];
export type ProviderFile = z.infer<typeof providerSchema>;
export type Engineer = ProviderFile['engineers'][number];
export type Verification = z.infer<typeof verificationsSchema>['verifications'][number];
