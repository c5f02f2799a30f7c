import { UserError } from '../cli/user-error.ts';
import type { Brand } from '../provider/brand/schema.ts';

type Font = NonNullable<Brand['fonts']['text']>;

/** A font as brand.yaml names it, with the files to put below the layer's folder. */
export interface ChosenFont {
  font: Font;
  files: Map<string, Uint8Array>;
}

/** Weights that pages use, for fonts that are not variable. */
const WEIGHTS = ['400', '700'];

interface Metadata {
  id: string;
  family: string;
  variable?: { wght?: { min: string; max: string } } | false;
  license?: { type?: string; url?: string; attribution?: string };
}

/**
 * A font from a package of Fontsource: its Latin files, upright and italic, and its credit. They are copied, so that a fork
 * needs no dependency of its own, which would meet conflicts. @param files of the package. @throws UserError if it holds no font.
 */
export function chooseFont(name: string, files: ReadonlyMap<string, Uint8Array>): ChosenFont {
  const text = files.get('metadata.json');
  const metadata = text && (JSON.parse(Buffer.from(text).toString()) as Metadata);
  const chosen = metadata ? facesOf(metadata, files) : [];
  if (!metadata || chosen.length === 0) {
    throw new UserError(
      `"${name}" is no package of Fontsource with Latin letters.\nDo:  Choose one at https://fontsource.org, such as @fontsource-variable/inter; or put WOFF2 files into assets/fonts and name them in brand.yaml.`,
    );
  }
  const { family, license } = metadata;
  const credit = [license?.attribution, license?.type].filter(Boolean).join(', ');
  return {
    font: {
      family,
      licence: credit === '' ? `See the package ${name}.` : credit,
      files: chosen.map(({ path, weight, style }) => ({ file: `assets/fonts/${fileName(path)}`, weight, style })),
    },
    files: new Map(chosen.map(({ path, bytes }) => [`assets/fonts/${fileName(path)}`, bytes])),
  };
}

const fileName = (path: string): string => path.split('/').at(-1) ?? path;

function facesOf(
  { id, variable }: Metadata,
  files: ReadonlyMap<string, Uint8Array>,
): { path: string; bytes: Uint8Array; weight: string; style: 'normal' | 'italic' }[] {
  const range = variable ? variable.wght : undefined;
  // The metadata say that a variable font exists, not that this package has it.
  const isVariable = range !== undefined && files.has(`files/${id}-latin-wght-normal.woff2`);
  const weights = isVariable ? [['wght', `${range.min} ${range.max}`]] : WEIGHTS.map((weight) => [weight, weight]);
  return (['normal', 'italic'] as const).flatMap((style) =>
    weights.flatMap(([part = '', weight = '']) => {
      const path = `files/${id}-latin-${part}-${style}.woff2`;
      const bytes = files.get(path);
      return bytes ? [{ path, bytes, weight, style }] : [];
    }),
  );
}
