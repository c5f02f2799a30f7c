import { z } from 'zod';
import type { Place } from '../findings/finding.ts';
import type { ComponentNode, Node, RenderContext } from './context.ts';

/** How a component stands in the text: on lines of its own, or inside a sentence. */
export type Form = 'block' | 'inline';

/** One use of a component in a lesson. */
export interface Use<Props> {
  props: Props;
  children: readonly Node[];
  place: Place | undefined;
}

/** A component that authors may use, with the props it takes. */
export interface LessonComponent<Shape extends z.ZodRawShape = z.ZodRawShape> {
  name: string;
  form: Form;
  /** One sentence for authors. */
  about: string;
  props: z.ZodObject<Shape>;
  /** Component that it must stand in, if any. */
  parent?: string;
  render(use: Use<z.infer<z.ZodObject<Shape>>>, context: RenderContext): string;
  /** What readers read of it, as plain text, where that is not what stands inside of it. */
  text?(props: Readonly<Record<string, string>>, context: RenderContext): string;
}

/** Declares a component; the types of its props follow from its schema. */
export function defineComponent<Shape extends z.ZodRawShape>(
  component: Omit<LessonComponent<Shape>, 'props'> & { props: Shape },
): LessonComponent<Shape> {
  return { ...component, props: z.strictObject(component.props) };
}

/** A use of a component among its siblings: the node to render, and its attributes as written. */
export interface ChildUse {
  node: Node;
  attributes: Readonly<Record<string, string>>;
}

/** Finds direct uses of a child component, such as the Tab elements of Tabs. */
export function childUses(nodes: readonly Node[], name: string): ChildUse[] {
  return nodes.flatMap((node) => {
    if (node.type === 'element' && node.tagName === 'p') return childUses(node.children, name);
    if (!isComponentNode(node) || node.name !== name) return [];
    return [{ node, attributes: stringAttributes(node) }];
  });
}

/** The attributes of a component that are text in quotes. */
export function stringAttributes({ attributes }: ComponentNode): Record<string, string> {
  return Object.fromEntries(
    attributes.flatMap((attribute) =>
      attribute.type === 'mdxJsxAttribute' && typeof attribute.value === 'string'
        ? [[attribute.name, attribute.value]]
        : [],
    ),
  );
}

/** The nodes that childUses passes over. */
export function others(nodes: readonly Node[], name: string): Node[] {
  return nodes.filter((node) => childUses([node], name).length === 0);
}

/** Whether a node of the syntax tree is a component. */
export function isComponentNode(node: Node): node is ComponentNode {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}

/** Nodes that carry something: white space between blocks is dropped. */
export function contentNodes(nodes: readonly Node[]): Node[] {
  return nodes.filter((node) => !(node.type === 'text' && node.value.trim() === ''));
}
