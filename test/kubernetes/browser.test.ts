import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { packTypes } from '../../scripts/api/pack.ts';
import { servedVersions } from '../../src/kubernetes/served.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Specifiers of what a file imports when it runs: types are gone by then. */
function importsOf(path: string): string[] {
  const { statements } = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (
      ts.isExportDeclaration(statement) &&
      !statement.isTypeOnly &&
      statement.moduleSpecifier &&
      ts.isStringLiteral(statement.moduleSpecifier)
    ) {
      return [statement.moduleSpecifier.text];
    }
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    return statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? [] : [statement.moduleSpecifier.text];
  });
}

/** Everything that a file of ours needs to run: our own files, and packages. */
function neededBy(entry: string): { files: Set<string>; packages: Map<string, string> } {
  const files = new Set<string>();
  const packages = new Map<string, string>();
  const visit = (path: string): void => {
    if (files.has(path)) return;
    files.add(path);
    if (!path.endsWith('.ts')) return;
    for (const specifier of importsOf(path)) {
      if (specifier.startsWith('.')) visit(join(dirname(path), specifier));
      else packages.set(specifier, relative(root, path));
    }
  };
  visit(join(root, entry));
  return { files, packages };
}

/** Packages that run in a browser, as their own manifests say or their users do. */
const IN_BROWSERS = ['@lezer/common', '@lezer/lr', '@marcbachmann/cel-js', '@prometheus-io/lezer-promql', 'yaml'];

// The practice cluster runs them in the page.
test.each([
  'src/kubernetes/validate.ts',
  'src/kubernetes/object-set.ts',
  'src/kubernetes/workloads.ts',
  'src/kubernetes/doubts.ts',
  'src/kubernetes/yaml-documents.ts',
  'src/kubernetes/custom/kinds.ts',
  'src/kubernetes/set/made.ts',
  'src/languages/jsonpath.ts',
  'src/languages/cel.ts',
  'src/languages/manifest-cel.ts',
  'src/languages/promql/problems.ts',
  'src/lab/metrics/promql/engine.ts',
  'src/lab/metrics/promql/testlanguage/run.ts',
  'src/lab/metrics/alertmanager/alertmanager.ts',
  'src/lab/metrics/alertmanager/config.ts',
  'src/lab/metrics/rules/group.ts',
  'src/lab/metrics/rules/unit-tests/run.ts',
  'src/lab/metrics/scrape/manager.ts',
  'src/lab/metrics/server/config.ts',
  'src/lab/metrics/server/prometheus.ts',
  'src/languages/commands/shell-problems.ts',
  'src/languages/commands/here-documents.ts',
  'src/languages/monitoring/configuration.ts',
  'src/languages/monitoring/rules.ts',
])('%s needs nothing of Node', (entry) => {
  const { files, packages } = neededBy(entry);
  expect([...packages].filter(([name]) => isBuiltin(name) || !IN_BROWSERS.includes(name))).toEqual([]);
  expect(files).toContain(join(root, entry));
});

test('the types of the API are those of the packages', () => {
  expect(readFileSync(join(root, 'src/kubernetes/api/types.json'), 'utf8')).toBe(packTypes(servedVersions));
});
