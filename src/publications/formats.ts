import type { Format } from './publication.ts';

/** Every format, by the name that it has at the prompt; a format is loaded when it is asked for. */
export const formats: Readonly<Record<string, () => Promise<Format>>> = {
  epub: async () => (await import('./epub/epub.ts')).epub,
};
