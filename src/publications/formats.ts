import type { Format } from './publication.ts';

/** Every format, by the name that it has at the prompt; a format is loaded when it is asked for. */
export const formats: Readonly<Record<string, () => Promise<Format>>> = {
  epub: async () => (await import('./epub/epub.ts')).epub,
  'moodle-xml': async () => (await import('./banks/moodle-xml.ts')).moodleXml,
  gift: async () => (await import('./banks/gift.ts')).gift,
  'qti-2.1': async () => (await import('./banks/qti.ts')).qti2,
  'qti-3.0': async () => (await import('./banks/qti.ts')).qti3,
  'cc-1.1': async () => (await import('./cartridge/cartridge.ts')).cartridge11,
  'cc-1.3': async () => (await import('./cartridge/cartridge.ts')).cartridge13,
  'cc-thin': async () => (await import('./cartridge/cartridge.ts')).thinCartridge,
  olx: async () => (await import('./olx/olx.ts')).olx,
  pdf: async () => (await import('./print/book.ts')).pdf,
  handout: async () => (await import('./print/handout.ts')).handout,
  exercises: async () => (await import('./print/exercises.ts')).exercises,
  'scorm-1.2': async () => (await import('./scorm/scorm-12.ts')).scorm12,
  'scorm-2004': async () => (await import('./scorm/scorm-2004.ts')).scorm2004,
  cmi5: async () => (await import('./cmi5/cmi5.ts')).cmi5,
  site: async () => (await import('./site/site.ts')).wholeSite,
  slides: async () => (await import('./slides/slides.ts')).slides,
  'teaching-slides': async () => (await import('./slides/slides.ts')).teachingSlides,
};
