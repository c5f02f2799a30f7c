import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Calls of replace and replaceAll in a text whose replacement is neither a function nor a text without a dollar sign. */
function riskyReplacements(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [, replacement] = node.arguments;
      const isReplace = /^replace(All)?$/.test(node.expression.name.text) && node.arguments.length === 2;
      const isSafe =
        replacement &&
        (ts.isArrowFunction(replacement) ||
          ts.isFunctionExpression(replacement) ||
          // A function that has a name, or a part of the pattern that the author of the code meant.
          ts.isIdentifier(replacement) ||
          ts.isStringLiteral(replacement));
      if (isReplace && !isSafe) {
        found.push(
          `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${replacement?.getText()}`,
        );
      }
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

const files = globSync(['src/**/*.ts', 'scripts/**/*.ts', 'scripts/**/*.mjs']);

test('no text of somebody else is read as a pattern of what replaces: $& and its kind', () => {
  expect(files.length).toBeGreaterThan(300);
  expect(files.flatMap((path) => riskyReplacements(path, readFileSync(path, 'utf8')))).toEqual([]);
});

test('such a replacement is found', () => {
  expect(
    riskyReplacements('a.ts', 'a.replace("x", f(b));\na.replaceAll(/x/g, b.c);\na.replace("x", () => b);'),
  ).toEqual(['a.ts:1: f(b)', 'a.ts:2: b.c']);
});
