import type { Operand, Pipe, Template, TemplateNode } from './template-parse.ts';

/** A variable that is used where it is not known. */
interface Unknown {
  name: string;
  line: number;
}

function inOperand(operand: Operand, pipe: Pipe, known: string[]): Unknown | undefined {
  if (operand.kind === 'pipe') return inPipe(operand.pipe, known);
  if (operand.kind !== 'variable' || known.includes(operand.name)) return undefined;
  return { name: operand.name, line: pipe.at.line };
}

/** Looks through a pipeline, and adds its variables to what is known: to the parser of Go, those that it only assigns to, too. */
function inPipe(pipe: Pipe, known: string[]): Unknown | undefined {
  for (const operand of pipe.commands.flat()) {
    const unknown = inOperand(operand, pipe, known);
    if (unknown) return unknown;
  }
  known.push(...pipe.variables);
  return undefined;
}

function inNodes(nodes: readonly TemplateNode[], known: string[]): Unknown | undefined {
  for (const node of nodes) {
    const unknown = inNode(node, known);
    if (unknown) return unknown;
  }
  return undefined;
}

function inNode(node: TemplateNode, known: string[]): Unknown | undefined {
  if ('body' in node) {
    const inner = [...known];
    return inPipe(node.pipe, inner) ?? inNodes(node.body, inner) ?? inNodes(node.otherwise, inner);
  }
  return 'pipe' in node && node.pipe ? inPipe(node.pipe, known) : undefined;
}

/** The first variable of a template that is used where it is not known; text/template refuses to read it. */
export function unknownVariable({ root, named }: Template): Unknown | undefined {
  for (const nodes of [...named.values(), root]) {
    const unknown = inNodes(nodes, ['$']);
    if (unknown) return unknown;
  }
  return undefined;
}
