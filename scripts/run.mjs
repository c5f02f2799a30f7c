/**
 * Runs one of our commands, such as `node scripts/run.mjs scripts/check.ts`, with what Node has compiled of it kept for the next time. Plain
 * JavaScript: a command that is TypeScript itself has Node load what reads TypeScript, before it can say that nothing need be read again.
 */
import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { argv, env } from 'node:process';
import { pathToFileURL } from 'node:url';

enableCompileCache(resolve(env.CACHE_DIR || '.cache', 'compiled'));
argv.splice(1, 2, resolve(argv[2] ?? ''));
await import(pathToFileURL(argv[1]).href);
