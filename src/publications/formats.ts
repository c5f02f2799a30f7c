import type { Format } from './publication.ts';

/** Every format, by the name that it has at the prompt; a format is loaded when it is asked for. */
export const formats: Readonly<Record<string, () => Promise<Format>>> = {
  pdf: async () => (await import('./print/book.ts')).pdf,
  handout: async () => (await import('./print/handout.ts')).handout,
  exercises: async () => (await import('./print/exercises.ts')).exercises,
};
