import type ts from 'typescript';
import { type CodeProblem, problemAt } from './problem.ts';
import { typescript } from './typescript.ts';

/** What may stand around a part of a file: a function, a class, an object; the last is a value alone. */
const SURROUNDINGS: readonly (readonly [before: string, after: string])[] = [
  ['async function* _() {\n', '\n}'],
  ['class _ {\n', '\n}'],
  ['({\n', '\n})'],
  ['(\n', '\n)'],
];

function firstDiagnostic(text: string, fileName: string): ts.Diagnostic | undefined {
  const { transpileModule, ScriptTarget, ModuleKind } = typescript();
  const { diagnostics = [] } = transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: { target: ScriptTarget.ESNext, module: ModuleKind.ESNext },
  });
  return [...diagnostics].sort((a, b) => (a.start ?? 0) - (b.start ?? 0))[0];
}

/** A sentence from a message of the TypeScript compiler. */
export function compilerMessage({ messageText }: ts.Diagnostic): string {
  return typescript().flattenDiagnosticMessageText(messageText, ' ').replace(/\s+/g, ' ');
}

/**
 * Where JavaScript or TypeScript cannot be parsed. `await` and `return` may stand anywhere; unless the text is `whole`
 * it may also be a part of a class or of an object, or a value alone. Types are not looked at.
 */
export function javascriptProblems(text: string, language: 'js' | 'ts', whole: boolean): CodeProblem[] {
  const fileName = `code.${language}`;
  const diagnostic = firstDiagnostic(text, fileName);
  if (diagnostic === undefined) return [];
  const fits = SURROUNDINGS.some(
    ([before, after]) => firstDiagnostic(`${before}${text}${after}`, fileName) === undefined,
  );
  if (!whole && fits) return [];
  const name = language === 'js' ? 'JavaScript' : 'TypeScript';
  const isType = language === 'js' && diagnostic.code >= 8000 && diagnostic.code < 9000;
  return [
    problemAt(
      text,
      diagnostic.start ?? 0,
      `The ${name} cannot be parsed here: ${compilerMessage(diagnostic)}`,
      isType ? 'Name the language ts.' : 'Check brackets, commas and quotes before this place.',
    ),
  ];
}
