import type { Badge } from '../../assembly/achievements.ts';
import type { Edition } from '../../assembly/edition.ts';
import type { Translate } from '../../strings/index.ts';
import type { BadgeFace } from './badge.ts';

/** What the image of a badge says: its route has a stop for each leg of the course, and a leg fills those up to its own. */
export function badgeFace({ course, module, achievement }: Badge, { identity }: Edition, t: Translate): BadgeFace {
  const legs = course?.modules.length ?? 2;
  return {
    language: identity.language,
    label: module ? t('badgeLabelModule', { number: module.number }) : t(course ? 'badgeLabelCourse' : 'badgeLabelOwn'),
    title: module?.module.title ?? course?.title ?? achievement.name,
    imprint: identity.name,
    stops: legs,
    reached: module?.number ?? legs,
    isWhole: course !== undefined && module === undefined,
  };
}
