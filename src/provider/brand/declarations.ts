import { type CssNode, generate, type List, parse, walk } from 'css-tree/dist/csstree.esm';

/** A custom property as a style sheet declares it. */
export interface CustomProperty {
  /** Without the leading dashes. */
  name: string;
  value: CssNode;
  /** 1-based line of the declaration. */
  line: number;
}

/** A style sheet as a tree with positions; values of custom properties are parsed, too. @param wrong is told what is no CSS. */
export function parseCss(css: string, wrong: (message: string, line: number) => void = () => {}): CssNode {
  return parse(css, {
    positions: true,
    parseCustomProperty: true,
    onParseError: ({ message, line }) => wrong(message, line),
  });
}

/** Custom properties of a style sheet, in order, wherever they are declared. */
export function customProperties(css: string): CustomProperty[] {
  const found: CustomProperty[] = [];
  walk(parseCss(css), (node) => {
    if (node.type !== 'Declaration' || !node.property.startsWith('--')) return;
    found.push({ name: node.property.slice(2), value: node.value, line: node.loc?.start.line ?? 1 });
  });
  return found;
}

const asText = (nodes: readonly CssNode[]): string => nodes.map((node) => generate(node)).join(' ');

/** The two values of light-dark(…, …), or the same value twice. */
export function lightAndDark(value: CssNode): { light: string; dark: string } {
  const [only, ...others] = value.type === 'Value' ? value.children.toArray() : [value];
  if (only?.type === 'Function' && only.name.toLowerCase() === 'light-dark' && others.length === 0) {
    const [light, dark] = byComma(only.children);
    if (light && dark) return { light: asText(light), dark: asText(dark) };
  }
  const text = generate(value).trim();
  return { light: text, dark: text };
}

function byComma(children: List<CssNode>): CssNode[][] {
  const parts: CssNode[][] = [[]];
  children.forEach((node) => {
    if (node.type === 'Operator' && node.value === ',') parts.push([]);
    else parts.at(-1)?.push(node);
  });
  return parts;
}
