import type { SyntaxNode, Tree } from '@lezer/common';
import { type CodeProblem, problemAt, whatStandsAt } from './problem.ts';

/** The first place that a grammar could not make sense of; errors that `tolerated` knows to be none are passed over. */
export function firstError(tree: Tree, tolerated: (node: SyntaxNode) => boolean = () => false): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  tree.iterate({
    enter: (reference) => {
      if (found === undefined && reference.type.isError && !tolerated(reference.node)) found = reference.node;
      return found === undefined;
    },
  });
  return found;
}

/** Says where code in the language `name` cannot be parsed. */
export function parseProblem(text: string, offset: number, name: string, remedy: string): CodeProblem {
  const near = whatStandsAt(text, offset);
  return near === undefined
    ? problemAt(text, text.trimEnd().length, `The ${name} code ends before it is complete.`, remedy)
    : problemAt(text, offset, `The ${name} code cannot be parsed here, ${near}.`, remedy);
}
