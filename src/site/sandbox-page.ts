import { sourcePaths } from '../cli/source-paths.ts';
import { scriptText } from './script-text.ts';

let known: string | undefined;

/**
 * Text of the one script of /sandbox/, with that of its workers in it. It stands in the page: a frame without an origin has no
 * 'self' to load scripts from, and a hash holds wherever the site is published.
 */
export function sandboxScript(): string {
  if (known === undefined) {
    const { worker, actors, frame } = sourcePaths.sandbox;
    const text = (path: string): string => JSON.stringify(scriptText(path)).replaceAll('<', '\\u003c');
    known = `const WORKER=${text(worker)};const ACTORS=${text(actors)};\n${scriptText(frame)}`;
  }
  return known;
}
