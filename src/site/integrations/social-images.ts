import { createHash } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Edition } from '../../assembly/edition.ts';
import { sourcePaths } from '../../cli/source-paths.ts';
import { bytesOf } from '../../curriculum/read.ts';
import { cardStyle } from '../../rendering/cards/brand-style.ts';
import { type SocialCard, socialCard } from '../../rendering/cards/card.ts';
import type { CardStyle } from '../../rendering/cards/frame.ts';
import { translator } from '../../strings/index.ts';
import { getCurriculum } from '../curriculum.ts';
import { cacheFolder } from '../lesson-cache.ts';
import { sourceDigest } from '../source-digest.ts';

/** Images made at a time: compression runs in Node's thread pool, beside the drawing of the next ones. */
const AT_ONCE = 8;

/** The card of every page that has one: path within the site to what it says. */
function cards(curriculum: Edition): Map<string, SocialCard> {
  const { identity, lessons, positions } = curriculum;
  const t = translator(identity.language);
  const cards = new Map<string, SocialCard>([
    [
      'social.png',
      {
        label: [identity.name],
        title: identity.tagline,
        imprint: [new URL(identity.url).hostname, identity.licence.spdx],
      },
    ],
  ]);
  for (const lesson of lessons.values()) {
    const position = positions.get(lesson.id);
    if (!position) continue;
    const leg = t('leg', { number: position.moduleNumber });
    const waypoint = t('waypoint', { number: position.lessonNumber });
    cards.set(`lessons/${lesson.id}/social.png`, {
      label: [position.course.title, leg, waypoint],
      title: lesson.title,
      imprint: [identity.name, identity.licence.spdx],
    });
  }
  return cards;
}

async function placeCard(
  card: SocialCard,
  style: CardStyle,
  target: string,
  drawing: string,
): Promise<'drawn' | 'cached'> {
  const cached = join(
    cacheFolder(),
    'social',
    `${createHash('sha256')
      .update(drawing)
      .update(JSON.stringify([card, style]))
      .digest('hex')}.png`,
  );
  await mkdir(dirname(target), { recursive: true });
  try {
    await copyFile(cached, target);
    return 'cached';
  } catch {
    const image = await socialCard(card, style);
    await Promise.all([writeFile(target, image), writeFile(cached, image)]);
    return 'drawn';
  }
}

/** Draws a social image for every lesson and one for all other pages; unchanged ones come from a cache. Gives the number drawn. */
export async function drawSocialImages(folder: string): Promise<number> {
  // A cached image is never older than the code that draws.
  const drawing = sourceDigest([sourcePaths.cards]);
  await mkdir(join(cacheFolder(), 'social'), { recursive: true });
  const curriculum = getCurriculum();
  const style = cardStyle(curriculum);
  const queue = [...cards(curriculum)];
  let drawn = 0;
  const worker = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      if ((await placeCard(next[1], style, join(folder, next[0]), drawing)) === 'drawn') drawn++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const layer = curriculum.layers.at(-1);
  const own = layer?.brand.social_image;
  if (layer && own !== undefined) {
    await writeFile(join(folder, 'social.png'), bytesOf(layer.assets.get(own) ?? ''));
  }
  return drawn;
}
