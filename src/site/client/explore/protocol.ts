import type { Course } from '../../../lab/figures/frame.ts';
import type { FigureName, Settings } from '../../../lab/figures/settings.ts';

/** What an explorable figure wants: what happens with its settings, from the beginning or after what has happened there. */
export interface FigureAsk {
  number: number;
  /** Which of the figures of the page it is. */
  id: number;
  figure: FigureName;
  settings: Settings;
  isNew: boolean;
}

/** What happens in a figure, in answer to what was asked with that number. */
export interface FigureTold {
  number: number;
  course: Course;
}
