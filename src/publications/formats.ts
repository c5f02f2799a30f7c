import type { Format } from './publication.ts';

/** Every format, by the name that it has at the prompt; a format is loaded when it is asked for. */
export const formats: Readonly<Record<string, () => Promise<Format>>> = {
  'scorm-1.2': async () => (await import('./scorm/scorm-12.ts')).scorm12,
  'scorm-2004': async () => (await import('./scorm/scorm-2004.ts')).scorm2004,
  cmi5: async () => (await import('./cmi5/cmi5.ts')).cmi5,
};
