import { z } from 'zod';
import { ALGORITHMS } from '../../badges/jwk.ts';
import { competencyIdSchema, markdownSchema, textSchema } from '../../curriculum/schema/common.ts';

/** A public key as JWK. Strict, so that a private one does not get through. */
const keySchema = z.strictObject({
  kty: z.enum(['EC', 'OKP', 'RSA']).describe('Kind of the key.'),
  crv: z.enum(['P-256', 'Ed25519']).optional().describe('Curve, of keys of the kinds EC and OKP.'),
  x: textSchema.optional().describe('First coordinate of the key, of kinds EC and OKP.'),
  y: textSchema.optional().describe('Second coordinate, of kind EC.'),
  n: textSchema.optional().describe('Modulus, of kind RSA.'),
  e: textSchema.optional().describe('Exponent, of kind RSA.'),
  alg: z.enum(ALGORITHMS).describe('Algorithm that the key is used with.'),
  use: z.literal('sig').optional().describe('What it is used for: signatures.'),
  kid: z
    .string()
    .regex(/^[\w-]{43}$/, 'the thumbprint of the key, 43 letters and digits')
    .describe('Name of the key: its thumbprint. It becomes part of an address.'),
});

/** `provider/badges/issuer.yaml`: who signs badges, and with which keys. */
export const issuerSchema = z.strictObject({
  address: z
    .url({ protocol: /^https$/, error: 'an address that begins with https://' })
    .regex(/\/$/, 'an address with a slash at its end')
    .describe(
      'Address of whoever signs, with a slash at the end. Keys and the list of revoked badges are published below it.',
    ),
  name: textSchema.describe('Name of whoever signs, as badges have it.'),
  keys: z
    .array(keySchema)
    .min(1)
    .describe('Public keys. Badges that were signed with a key can be verified as long as it stands here.'),
});

/** `provider/badges/revocations.json`: badges that do not count any more, as the 1EdTech Revocation List 1.0 has them. */
export const revocationsSchema = z.strictObject({
  id: textSchema.describe('Address under which the list is published.'),
  issuer: textSchema.describe('DID of whoever has signed the badges.'),
  updated: z.iso
    .datetime({ error: 'a moment such as 2027-03-01T12:00:00Z' })
    .describe('As of when the list is complete.'),
  revokedCredential: z
    .array(
      z.strictObject({
        id: textSchema.describe('Id of the badge.'),
        revoked: z.boolean().optional().describe('False takes it back.'),
        revocationReason: textSchema.optional().describe('Why it was revoked; whoever verifies it reads that.'),
      }),
    )
    .describe('Badges that were revoked.'),
});

/** `provider/badges/<id>.yaml`: a badge of the provider's own. */
export const badgeSchema = z.strictObject({
  name: textSchema.max(120).describe('Name of the badge.'),
  description: textSchema.max(500).describe('What it stands for, in at most 500 characters.'),
  criteria: markdownSchema.describe('What one has to do for it. Markdown.'),
  type: z
    .enum([
      'Achievement',
      'Assessment',
      'Badge',
      'CertificateOfCompletion',
      'Course',
      'LearningProgram',
      'MicroCredential',
    ])
    .default('Badge')
    .describe('Kind of achievement, as Open Badges 3.0 names it.'),
  competencies: z.array(competencyIdSchema).default([]).describe('Competencies of exams that it shows.'),
});

export type IssuerRecord = z.infer<typeof issuerSchema>;
export type RevocationRecord = z.infer<typeof revocationsSchema>;
export type BadgeFile = z.infer<typeof badgeSchema>;

/** A badge of the provider's own, under its id. */
export interface OwnBadge extends BadgeFile {
  id: string;
}

/** What a provider has on badges. */
export interface ProviderBadges {
  issuer: IssuerRecord | undefined;
  revocations: RevocationRecord | undefined;
  own: readonly OwnBadge[];
}

/** What somebody has who signs nothing. */
export const NO_BADGES: ProviderBadges = { issuer: undefined, revocations: undefined, own: [] };
