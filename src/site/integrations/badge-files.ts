import { createHash } from 'node:crypto';
import { sourceDigest } from '../../cli/source-digest.ts';
import { sourcePaths } from '../../cli/source-paths.ts';
import { badgePng } from '../../rendering/cards/badge.ts';
import { badgeFace } from '../../rendering/cards/badge-face.ts';
import { cardStyle } from '../../rendering/cards/brand-style.ts';
import { siteBadges, siteIssuerFiles } from '../badges.ts';
import type { Output } from '../build/output.ts';
import { getCurriculum, t } from '../site.ts';

/** Draws the image of every badge, unless it is that of the site that is there, and writes the document of the DID where did:web looks for it. */
export async function writeBadges(output: Output): Promise<void> {
  const drawing = sourceDigest([sourcePaths.cards]);
  const curriculum = getCurriculum();
  const style = cardStyle(curriculum);
  for (const badge of siteBadges()) {
    const face = badgeFace(badge, curriculum, t);
    const key = createHash('sha256')
      .update(drawing)
      .update(JSON.stringify([face, style]))
      .digest('hex');
    const path = `badges/${badge.id}.png`;
    if (!output.keep(path, key)) output.write(path, await badgePng(face, style), key);
  }
  for (const [path, value] of siteIssuerFiles())
    if (path.endsWith('did.json') && !path.startsWith('issuer/')) output.place(path, JSON.stringify(value, null, 2));
}
