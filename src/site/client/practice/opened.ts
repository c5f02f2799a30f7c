import type { Mode } from '../../../curriculum/practice/attempt.ts';
import type { TaskResult } from '../../../lab/runner/task-result.ts';
import type { Guide, GuideOptions } from './guide.ts';

/** A practice exam that is sat in a lab: it has the whole window, and is graded at its end. */
export interface SatExam {
  mode: Mode;
  /** When it was begun, in milliseconds since 1970. */
  since: number;
  /** What stands in the head, such as the time that is left. */
  head: readonly HTMLElement[];
  graded: (results: readonly TaskResult[]) => void;
  /** It was put aside; it goes on. */
  left: () => void;
}

/** What is opened: the lab of a lesson, one of its sessions, or a form of a practice exam. */
export interface Opened {
  /** What it is kept under, exported as, and remembered by. */
  id: string;
  title: string;
  /** Addresses of its data, and of the programs of its images. */
  data: string;
  programs: string;
  /** Makes what leads through it. */
  guide: (options: GuideOptions) => Guide;
  exam?: SatExam;
}
