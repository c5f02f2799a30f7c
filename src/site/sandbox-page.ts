import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { sourcePaths } from '../cli/source-paths.ts';

/** A file of the sandbox as a browser runs it. It imports nothing but types, so that it can stand in a page. */
function scriptOf(path: string): string {
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Legacy,
      removeComments: true,
    },
  });
  return outputText.trim();
}

let known: string | undefined;

/**
 * Text of the one script of /sandbox/, with that of its workers in it. It stands in the page: a frame without an origin has no
 * 'self' to load scripts from, and a hash holds wherever the site is published.
 */
export function sandboxScript(): string {
  if (known === undefined) {
    const worker = JSON.stringify(scriptOf(sourcePaths.sandbox.worker)).replaceAll('<', '\\u003c');
    known = `const WORKER=${worker};\n${scriptOf(sourcePaths.sandbox.frame)}`;
  }
  return known;
}
