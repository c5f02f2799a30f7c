import { createHash } from 'node:crypto';
import { pathsOf } from '../../assembly/addresses.ts';
import type { Edition } from '../../assembly/edition.ts';
import { creatorNames, creditFor } from '../../attribution/credit.ts';
import { siteLicences } from '../../attribution/licences-in-use.ts';
import { sourceDigest } from '../../cli/source-digest.ts';
import { sourcePaths } from '../../cli/source-paths.ts';
import { bytesOf } from '../../curriculum/read.ts';
import { cardStyle } from '../../rendering/cards/brand-style.ts';
import { missingOn, type SocialCard, socialCard } from '../../rendering/cards/card.ts';
import type { CardStyle } from '../../rendering/cards/frame.ts';
import { translator } from '../../strings/index.ts';
import type { Output } from '../build/output.ts';
import { getCurriculum } from '../curriculum.ts';

/** How many characters a warning names. */
const MOST_NAMED = 12;

/** The card of every page that has one: path within the site to what it says. */
export function cards(curriculum: Edition): Map<string, SocialCard> {
  const { identity, lessons, positions } = curriculum;
  const t = translator(identity.language);
  const paths = pathsOf(identity);
  const { only: licence } = siteLicences(curriculum);
  const cards = new Map<string, SocialCard>([
    [
      'social.png',
      {
        language: identity.language,
        label: [identity.name],
        title: identity.tagline,
        imprint: [new URL(identity.url).hostname, ...(licence ? [licence.spdx ?? licence.name] : [])],
      },
    ],
  ]);
  for (const lesson of lessons.values()) {
    const position = positions.get(lesson.id);
    if (!position) continue;
    const credit = creditFor(lesson, curriculum, paths.absolute(paths.lesson(lesson.id)));
    const leg = t('leg', { number: position.moduleNumber });
    const waypoint = t('waypoint', { number: position.lessonNumber });
    cards.set(`lessons/${lesson.id}/social.png`, {
      language: identity.language,
      label: [position.course.title, leg, waypoint],
      title: lesson.title,
      credit: [
        t('cardBy', { creators: creatorNames(credit) }),
        ...(credit.publisher === identity.name ? [] : [credit.publisher]),
        ...(credit.adaptedBy === undefined ? [] : [t('cardAdapted', { by: credit.adaptedBy })]),
      ],
      imprint: [identity.name, credit.licence.spdx ?? credit.licence.name],
    });
  }
  return cards;
}

/** Hash of all that an image depends on. @param drawing hash of the code that draws. */
function keyOf(card: SocialCard, style: CardStyle, drawing: string): string {
  return createHash('sha256')
    .update(drawing)
    .update(JSON.stringify([card, style]))
    .digest('hex');
}

/**
 * Draws a social image for every lesson and one for all other pages; unchanged ones are those of the site that is there. Gives the number
 * drawn, and lines that say what cannot be drawn.
 */
export async function drawSocialImages(output: Output): Promise<{ drawn: number; warnings: string[] }> {
  // A card that is taken over is never older than the code that draws.
  const drawing = sourceDigest([sourcePaths.cards]);
  const curriculum = getCurriculum();
  const style = cardStyle(curriculum);
  const layer = curriculum.layers.at(-1);
  const own = layer?.brand.social_image;
  const all = cards(curriculum);
  let drawn = 0;
  for (const [path, card] of all) {
    if (path === 'social.png' && layer && own !== undefined) {
      output.write(path, bytesOf(layer.assets.get(own) ?? ''));
      continue;
    }
    const key = keyOf(card, style, drawing);
    if (output.keep(path, key)) continue;
    output.write(path, await socialCard(card, style), key);
    drawn++;
  }
  // Where every character of every card can be drawn, none need be looked at alone.
  const isComplete = missingOn([...all.values()]).length === 0;
  const warnings = (isComplete ? [] : [...all]).flatMap(([path, card]) => {
    const missing = missingOn([card]);
    if (missing.length === 0 || (path === 'social.png' && own !== undefined)) return [];
    const named = missing.slice(0, MOST_NAMED).join(' ');
    return `The card ${path}, of “${card.title}”, lacks what no font here can draw: ${named}${missing.length > MOST_NAMED ? ' …' : ''}. Whoever shares the page sees the card without it; say the title in other characters, if that matters.`;
  });
  return { drawn, warnings };
}
