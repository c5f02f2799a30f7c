/** A path into parsed YAML: keys and list positions. */
export type DataPath = readonly PropertyKey[];

/** A path as people write it: `options[2].feedback`. @param first what the first of a list is called: 0 as in code, or 1. */
export function pathName(path: DataPath, first: 0 | 1 = 0): string {
  return path.reduce<string>(
    (name, part) =>
      typeof part === 'number' ? `${name}[${part + first}]` : name ? `${name}.${String(part)}` : String(part),
    '',
  );
}
