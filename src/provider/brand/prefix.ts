import { idFrom } from '../../curriculum/id-from.ts';
import type { Brand } from './schema.ts';

/** How long a prefix may be to be written in front of every id. */
const LONGEST = 16;

/**
 * What the ids of a provider's own lessons should begin with: their short name, their name or its first word, or, if no
 * letter of it can stand in an id, the first part of their address.
 */
export function ownPrefix({ name, short_name: short, url }: Pick<Brand, 'name' | 'short_name' | 'url'>): string {
  const whole = idFrom(short ?? name);
  if (whole !== '' && whole.length <= LONGEST) return whole;
  const [first = ''] = whole.split('-');
  if (first !== '' && first.length <= LONGEST) return first;
  const [host = ''] = new URL(url).hostname.replace(/^www\./, '').split('.');
  return idFrom(host).slice(0, LONGEST).replace(/-$/, '') || 'own';
}
