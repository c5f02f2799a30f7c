import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Field, Scalar, Shape } from '../../src/kubernetes/shape.ts';

const files = new Map<string, SourceShapes>();

/** Declarations of one file: interfaces and aliases by name, imports by name. */
interface SourceShapes {
  folder: string;
  declarations: ReadonlyMap<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>;
  imports: ReadonlyMap<string, string>;
}

function readFile(path: string): SourceShapes {
  const known = files.get(path);
  if (known) return known;
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const declarations = new Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>();
  const imports = new Map<string, string>();
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      declarations.set(statement.name.text, statement);
    } else if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const bindings = statement.importClause?.namedBindings;
      if (bindings && ts.isNamedImports(bindings)) {
        for (const { name } of bindings.elements) imports.set(name.text, statement.moduleSpecifier.text);
      }
    }
  }
  // Files export their declarations under long names as well: `export type { IPod as IIoK8sApiCoreV1Pod }`.
  for (const statement of source.statements) {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
      continue;
    for (const { name, propertyName } of statement.exportClause.elements) {
      const declaration = declarations.get(propertyName?.text ?? '');
      if (declaration) declarations.set(name.text, declaration);
    }
  }
  const shapes = { folder: dirname(path), declarations, imports };
  files.set(path, shapes);
  return shapes;
}

/** Folder of an installed package, as seen from a file. Its manifest need not be exported. */
function packageFolder(name: string, from: string): string | undefined {
  const places = createRequire(from).resolve.paths(name) ?? [];
  return places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, 'package.json')));
}

/** Path of the file that a declaration file imports from; undefined if it is the entry of a package, which has no types of the API. */
function importPath(folder: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return join(folder, `${specifier.replace(/\.js$/, '')}.d.ts`);
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const inside = parts.slice(length).join('/').replace(/\.js$/, '');
  const found = packageFolder(parts.slice(0, length).join('/'), join(folder, 'index.js'));
  return found === undefined || inside === '' ? undefined : join(found, `${inside}.d.ts`);
}

const ANY: Shape = { kind: 'any' };

/** Name of the type that a file declares: its path within its package, such as `apps/v1/DeploymentSpec`. */
function typeName(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^.*\/node_modules\/(@[^/]+\/)?[^/]+\//, '')
    .replace(/\.d\.ts$/, '');
}

/** The shape that a name stands for in a file. */
function named(path: string, name: string): Shape {
  const source = readFile(path);
  const declaration = source.declarations.get(name);
  if (declaration) {
    const shape = ts.isInterfaceDeclaration(declaration)
      ? withInherited(path, declaration)
      : shapeOf(path, declaration.type);
    return { kind: 'named', name: typeName(path), shape };
  }
  const specifier = source.imports.get(name);
  const target = specifier === undefined ? undefined : importPath(source.folder, specifier);
  return target === undefined ? ANY : named(target, name);
}

/** An interface with the fields of those that it extends. */
function withInherited(path: string, declaration: ts.InterfaceDeclaration): Shape {
  const own = objectShape(path, declaration.members);
  const bases = (declaration.heritageClauses ?? []).flatMap((clause) =>
    clause.types.flatMap(({ expression }) => (ts.isIdentifier(expression) ? named(path, expression.text) : [])),
  );
  const inherited = bases.flatMap((base) => {
    const shape = base.kind === 'named' ? base.shape : base;
    return shape.kind === 'object' ? [...shape.fields] : [];
  });
  if (own.kind !== 'object') return inherited.length > 0 ? { kind: 'object', fields: new Map(inherited) } : own;
  return { kind: 'object', fields: new Map([...inherited, ...own.fields]) };
}

function objectShape(path: string, members: ts.NodeArray<ts.TypeElement>): Shape {
  const fields = new Map<string, Field>();
  for (const member of members) {
    if (ts.isIndexSignatureDeclaration(member)) return { kind: 'map', values: shapeOf(path, member.type) };
    if (!ts.isPropertySignature(member) || !member.type) continue;
    const name = ts.isStringLiteral(member.name) || ts.isIdentifier(member.name) ? member.name.text : '';
    fields.set(name, { shape: shapeOf(path, member.type), required: member.questionToken === undefined });
  }
  return fields.size === 0 ? ANY : { kind: 'object', fields };
}

const SCALARS: Partial<Record<ts.SyntaxKind, Scalar>> = {
  [ts.SyntaxKind.StringKeyword]: 'string',
  [ts.SyntaxKind.NumberKeyword]: 'integer',
  [ts.SyntaxKind.BooleanKeyword]: 'boolean',
};

/** Files in which a number need not be whole. Source: the only schemas of the packages with `type: number`. */
const WITH_FRACTIONS = /(^|\/)(JSONSchemaProps|Quantity)$/;

function shapeOf(path: string, node: ts.TypeNode): Shape {
  const scalar = SCALARS[node.kind];
  if (scalar) {
    return { kind: 'scalar', types: [scalar === 'integer' && WITH_FRACTIONS.test(typeName(path)) ? 'number' : scalar] };
  }
  if (ts.isArrayTypeNode(node)) return { kind: 'list', items: shapeOf(path, node.elementType) };
  if (ts.isTypeLiteralNode(node)) return objectShape(path, node.members);
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal))
    return { kind: 'literal', values: [node.literal.text] };
  if (ts.isUnionTypeNode(node)) return unionShape(node.types.map((type) => shapeOf(path, type)));
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) {
    const name = node.typeName.text;
    const [argument] = node.typeArguments ?? [];
    if (name === 'Array' && argument) return { kind: 'list', items: shapeOf(path, argument) };
    let shape: Shape | undefined;
    return {
      kind: 'reference',
      resolve: () => {
        shape ??= named(path, name);
        return shape;
      },
    };
  }
  return ANY;
}

function unionShape(shapes: readonly Shape[]): Shape {
  const literals = shapes.flatMap((shape) => (shape.kind === 'literal' ? shape.values : []));
  if (literals.length === shapes.length) return { kind: 'literal', values: literals };
  const scalars = shapes.flatMap((shape) => (shape.kind === 'scalar' ? shape.types : []));
  return scalars.length === shapes.length ? { kind: 'scalar', types: scalars } : ANY;
}

/** Packages that hold the types of the API, by name. */
const PACKAGES = [
  'kubernetes-models',
  '@kubernetes-models/gateway-api',
  '@kubernetes-models/prometheus-operator',
  '@kubernetes-models/autoscaler',
  '@kubernetes-models/opentelemetry-operator',
];

/** The shapes of everything that is declared in some API versions, by `apiVersion name`; of types of the same name the first package's. */
export function declaredShapes(apiVersions: readonly string[]): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const name of PACKAGES) {
    const folder = packageFolder(name, import.meta.url);
    for (const version of apiVersions) {
      const path = folder && join(folder, version);
      if (!path || !existsSync(path)) continue;
      for (const file of readdirSync(path)) {
        const kind = /^(.*)\.d\.ts$/.exec(file)?.[1];
        if (kind === undefined || kind === 'index' || shapes.has(`${version} ${kind}`)) continue;
        shapes.set(`${version} ${kind}`, named(join(path, file), `I${kind}`));
      }
    }
  }
  return shapes;
}
