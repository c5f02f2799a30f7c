import { type CssNode, generate, ident, walk } from 'css-tree/dist/csstree.esm';
import { parseCss } from './declarations.ts';

/** What is wrong in a theme.css, and on which line. */
export interface ThemeProblem {
  line: number;
  message: string;
}

const SELECTOR = /^:root(\[data-theme=("light"|"dark"|light|dark)\])?$/;

/** Functions of CSS that load something, or run it. */
const LOADING: ReadonlySet<string> = new Set([
  'cross-fade',
  'element',
  'expression',
  'image',
  'image-set',
  'paint',
  'src',
  'url',
  '-webkit-image-set',
]);

const lineOf = (node: CssNode): number => node.loc?.start.line ?? 1;

/** Whether a value loads something from somewhere, however its letters are escaped. */
function loads(value: CssNode): boolean {
  let found = false;
  walk(value, (node) => {
    if (node.type === 'Url') found = true;
    if (node.type === 'Function' && LOADING.has(ident.decode(node.name).toLowerCase())) found = true;
    // What the parser could not make sense of may hold anything.
    if (node.type === 'Raw' && /\(/.test(node.value)) found = true;
  });
  return found;
}

function declarationProblem(node: CssNode, css: string): ThemeProblem | undefined {
  if (node.type !== 'Declaration') return refused(node, css);
  const { property, value } = node;
  if (!property.startsWith('--')) {
    return {
      line: lineOf(node),
      message: `"${property}" is not a custom property; their names begin with two dashes.`,
    };
  }
  return loads(value)
    ? { line: lineOf(node), message: `"${property}" loads something; a theme holds values only.` }
    : undefined;
}

/** Something that stands where only rules may stand; what is shown of it ends before the first brace's content. */
function refused(node: CssNode, css: string): ThemeProblem {
  const source = css.slice(node.loc?.start.offset ?? 0, node.loc?.end.offset ?? css.length);
  const start = source.replace(/\{[\s\S]*$/, '{').trim();
  return { line: lineOf(node), message: `"${start.slice(0, 60)}" is no rule that theme.css may have.` };
}

/**
 * What a theme does besides setting custom properties on :root. Rules of its own could hide the attribution, and would
 * break with the next update of the site's markup.
 */
export function themeProblems(css: string): ThemeProblem[] {
  const problems: ThemeProblem[] = [];
  const sheet = parseCss(css, (message, line) =>
    problems.push({ line, message: `The style sheet is no CSS: ${message}.` }),
  );
  if (sheet.type !== 'StyleSheet') return problems;
  sheet.children.forEach((node) => {
    if (node.type === 'Comment' || node.type === 'WhiteSpace') return;
    if (node.type !== 'Rule') {
      problems.push(refused(node, css));
      return;
    }
    const selector = generate(node.prelude);
    if (!SELECTOR.test(selector)) {
      const { start, end } = node.prelude.loc ?? {};
      const shown = css.slice(start?.offset, end?.offset).trim() || selector;
      problems.push({ line: lineOf(node), message: `"${shown}" is not :root, and theme.css may set nothing else.` });
      return;
    }
    node.block.children.forEach((declaration) => {
      const problem = declaration.type === 'Comment' ? undefined : declarationProblem(declaration, css);
      if (problem) problems.push(problem);
    });
  });
  return problems;
}
