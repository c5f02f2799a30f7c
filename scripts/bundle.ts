/**
 * The process that bundles for `npm run build`, which begins it: Astro makes what renders pages, and what is for browsers, and both are kept for builds. It ends before pages
 * are rendered, so that the memory of bundlers is free again. What it prints is for whoever waits for the build.
 */
import { nativeModules } from '../src/site/native-modules.ts';

// Whoever asked for it has ended.
process.on('disconnect', () => process.exit(1));

const [{ build }, { default: config }] = await Promise.all([import('astro'), import('../astro.config.ts')]);
await build({
  ...config,
  configFile: false,
  logLevel: process.argv.includes('--verbose') ? 'debug' : 'error',
  vite: { ...config.vite, plugins: [nativeModules(), ...(config.vite?.plugins ?? [])] },
});
process.exit();
