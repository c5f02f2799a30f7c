import type { Prompt } from '../../../lab/attempt/console.ts';

/** From here on the text stays beside the lab; styles/practice/ has the same width. */
export const desk = matchMedia('(min-width: 60rem)');

/** The prompt that has room. */
export function shown({ long, short }: Prompt): string {
  return desk.matches ? long : short;
}
