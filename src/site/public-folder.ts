import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edition } from '../assembly/edition.ts';
import { copy } from '../cli/replace-folder.ts';
import { bytesOf } from '../curriculum/read.ts';
import { ContentError } from '../findings/finding.ts';
import { MATOMO_LOADER } from '../provider/brand/analytics.ts';
import { ICON_FOLDER, iconNames } from '../provider/brand/icons.ts';
import { publicWorkFolder } from './building.ts';

/**
 * Folder with the files at the root of the site: public/, or in a fork a copy of it with the provider's icons in place of
 * ours. @throws ContentError if an icon is missing.
 */
export function publicFolder({ layers }: Edition): string {
  const layer = layers.at(-1);
  if (!layer) return 'public';
  const folder = publicWorkFolder();
  rmSync(folder, { recursive: true, force: true });
  copy('public', folder);
  const icons = `${layer.folder}${ICON_FOLDER}`;
  for (const name of iconNames) {
    const icon = layer.assets.get(`${ICON_FOLDER}/${name}`);
    if (icon === undefined)
      throw new ContentError(
        `The icon ${icons}/${name} is missing.\nWhy: your site would show the icon of the curriculum that you forked, as if its publisher were yours.\nDo:  run "npm run rebrand", which makes all icons from your logo.`,
        [],
      );
    writeFileSync(join(folder, name), bytesOf(icon));
  }
  if (layer.brand.analytics.kind === 'matomo') writeFileSync(join(folder, 'matomo.js'), MATOMO_LOADER);
  return folder;
}
