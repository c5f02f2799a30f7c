import type { Identity, Lesson } from '../../curriculum/model.ts';
import type { Reader } from '../../curriculum/reader.ts';
import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import type { Layer } from '../layers/layer.ts';
import { brandPalette } from './brand-palette.ts';
import { cssColor } from './color.ts';
import { customProperties } from './declarations.ts';
import { imageProblem } from './image.ts';
import type { Brand } from './schema.ts';
import { slotProblems } from './slot-html.ts';
import { themeProblems } from './theme.ts';
import { type DesignTokens, readTokens } from './tokens.ts';
import { brandWords } from './words.ts';

/** Files that a brand names, with their places in brand.yaml. */
function namedFiles(brand: Brand): { path: DataPath; file: string; kind: 'image' | 'file' }[] {
  const { logo, icon, social_image: social, fonts, analytics } = brand;
  const image = (path: DataPath, file: string | undefined) =>
    file === undefined ? [] : [{ path, file, kind: 'image' as const }];
  return [
    ...image(['logo', 'light'], logo.light),
    ...image(['logo', 'dark'], logo.dark),
    ...image(['icon'], icon),
    ...image(['social_image'], social),
    ...(['text', 'code'] as const).flatMap((use) =>
      (fonts[use]?.files ?? []).map(({ file }, index) => ({
        path: ['fonts', use, 'files', index, 'file'],
        file,
        kind: 'file' as const,
      })),
    ),
    ...(analytics.kind === 'snippet'
      ? [{ path: ['analytics', 'script'], file: analytics.script, kind: 'file' as const }]
      : []),
  ];
}

/** Reports what is wrong with the brand of a layer: files, colors, theme, slots. */
export function checkBrand(reader: Reader, { folder, brand, assets, slots, theme }: Layer, tokens: DesignTokens): void {
  const file = `${folder}brand.yaml`;
  for (const named of namedFiles(brand)) {
    const path = folder + named.file;
    const content = assets.get(named.file);
    const problem =
      content === undefined
        ? { message: `${path} does not exist.`, remedy: 'Put the file there, or correct the path.' }
        : named.kind === 'image'
          ? imageProblem(path, content)
          : undefined;
    if (!problem) continue;
    const why =
      content === undefined
        ? 'Every page of your site would ask for a file that is not there.'
        : 'Every page of your site shows it; an image that runs code would run on all of them.';
    reader.report('brand/file', file, reader.place(file, named.path), {
      message: problem.message,
      why,
      remedy: problem.remedy,
    });
  }
  const palette = brandPalette(brand, tokens.colors);
  for (const { path, message, remedy } of palette.problems) {
    const why = 'Readers with weak eyes or a bad screen could not read the text (WCAG 2.2, success criterion 1.4.3).';
    reader.report('brand/contrast', file, reader.place(file, path), { message, why, remedy });
  }
  if (theme !== undefined) checkTheme(reader, { file: `${folder}theme.css`, css: theme, brand, tokens });
  for (const slot of slots) {
    if (slot.form === 'mdx') continue;
    for (const { line, message, remedy } of slotProblems(slot.text)) {
      const why = 'Readers would see a page with a gap, and nobody would know why.';
      reader.report('brand/slot', slot.path, { line, column: 1 }, { message, why, remedy });
    }
  }
}

function checkTheme(
  reader: Reader,
  { file, css, brand, tokens }: { file: string; css: string; brand: Brand; tokens: DesignTokens },
): void {
  for (const { line, message } of themeProblems(css)) {
    reader.report(
      'brand/theme',
      file,
      { line, column: 1 },
      {
        message,
        why: 'Rules of your own break with the next update of the pages, and could hide the credit that the license asks for.',
        remedy: 'Set custom properties on :root only; src/site/styles/tokens.css lists them.',
      },
    );
  }
  const known = tokens.properties;
  const declared = customProperties(css);
  for (const { name, line } of declared) {
    if (known.has(name)) continue;
    reader.report(
      'brand/theme',
      file,
      { line, column: 1 },
      {
        message: `There is no custom property "--${name}".${didYouMean(
          `--${name}`,
          [...known].map((property) => `--${property}`),
        )}`,
        why: 'It would do nothing, and nobody would notice.',
        remedy: `Use one of: ${[...known].map((property) => `--${property}`).join(', ')}.`,
      },
    );
  }
  const set = [...readTokens(css)].map(([name, { light, dark }]) => {
    return [name, { light: cssColor(light), dark: cssColor(dark) }] as const;
  });
  const palette = { ...brand.palette, ...Object.fromEntries(set) };
  const { problems } = brandPalette({ accent: brand.accent, palette }, tokens.colors);
  const names = new Set(set.map(([name]) => name));
  for (const { path, message, remedy } of problems) {
    const [, token = ''] = path;
    if (!names.has(token)) continue;
    const line = declared.find(({ name }) => name === token)?.line ?? 1;
    const why = 'Readers with weak eyes or a bad screen could not read the text (WCAG 2.2, success criterion 1.4.3).';
    reader.report('brand/contrast', file, { line, column: 1 }, { message, why, remedy });
  }
}

/**
 * Reports the publisher's name in the prose of its own lessons: whoever takes them would have to change the text, and
 * "unmodified" would not be true any more.
 */
export function checkBrandWords(
  reader: Reader,
  lessons: Iterable<Lesson>,
  { depth, identity, shortName }: { depth: number; identity: Identity; shortName: string | undefined },
): void {
  const names = [identity.name, ...(shortName !== undefined && shortName.length > 3 ? [shortName] : [])];
  for (const lesson of lessons) {
    const edits = lesson.patches.find(({ layer }) => layer === depth)?.file;
    if (lesson.layer !== depth && edits === undefined) continue;
    for (const { word, line, column } of brandWords(lesson, names)) {
      // Of a lesson with edits only they are the publisher's own words.
      if (lesson.layer !== depth && reader.patched.get(lesson.path)?.lines[line - 1]?.file !== edits) continue;
      reader.report(
        'brand/in-prose',
        lesson.path,
        { line, column },
        {
          message: `The name "${word}" stands in the text of the lesson.`,
          why: 'Whoever adapts or takes the lesson would present it under your name, or have to change it and could not call it unmodified.',
          remedy: `Write <Brand of="name" />, which prints the name of whoever publishes the page, or move the passage to a slot (${depth === 0 ? 'provider/' : 'your layer, '}slots/end-of-lesson.mdx).`,
        },
      );
    }
  }
}
