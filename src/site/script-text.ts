import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type typescript from 'typescript';
import { cacheFolder } from '../cli/cache-folder.ts';
import { SealedCache } from '../cli/sealed-cache.ts';
import { sourceDigest } from '../cli/source-digest.ts';

/** A compiler takes longer to load than the rest of a build in which nothing has changed. */
const cache = new SealedCache(() => join(cacheFolder(), 'scripts'), '.js');

/** A file of scripts as a browser runs it by itself. It imports nothing but types. */
export function scriptText(path: string): string {
  const key = sourceDigest([path]);
  const known = cache.read(key)?.toString();
  if (known !== undefined) return known;
  const ts = createRequire(import.meta.url)('typescript') as typeof typescript;
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Legacy,
      removeComments: true,
    },
  });
  const text = outputText.trim();
  cache.write(key, text);
  return text;
}
