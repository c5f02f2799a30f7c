import { Document, isMap, isNode, isSeq, parseDocument, stringify } from 'yaml';
import { UserError } from '../cli/user-error.ts';
import { contentOf } from '../curriculum/read.ts';
import { brandPalette, pairText } from '../provider/brand/brand-palette.ts';
import { cssColor, hexColor } from '../provider/brand/color.ts';
import { ICON_FOLDER, makeIcons } from '../provider/brand/icons.ts';
import { imageProblem } from '../provider/brand/image.ts';
import { type PaletteToken, paletteTokens } from '../provider/brand/schema.ts';
import type { Tokens } from '../provider/brand/tokens.ts';
import type { ChosenFont } from './font.ts';

/** A logo as it was handed in. */
export interface LogoFile {
  /** Name with its ending. */
  name: string;
  bytes: Buffer;
}

/** The answers of the interview, with what may be given besides. */
export interface RebrandAnswers {
  name: string;
  url: string;
  contact: string;
  logo: LogoFile;
  logoDark: LogoFile | undefined;
  color: string;
  /** Exact colors for light and dark pages, if the derived ones will not do. They are checked, never corrected. */
  accent: { light: string; dark: string } | undefined;
  shortName: string | undefined;
  tagline: string | undefined;
  repository: string | undefined;
  fonts: { text: ChosenFont | undefined; code: ChosenFont | undefined };
}

/** What a rebranding takes from the site that gets the brand. */
export interface RebrandedSite {
  colors: Tokens;
  /** Draws the image for social networks. */
  drawCard(
    answers: Pick<RebrandAnswers, 'name' | 'tagline' | 'url'>,
    tokens: Tokens,
    logo: { path: string; content: string },
  ): Promise<Uint8Array>;
}

/** What a rebranding writes, and the palette that it chose. */
export interface Rebranding {
  /** Path below the repository to content. */
  files: Map<string, string | Uint8Array>;
  tokens: Tokens;
}

const BEGINNING = ` yaml-language-server: $schema=SCHEMA
 Who publishes this site, and how it looks. Written by "npm run rebrand"; edit it as you like.`;

const CURRICULUM = `# yaml-language-server: $schema=SCHEMA
# What your site hides, inserts and reorders, all by id. Everything else follows the curriculum, also after updates.
#
# hide: [a-lesson]
# insert:
#   - {lesson: our-lesson, after: a-lesson}
# order:
#   a-module: [this-lesson-first]
`;

/** A provider's people, to begin with: the organization itself, which signs its own lessons. */
function peopleText({ name, url }: Pick<RebrandAnswers, 'name' | 'url'>, schema: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  const id = ascii.replaceAll(' ', '-') || 'publisher';
  const people = [{ id, name, kind: 'group', url, roles: ['author', 'maintainer'] }];
  return `# yaml-language-server: $schema=${schema}\n# Who writes your own lessons; add people, and name them under "authors".\n${stringify({ people })}`;
}

/**
 * The people of a layer for one of its brands: the organization itself has the brand's name and address, under the same id, since
 * that is what its lessons name. Undefined if it is not among them. @param text people.yaml of the layer. @param layer its brand.
 */
export function brandPeople(
  text: string,
  layer: { name?: string | undefined },
  { name, url }: Pick<RebrandAnswers, 'name' | 'url'>,
): string | undefined {
  const document = parseDocument(text);
  const people = document.get('people');
  if (document.errors.length > 0 || !isSeq(people)) return undefined;
  const own = people.items.find((person) => isMap(person) && person.get('name') === layer.name);
  if (!isMap(own)) return undefined;
  own.set('name', name);
  own.set('url', url);
  return document.toString({ lineWidth: 0 }).replace(/(\$schema=)(?=\.\.\/)/, '$1../../');
}

/** Fonts as brand.yaml writes them; undefined if none was chosen, so that what stands there stays. */
function chosenFonts({ text, code }: RebrandAnswers['fonts']): Record<string, unknown> | undefined {
  if (!text && !code) return undefined;
  return { ...(text ? { text: text.font } : {}), ...(code ? { code: code.font } : {}) };
}

function placeLogo(logo: LogoFile, stem: string): { path: string; content: Uint8Array } {
  const problem = imageProblem(logo.name, contentOf(logo.bytes));
  if (problem) throw new UserError(`${problem.message}\nDo:  ${problem.remedy}`);
  return { path: `assets/${stem}${/\.png$/i.test(logo.name) ? '.png' : '.svg'}`, content: logo.bytes };
}

/** Puts values into brand.yaml, keeping what else its owner wrote there. */
function brandText(before: string | undefined, schema: string, values: Readonly<Record<string, unknown>>): string {
  const document: Document = before === undefined ? new Document({}) : (parseDocument(before) as Document);
  if (before === undefined) document.commentBefore = BEGINNING.replace('SCHEMA', () => schema);
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) document.set(key, document.createNode(value));
  }
  const palette = document.get('palette', true);
  if (isNode(palette)) {
    palette.commentBefore =
      ' Derived from the accent, legible everywhere. A color that you remove here is derived anew at every build.';
  }
  return document.toString({ lineWidth: 0 });
}

/**
 * Everything that makes a site a provider's own, from a few answers: brand.yaml with a palette, icons, and the image for
 * social networks. @param before the brand.yaml that is there already. @param folder of the layer, for links to schemas.
 * @throws UserError if the logo or a color will not do, with what will.
 */
export async function rebrand(
  answers: RebrandAnswers,
  site: RebrandedSite,
  { before, folder }: { before: string | undefined; folder: string },
): Promise<Rebranding> {
  const up = '../'.repeat(folder.split('/').length - 1);
  const logo = placeLogo(answers.logo, 'logo');
  const dark = answers.logoDark && placeLogo(answers.logoDark, 'logo-dark');
  const explicit = answers.accent && { overprint: answers.accent };
  const palette = brandPalette({ accent: answers.color, palette: explicit }, site.colors);
  if (palette.problems.length > 0) {
    throw new UserError(palette.problems.map(({ message, remedy }) => `${message}\nDo:  ${remedy}`).join('\n'));
  }
  const own = Object.fromEntries(
    [...palette.own]
      .filter(([name]) => paletteTokens.includes(name as PaletteToken))
      .map(([name, pair]) => [name, explicit && name === 'overprint' ? answers.accent : pairText(pair, cssColor)]),
  );
  const brand = brandText(before, `${up}schemas/brand.schema.json`, {
    name: answers.name,
    short_name: answers.shortName,
    tagline: answers.tagline,
    url: answers.url,
    contact: answers.contact,
    repository: answers.repository,
    logo: { light: logo.path, ...(dark ? { dark: dark.path } : {}) },
    social_image: 'assets/social.png',
    accent: answers.color,
    palette: own,
    fonts: chosenFonts(answers.fonts),
  });
  const files = new Map<string, string | Uint8Array>([
    ['brand.yaml', brand],
    ['curriculum.yaml', CURRICULUM.replace('SCHEMA', () => `${up}schemas/layer.schema.json`)],
    ['people.yaml', peopleText(answers, `${up}schemas/people.schema.json`)],
    [logo.path, logo.content],
    ...(dark ? [[dark.path, dark.content] as const] : []),
    ...(answers.fonts.text?.files ?? []),
    ...(answers.fonts.code?.files ?? []),
  ]);
  try {
    const paper = palette.tokens.get('paper');
    const icons = await makeIcons(
      { path: logo.path, bytes: answers.logo.bytes },
      paper ? hexColor(paper.light) : 'white',
    );
    for (const [name, bytes] of icons) files.set(`${ICON_FOLDER}/${name}`, bytes);
    const image = { path: logo.path, content: contentOf(answers.logo.bytes) };
    files.set('assets/social.png', await site.drawCard(answers, palette.tokens, image));
  } catch (problem) {
    throw new UserError(
      `The logo ${answers.logo.name} cannot be drawn: ${problem instanceof Error ? problem.message : String(problem)}\nDo:  Export it anew as SVG or PNG; a browser should be able to open it.`,
    );
  }
  return { files: new Map([...files].map(([path, content]) => [folder + path, content])), tokens: palette.tokens };
}
