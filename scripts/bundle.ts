/**
 * The process that bundles for `npm run build`, which begins it: Astro makes what renders pages, and what is for browsers, and both are
 * kept for builds. It ends before pages are rendered, so that the memory of bundlers is free again. What its user can mend is told to
 * whoever began it.
 */
import type { Plugin } from 'vite';
import { systemErrorLine } from '../src/cli/system-error.ts';
import { nativeModules } from '../src/site/native-modules.ts';

/** Clears up after each of Astro's two bundlings: the second would grow upon what the first has left. */
const tidy: Plugin = { name: 'tidy', closeBundle: () => globalThis.gc?.() };

// Whoever asked for it has ended.
process.on('disconnect', () => process.exit(1));

try {
  const [{ build }, { default: config }] = await Promise.all([import('astro'), import('../astro.config.ts')]);
  await build({
    ...config,
    configFile: false,
    logLevel: process.argv.includes('--verbose') ? 'debug' : 'error',
    vite: { ...config.vite, plugins: [tidy, nativeModules(), ...(config.vite?.plugins ?? [])] },
  });
} catch (problem) {
  const line = systemErrorLine(problem);
  if (line === undefined || !process.send) throw problem;
  await new Promise((sent) => process.send?.(line, sent));
  process.exit(1);
}
process.exit();
