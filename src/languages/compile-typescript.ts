import { resolve } from 'node:path';
import type ts from 'typescript';
import { compilerMessage } from './javascript.ts';
import { type CodeProblem, problemAt } from './problem.ts';
import { typescript } from './typescript.ts';

const optionsOf = ({ ScriptTarget, ModuleKind, ModuleDetectionKind }: typeof ts): ts.CompilerOptions => ({
  strict: true,
  noEmit: true,
  target: ScriptTarget.ESNext,
  module: ModuleKind.NodeNext,
  moduleDetection: ModuleDetectionKind.Force,
  lib: ['lib.esnext.d.ts'],
  types: ['node'],
  skipLibCheck: true,
});

/** Declarations of the language and of Node, which are the same for each snippet. */
const declarations = new Map<string, ts.SourceFile | undefined>();

/**
 * What the TypeScript compiler says of a text that stands alone: strict, as a module, with the types of Node and
 * nothing else, in particular no other file. Takes about a second, and less for each further text.
 */
export function compileProblems(text: string): CodeProblem[] {
  const compiler = typescript();
  const options = optionsOf(compiler);
  const host = compiler.createCompilerHost(options);
  // In no folder of its own: the types of Node are found from where the generator runs.
  const path = resolve('__code__.mts');
  // The export makes it a module, in which await may stand anywhere.
  const source = compiler.createSourceFile(path, `${text}\nexport {};\n`, compiler.ScriptTarget.ESNext, true);
  const read = host.getSourceFile.bind(host);
  const program = compiler.createProgram({
    rootNames: [path],
    options,
    host: {
      ...host,
      fileExists: (name) => name === path || host.fileExists(name),
      readFile: (name) => (name === path ? text : host.readFile(name)),
      getSourceFile: (name, target) => {
        if (resolve(name) === path) return source;
        if (!declarations.has(name)) declarations.set(name, read(name, target));
        return declarations.get(name);
      },
    },
  });
  const diagnostics = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return diagnostics.map((diagnostic) =>
    problemAt(
      text,
      diagnostic.start ?? 0,
      `The TypeScript does not compile: ${compilerMessage(diagnostic)}`,
      'Correct it, or say checked="parse" if it needs files that are not shown.',
    ),
  );
}
