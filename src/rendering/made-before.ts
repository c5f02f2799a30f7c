/** What was made of texts before, by another command perhaps, so that it need not be made again. */
export interface MadeBefore {
  /** What was made of a text; undefined if that is not known. */
  read(text: string): string | undefined;
  keep(text: string, made: string): void;
}
