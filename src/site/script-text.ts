import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** A file of scripts as a browser runs it by itself. It imports nothing but types. */
export function scriptText(path: string): string {
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
