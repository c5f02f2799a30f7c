import { sourcePaths } from '../cli/source-paths.ts';
import { isAuthoring } from './authoring.ts';
import { getCurriculum } from './curriculum.ts';
import { scriptText } from './script-text.ts';

/** Path of the service worker, below the base. */
export const WORKER = 'sw.js';

/** Stands in the page of a course where its size belongs, which is known once all of its pages are there. */
export const SIZE_PLACEHOLDER = '%offline-size%';

/** Whether the site has a service worker: not while an author is at work, who wants to see every change, nor where a brand says no. */
export function hasWorker(): boolean {
  // Read when it is asked for: integrations are loaded before content, whose mistakes are told without insides of the program.
  return !isAuthoring() && (getCurriculum().layers.at(-1)?.brand.offline ?? true);
}

/** What a service worker is made for. */
interface WorkerFacts {
  /** Path of the site, with slashes at both ends. */
  base: string;
  /** Hash of all that is published: a worker that differs by it takes the place of the one before. */
  version: string;
  /** Paths below the base that it keeps from the beginning. */
  shell: readonly string[];
}

/** Text of the service worker. */
export function workerText({ base, version, shell }: WorkerFacts): string {
  const constants = { VERSION: version, BASE: base, SHELL: shell };
  const lines = Object.entries(constants).map(([name, value]) => `const ${name}=${JSON.stringify(value)};\n`);
  return `${lines.join('')}${scriptText(sourcePaths.offline.worker)}\n`;
}

/** Text of what takes its place where there is none: it removes what an earlier one has kept, and itself. */
export function retiredWorkerText(base: string): string {
  return `const BASE=${JSON.stringify(base)};\n${scriptText(sourcePaths.offline.retired)}\n`;
}
