import { type Document, LineCounter, parseAllDocuments, visit } from 'yaml';
import type { CodeProblem } from './problem.ts';

/** Offset of the first alias `*name` that no anchor `&name` stands before. */
function unknownAlias(document: Document.Parsed): { name: string; offset: number } | undefined {
  let found: { name: string; offset: number } | undefined;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return undefined;
      found = { name: alias.source, offset: alias.range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

/** The first mistake of each document in a YAML text, repeated keys included. Texts with `{{` may be templates: of their mistakes nothing is said. */
export function yamlProblems(text: string): CodeProblem[] {
  return text.includes('{{') ? [] : yamlMistakes(text);
}

/** The same for every text: what of a template is no YAML before something has been put in is a mistake here, too. */
export function yamlMistakes(text: string): CodeProblem[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: true, lineCounter, prettyErrors: false });
  const problem = (offset: number, message: string, remedy: string): CodeProblem => {
    const { line, col } = lineCounter.linePos(offset);
    return {
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      message: `This is not valid YAML: ${message}.`,
      remedy,
    };
  };
  return (Array.isArray(documents) ? documents : []).flatMap((document: Document.Parsed): CodeProblem[] => {
    const [error] = document.errors;
    if (error) {
      const remedy = /unique/.test(error.message)
        ? 'Keep one of the two keys.'
        : /alias/.test(error.message)
          ? 'Put text that begins with * in quotes.'
          : 'Check the indentation and the quotes.';
      return [problem(error.pos[0], error.message.split('\n')[0] ?? error.message, remedy)];
    }
    const alias = unknownAlias(document);
    if (alias === undefined) return [];
    const remedy = `Write &${alias.name} where it is defined, or put the text in quotes.`;
    return [problem(alias.offset, `the alias *${alias.name} names no anchor`, remedy)];
  });
}
