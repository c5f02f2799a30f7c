/** Words of the interface that the script of slides uses, as the file brings them: `{minutes}` and the like stand for what it puts in. */
export interface SlideWords {
  back: string;
  next: string;
  overview: string;
  blank: string;
  full: string;
  scheme: string;
  presenter: string;
  start: string;
  pause: string;
  reset: string;
  ahead: string;
  behind: string;
  onTime: string;
  noNotes: string;
  notes: string;
  clock: string;
  elapsed: string;
  blocked: string;
}
