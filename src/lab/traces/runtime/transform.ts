import { type AnyNode, type ExportNamedDeclaration, type ImportDeclaration, type Pattern, parse } from 'acorn';

/** What a module takes from another one: names there, and names here. `*` stands for all of it. */
export interface Taken {
  from: string;
  line: number;
  names: readonly { name: string; as: string }[];
}

/** A module, as a function body of our own. */
export interface Transformed {
  /** On the same lines as before. */
  code: string;
  imports: readonly Taken[];
  /** What is passed on: names of other modules under a name of this one; `*` as name and as for all. */
  passed: readonly Taken[];
}

/** A mistake of syntax. */
export class SyntaxProblem extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const OPTIONS = { ecmaVersion: 'latest', locations: true, allowAwaitOutsideFunction: true } as const;

interface Edit {
  at: number;
  until: number;
  text: string;
  /** What closes something says where that began: what began last is closed first. */
  opened?: number;
}

const closing = ({ start, end }: AnyNode, text: string): Edit => ({ at: end, until: end, text, opened: start });

/** Edits in the order in which they stand in the text. */
const inOrder = (one: Edit, other: Edit): number =>
  one.at - other.at || (other.opened ?? -1) - (one.opened ?? -1) || one.until - other.until;

function parsed(text: string, sourceType: 'module' | 'script'): AnyNode & { type: 'Program' } {
  try {
    return parse(text, { ...OPTIONS, sourceType }) as AnyNode & { type: 'Program' };
  } catch (problem) {
    if (!(problem instanceof SyntaxError)) throw problem;
    const { loc } = problem as SyntaxError & { loc?: { line: number } };
    throw new SyntaxProblem(problem.message.replace(/ \(\d+:\d+\)$/, ''), loc?.line ?? 0);
  }
}

/** All nodes of a tree, each before what is in it. */
function* nodesOf(node: AnyNode): Generator<AnyNode> {
  yield node;
  for (const value of Object.values(node))
    for (const one of Array.isArray(value) ? value : [value])
      if (typeof one === 'object' && one !== null && typeof one.type === 'string') yield* nodesOf(one as AnyNode);
}

function applied(text: string, edits: Edit[]): string {
  edits.sort(inOrder);
  let [result, last] = ['', 0];
  for (const { at, until, text: put } of edits) {
    result += text.slice(last, at) + put;
    last = until;
  }
  return result + text.slice(last);
}

/** Every `await` remembers the frame in which it waits (flow.ts): what engines do for AsyncContext, where there is none. */
function awaitEdits(program: AnyNode): Edit[] {
  let loops = 0;
  return [...nodesOf(program)].flatMap((node): Edit[] => {
    if (node.type === 'AwaitExpression')
      return [{ at: node.start, until: node.start + 5, text: '__resume(await __suspend(' }, closing(node, '))')];
    if (node.type !== 'ForOfStatement' || !node.await) return [];
    const name = `__frame${++loops}`;
    return [
      { at: node.start, until: node.start, text: `{const ${name}=__frame();try{` },
      { at: node.body.start, until: node.body.start, text: `{__restore(${name});` },
      closing(node.body, '}'),
      closing(node, `}finally{__restore(${name})}}`),
    ];
  });
}

/** A script with the same meaning whose every `await` remembers its frame; for packages. */
export const followAwaits = (text: string): string => applied(text, awaitEdits(parsed(text, 'script')));

const nameOf = (node: { type: string; name?: string; value?: unknown }): string => String(node.name ?? node.value);

function namesOf(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => namesOf(one.type === 'RestElement' ? one.argument : one.value));
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one ? namesOf(one) : []));
    case 'RestElement':
      return namesOf(pattern.argument);
    case 'AssignmentPattern':
      return namesOf(pattern.left);
    default:
      return [];
  }
}

const importedBy = (node: ImportDeclaration): Taken => ({
  from: String(node.source.value),
  line: node.loc?.start.line ?? 0,
  names: node.specifiers.map((one) => ({
    name:
      one.type === 'ImportSpecifier' ? nameOf(one.imported) : one.type === 'ImportDefaultSpecifier' ? 'default' : '*',
    as: one.local.name,
  })),
});

/** What a module gives: the text of getters, by the names they have outside. */
type Given = Map<string, string>;

function exported(node: ExportNamedDeclaration, given: Given, passed: Taken[], text: string): Edit {
  const { declaration, source, specifiers } = node;
  if (declaration) {
    const names =
      declaration.type === 'VariableDeclaration'
        ? declaration.declarations.flatMap(({ id }) => namesOf(id))
        : [declaration.id.name];
    for (const name of names) given.set(name, name);
    return blank(text, node.start, declaration.start);
  }
  if (source)
    passed.push({
      from: String(source.value),
      line: node.loc?.start.line ?? 0,
      names: specifiers.map((one) => ({ name: nameOf(one.local), as: nameOf(one.exported) })),
    });
  else for (const one of specifiers) given.set(nameOf(one.exported), nameOf(one.local));
  return blank(text, node.start, node.end);
}

/** Takes a part of a text away, and leaves its lines. */
const blank = (text: string, at: number, until: number): Edit => ({
  at,
  until,
  text: text.slice(at, until).replace(/[^\n]+/g, ' '),
});

/**
 * A module of the learner as the body of a function, each statement on the line where it was. Imports become names that are looked up in the
 * scope around it, so that they are live; `__export` is given getters of what it exports. @throws SyntaxProblem
 */
export function transformModule(text: string): Transformed {
  const program = parsed(text, 'module');
  const [imports, passed, given]: [Taken[], Taken[], Given] = [[], [], new Map()];
  const edits = awaitEdits(program);
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      imports.push(importedBy(node));
      edits.push(blank(text, node.start, node.end));
    } else if (node.type === 'ExportNamedDeclaration') edits.push(exported(node, given, passed, text));
    else if (node.type === 'ExportAllDeclaration') {
      const as = node.exported ? nameOf(node.exported) : '*';
      passed.push({ from: String(node.source.value), line: node.loc?.start.line ?? 0, names: [{ name: '*', as }] });
      edits.push(blank(text, node.start, node.end));
    } else if (node.type === 'ExportDefaultDeclaration') {
      const { declaration } = node;
      const name = 'id' in declaration && /Declaration$/.test(declaration.type) ? declaration.id?.name : undefined;
      given.set('default', name ?? '__default');
      const before = text.slice(node.start, declaration.start).replace(/[^\n]+/g, ' ');
      edits.push({ at: node.start, until: declaration.start, text: name ? before : `const __default=${before}` });
      if (!name) edits.push(closing(node, ';'));
    }
  }
  for (const node of nodesOf(program)) {
    if (node.type === 'ImportExpression') edits.push({ at: node.start, until: node.start + 6, text: '__import' });
    if (node.type === 'MetaProperty' && node.meta.name === 'import')
      edits.push({ at: node.start, until: node.end, text: '__meta' });
  }
  const getters = [...given].map(([name, local]) => `${JSON.stringify(name)}:()=>${local}`).join(',');
  return { code: `__export({${getters}});${applied(text, edits)}`, imports, passed };
}
