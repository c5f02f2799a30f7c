import type { LessonComponent } from '../component.ts';
import { callout } from './callout.ts';
import { explore } from './explore.ts';
import { figure, file, terminal } from './files.ts';
import { brand, language, term, version } from './inline.ts';
import { lab } from './lab.ts';
import { checkpoint, compare, keyPoints, side, step, stepped, steps, tab, tabs } from './layout.ts';
import { notes } from './notes.ts';
import { quiz } from './quiz.ts';

/** Everything that authors may use in a lesson. */
export const lessonComponents = [
  callout,
  steps,
  tabs,
  tab,
  file,
  terminal,
  figure,
  explore,
  term,
  version,
  brand,
  language,
  keyPoints,
  quiz,
  lab,
  compare,
  side,
  checkpoint,
  stepped,
  step,
  notes,
] as unknown as readonly LessonComponent[];
