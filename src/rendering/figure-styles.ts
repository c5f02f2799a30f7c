import { parse, walk } from 'css-tree/dist/csstree.esm';
import type { Element } from 'hast';

/** A rule of a style sheet in a drawing: what it sets on elements with a name, a class or an id. */
interface StyleRule {
  tag: string | undefined;
  classes: readonly string[];
  id: string | undefined;
  declarations: readonly (readonly [string, string])[];
  specificity: number;
}

const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Declarations of a style attribute or of a rule, as attributes of SVG. */
function declarationsIn(css: string): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  walk(parse(css, { context: 'declarationList', parseValue: false }), (node) => {
    if (node.type === 'Declaration' && node.value.type === 'Raw')
      found.push([camelCase(node.property), node.value.value.trim()]);
  });
  return found;
}

/** Rules of a style sheet; undefined if it says what attributes cannot say: media, animations, places among other elements. */
function rulesIn(css: string): StyleRule[] | undefined {
  const rules: StyleRule[] = [];
  const withoutComments = css.replace(/\/\*[\s\S]*?\*\//g, '');
  for (const [whole, selectors = '', body = ''] of withoutComments.matchAll(/\s*([^{}]*)\{([^{}]*)\}/g)) {
    if (whole.trimStart().startsWith('@')) return undefined;
    for (const selector of selectors.split(',')) {
      const match = /^\s*([A-Za-z][\w]*|\*)?((?:\.[\w-]+)*)(?:#([\w-]+))?\s*$/.exec(selector);
      if (!match || selector.trim() === '') return undefined;
      const classes = (match[2] ?? '').split('.').filter(Boolean);
      const id = match[3];
      const tag = match[1] === '*' ? undefined : match[1];
      rules.push({
        tag,
        classes,
        id,
        declarations: declarationsIn(body),
        specificity: (id === undefined ? 0 : 100) + classes.length * 10 + (tag === undefined ? 0 : 1),
      });
    }
  }
  return /[{}@]/.test(withoutComments.replace(/\s*[^{}]*\{[^{}]*\}/g, '')) ? undefined : rules;
}

const textIn = (element: Element): string =>
  element.children.map((child) => (child.type === 'text' ? child.value : '')).join('');

function stylesIn(element: Element): Element[] {
  if (element.tagName === 'style') return [element];
  return element.children.flatMap((child) => (child.type === 'element' ? stylesIn(child) : []));
}

/**
 * Turns the styles of a drawing into attributes, as the policy of the site asks for, which allows no styles in pages. Gives whether
 * all of them could be; if not, the drawing is as it was.
 */
export function applyStyles(svg: Element): boolean {
  const sheets = stylesIn(svg).map((style) => rulesIn(textIn(style)));
  if (sheets.some((rules) => rules === undefined)) return false;
  const rules = sheets.flatMap((sheet) => sheet ?? []).sort((one, other) => one.specificity - other.specificity);
  const apply = (element: Element): void => {
    const classes = ([] as unknown[]).concat(element.properties.className ?? []).map(String);
    const matching = rules.filter(
      ({ tag, id, classes: wanted }) =>
        (tag === undefined || tag === element.tagName) &&
        (id === undefined || id === element.properties.id) &&
        wanted.every((name) => classes.includes(name)),
    );
    const own = declarationsIn(String(element.properties.style ?? ''));
    for (const [name, value] of [...matching.flatMap(({ declarations }) => declarations), ...own])
      element.properties[name] = value.replace(/\s*!important$/, '');
    for (const child of element.children) if (child.type === 'element') apply(child);
  };
  apply(svg);
  return true;
}
