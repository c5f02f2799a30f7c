import { z } from 'zod';
import { embeddersSchema, imageAddressSchema, textSchema, urlSchema } from '../../curriculum/schema/common.ts';

const assetSchema = textSchema
  .regex(/^assets\/[\w./-]+$/, 'a path that begins with assets/, such as assets/logo.svg')
  .describe('File below provider/, such as assets/logo.svg.');

const cssColorSchema = textSchema.describe('A CSS color, such as "#0a6e5c", "teal" or "oklch(0.5 0.12 170)".');

const linkSchema = z.strictObject({
  label: textSchema.describe('Text of the link.'),
  url: textSchema
    .regex(/^(https:\/\/|mailto:|\/)/, 'an https address, a mailto: address, or a path of the site that begins with /')
    .describe('Where it leads: an https address, mailto:, or a path of the site such as /classes/.'),
});

const licenceSchema = z.strictObject({
  spdx: textSchema.describe('SPDX id, such as CC-BY-4.0, or LicenseRef-All-Rights-Reserved.'),
  name: textSchema.describe('Name of the license, as shown.'),
  url: urlSchema.describe('Address of the license text.'),
});

const fontSchema = z.strictObject({
  family: textSchema.describe('Name of the font.'),
  licence: textSchema.describe('Credit and license of the font, shown on the attribution page.'),
  files: z
    .array(
      z.strictObject({
        file: assetSchema.describe('WOFF2 file below provider/, such as assets/fonts/inter.woff2.'),
        weight: z
          .string()
          .regex(/^\d{3}( \d{3})?$/, 'a weight such as "400", or a range such as "200 800"')
          .default('400')
          .describe('Weight, or range of weights of a variable font.'),
        style: z.enum(['normal', 'italic']).default('normal').describe('Upright or italic.'),
      }),
    )
    .min(1)
    .describe('The files of the font.'),
});

/** One color per scheme. */
const pairSchema = z.strictObject({
  light: cssColorSchema.describe('On light pages.'),
  dark: cssColorSchema.describe('On dark pages.'),
});

/** Tokens that a palette may set; see src/site/styles/tokens.css for what each is used for. */
export const paletteTokens = [
  'paper',
  'ink',
  'muted',
  'land',
  'shoal',
  'line',
  'line-strong',
  'overprint',
  'on-overprint',
  'deep',
  'mark',
] as const;

export type PaletteToken = (typeof paletteTokens)[number];

const paletteSchema = z
  .partialRecord(z.enum(paletteTokens), pairSchema)
  .describe('Colors that replace the derived ones; each pair of text and ground has to stay legible.');

const analyticsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('plausible'),
    domain: textSchema.describe('Domain as registered with Plausible.'),
    host: urlSchema.default('https://plausible.io').describe('Server that counts.'),
  }),
  z.strictObject({
    kind: z.literal('goatcounter'),
    host: urlSchema.describe('Your GoatCounter, such as https://harbor.goatcounter.com.'),
  }),
  z.strictObject({
    kind: z.literal('matomo'),
    host: urlSchema.describe('Your Matomo.'),
    site: z.int().min(1).describe('Number of the site in Matomo.'),
  }),
  z.strictObject({
    kind: z.literal('snippet'),
    name: textSchema.describe('Who counts, as the privacy note names it.'),
    script: assetSchema.describe('JavaScript file below provider/, served from your own site.'),
    hosts: z.array(urlSchema).default([]).describe('Other servers that the script loads from or reports to.'),
  }),
]);

/** `provider/brand.yaml`: who publishes a fork, and how it looks. */
export const brandSchema = z.strictObject({
  name: textSchema.max(80).describe('Full name of the provider, as shown.'),
  short_name: textSchema.max(24).optional().describe('Short name, for home screens and narrow places.'),
  tagline: textSchema.max(120).optional().describe('What the site is, in one short sentence.'),
  url: urlSchema.describe('Address of the published site; its path becomes the base of all links.'),
  contact: z.email('an e-mail address').describe('Address for questions; shown in the footer.'),
  repository: urlSchema.optional().describe('Address of the repository of the fork, for "Edit this page".'),
  branch: textSchema.default('main').describe('Branch that "Edit this page" opens.'),
  logo: z
    .strictObject({
      light: assetSchema.describe('SVG or PNG for light pages.'),
      dark: assetSchema.optional().describe('SVG or PNG for dark pages; the light one if there is none.'),
    })
    .describe('Logo in the header.'),
  icon: assetSchema.optional().describe('Square SVG or PNG for icons; the logo if there is none.'),
  social_image: assetSchema
    .optional()
    .describe(
      'PNG of 1200 × 630 pixels for pages that have none of their own; drawn from logo and colors if there is none.',
    ),
  accent: cssColorSchema.describe('Color of the current place, of buttons and of focus. Shades are derived from it.'),
  palette: paletteSchema.optional(),
  corners: z.enum(['sharp', 'soft', 'round']).default('sharp').describe('Style of corners.'),
  fonts: z
    .strictObject({ text: fontSchema.optional(), code: fontSchema.optional() })
    .default({})
    .describe('Fonts; those of the curriculum if there are none.'),
  navigation: z.array(linkSchema).max(4).default([]).describe('Links in the header, after those of the curriculum.'),
  footer: z.array(linkSchema).default([]).describe('Links in the footer, such as imprint and privacy.'),
  social: z.array(linkSchema).default([]).describe('Links to your pages elsewhere.'),
  trademarks: textSchema.optional().describe('Sentence on your trademarks.'),
  copyright: textSchema.optional().describe('Copyright notice of your own and adapted lessons.'),
  adaptation_licence: licenceSchema
    .optional()
    .describe(
      'License of the lessons that you adapted, and of nothing else; that of what was adapted if there is none.',
    ),
  own_licence: licenceSchema
    .optional()
    .describe('License of your own lessons, and of nothing else; that of the curriculum if there is none.'),
  analytics: analyticsSchema.default({ kind: 'none' }).describe('Who counts visits. Nobody, unless you say so.'),
  offline: z
    .boolean()
    .default(true)
    .describe('Whether browsers keep pages that were read, and courses that were saved, for times without a network.'),
  embeddable_by: embeddersSchema,
  images: imageAddressSchema,
});

/** `provider/brand.yaml` as it was read. */
export type Brand = z.infer<typeof brandSchema>;
