/** What is wrong in a theme.css, and on which line. */
export interface ThemeProblem {
  line: number;
  message: string;
}

const SELECTOR = /^:root(\[data-theme="(light|dark)"\])?$/;

/** Blanks comments out, keeping the lines. */
export function withoutComments(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
}

/**
 * What a theme does besides setting custom properties on :root. Rules of its own could hide the attribution, and would
 * break with the next update of the site's markup.
 */
export function themeProblems(css: string): ThemeProblem[] {
  const text = withoutComments(css);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const problems: ThemeProblem[] = [];
  let end = 0;
  const refuse = (rest: string, offset: number): void => {
    if (rest.trim() === '') return;
    const start = offset + (rest.length - rest.trimStart().length);
    problems.push({
      line: lineOf(start),
      message: `"${rest.trim().slice(0, 60)}" is no rule that theme.css may have.`,
    });
  };
  for (const block of text.matchAll(/([^{}]*)\{([^{}]*)\}/g)) {
    const [whole, prelude = '', body = ''] = block;
    const start = block.index + (prelude.length - prelude.trimStart().length);
    const selector = prelude.trim();
    refuse(text.slice(end, block.index), end);
    end = block.index + whole.length;
    if (!SELECTOR.test(selector)) {
      problems.push({
        line: lineOf(start),
        message: `"${selector}" is not :root, and theme.css may set nothing else.`,
      });
      continue;
    }
    let offset = block.index + prelude.length + 1;
    for (const declaration of body.split(';')) {
      const name = declaration.split(':')[0]?.trim() ?? '';
      const at = offset + (declaration.length - declaration.trimStart().length);
      if (name !== '' && !/^--[\w-]+$/.test(name)) {
        problems.push({
          line: lineOf(at),
          message: `"${name}" is not a custom property; their names begin with two dashes.`,
        });
      } else if (/expression\(|url\(/i.test(declaration)) {
        problems.push({ line: lineOf(at), message: `"${name}" loads something; a theme holds values only.` });
      }
      offset += declaration.length + 1;
    }
  }
  refuse(text.slice(end), end);
  return problems;
}
