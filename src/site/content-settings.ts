import type { AstroIntegration } from 'astro';
import { beginTextMemories } from '../checks/text-memories.ts';
import { curriculumRoot } from '../cli/root.ts';
import { isAuthoring } from './authoring.ts';
import { type BundlingFacts, bundlingFacts } from './build/bundling-facts.ts';
import { getCurriculum, stopOnContentError } from './curriculum.ts';
import { findingsPanel } from './integrations/findings-panel.ts';
import { publicFolder } from './public-folder.ts';

/** What Astro is to know of the curriculum, where it reads one: in the development server, and in a check of types. */
interface ContentSettings {
  facts: BundlingFacts;
  /** Folder with the files at the root of the site. */
  publicFiles: string;
  integrations: AstroIntegration[];
}

/** Settings from the curriculum. Ends the process with a report that people can read, if something in the content is wrong. */
export function contentSettings(): ContentSettings {
  try {
    // A development server that starts again reads what has changed.
    const writeTexts = isAuthoring() ? beginTextMemories(curriculumRoot()) : undefined;
    const edition = getCurriculum();
    const facts = bundlingFacts(edition);
    writeTexts?.(false);
    return { facts, publicFiles: publicFolder(edition), integrations: [findingsPanel()] };
  } catch (problem) {
    return stopOnContentError(problem);
  }
}
