import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CssNode, generate, parse, walk } from 'css-tree';

/** What a style sheet does at its top level. */
export interface Sheet {
  /** Sheets that it imports, and the layers it puts them into. */
  imports: { path: string; layer: string | undefined }[];
  /** Statements that name layers in their order. */
  orders: string[][];
  /** Preludes of everything else, such as selectors. */
  rules: string[];
  /** Selectors that are for `summary` wherever it stands. */
  summaries: string[];
}

/** Whether a selector picks elements by their names only, `summary` among them. */
function isBareSummary(selector: CssNode): boolean {
  let summary = false;
  let narrowed = false;
  walk(selector, (node) => {
    if (node.type === 'TypeSelector') {
      if (node.name === 'summary') summary = true;
      else narrowed ||= node.name.includes('-'); // an element of ours
    }
    narrowed ||= ['ClassSelector', 'IdSelector', 'AttributeSelector'].includes(node.type);
  });
  return summary && !narrowed;
}

/** Reads a style sheet. @param folder where its imports are relative to. @throws Error if it is no CSS. */
export function readSheet(css: string, folder: string): Sheet {
  const sheet: Sheet = { imports: [], orders: [], rules: [], summaries: [] };
  const tree = parse(css, {
    onParseError: (problem) => {
      throw problem;
    },
  });
  if (tree.type !== 'StyleSheet') throw new Error('This is no style sheet.');
  for (const node of tree.children) {
    if (node.type === 'Comment') continue;
    const prelude = 'prelude' in node && node.prelude ? generate(node.prelude) : '';
    if (node.type === 'Atrule' && node.name === 'import') {
      const [, path = '', layer] = /^["']([^"']+)["'](?:\s*layer\(([\w.]+)\))?/.exec(prelude) ?? [];
      sheet.imports.push({ path: join(folder, path), layer });
    } else if (node.type === 'Atrule' && node.name === 'layer' && node.block === null)
      sheet.orders.push(prelude.split(','));
    else sheet.rules.push(node.type === 'Atrule' ? `@${node.name} ${prelude}`.trim() : prelude);
  }
  walk(tree, (node) => {
    if (node.type === 'Selector' && isBareSummary(node)) sheet.summaries.push(generate(node));
  });
  return sheet;
}

/** Every style sheet below a folder, by its path. */
export function readSheets(folder: string): Map<string, Sheet> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.css'))
    .map((path) => join(folder, path));
  return new Map(paths.map((path) => [path, readSheet(readFileSync(path, 'utf8'), dirname(path))]));
}

/**
 * Rules that lie outside of every layer when pages load these sheets, and sheets that no page loads.
 * @param entries the sheets that pages import.
 */
export function outsideOfLayers(sheets: ReadonlyMap<string, Sheet>, entries: readonly string[]): string[] {
  const loaded = new Set<string>();
  const problems = new Set<string>();
  const follow = (path: string, layered: boolean): void => {
    const sheet = sheets.get(path);
    if (!sheet) {
      problems.add(`${path}: there is no such sheet`);
      return;
    }
    loaded.add(path);
    if (!layered) for (const rule of sheet.rules) problems.add(`${path}: ${rule} lies outside of every layer`);
    for (const { path: next, layer } of sheet.imports) follow(next, layered || layer !== undefined);
  };
  for (const entry of entries) follow(entry, false);
  for (const path of sheets.keys()) if (!loaded.has(path)) problems.add(`${path}: no page loads it`);
  return [...problems];
}
