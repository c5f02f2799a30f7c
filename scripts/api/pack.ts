import type { Packed, Scalar, Shape } from '../../src/kubernetes/shape.ts';
import { declaredShapes } from './declarations.ts';

const LETTERS: Readonly<Record<Scalar, string>> = { string: 's', integer: 'i', number: 'n', boolean: 'b' };

/** The types of some API versions in the form that `src/kubernetes/shape.ts` reads, as one text of JSON. */
export function packTypes(apiVersions: readonly string[]): string {
  const types: [string, Packed][] = [];
  const known = new Map<string, number>();

  const indexOf = (shape: Extract<Shape, { kind: 'named' }>): number => {
    const before = known.get(shape.name);
    if (before !== undefined) return before;
    const index = types.push([shape.name, '*']) - 1;
    known.set(shape.name, index);
    types[index] = [shape.name, pack(shape.shape)];
    return index;
  };
  const pack = (shape: Shape): Packed => {
    switch (shape.kind) {
      case 'reference':
        return pack(shape.resolve());
      case 'named':
        return indexOf(shape);
      case 'any':
        return '*';
      case 'scalar':
        return shape.types.map((type) => LETTERS[type]).join('');
      case 'literal':
        return ['e', ...shape.values];
      case 'list':
        return ['l', pack(shape.items)];
      case 'map':
        return ['m', pack(shape.values)];
      case 'object':
        return Object.fromEntries(
          [...shape.fields].map(([name, field]) => [field.required ? `!${name}` : name, pack(field.shape)]),
        );
    }
  };
  const versions: Record<string, Record<string, number>> = {};
  for (const [key, shape] of declaredShapes(apiVersions)) {
    const [version = '', name = ''] = key.split(' ');
    if (shape.kind !== 'named') continue;
    versions[version] = { ...versions[version], [name]: indexOf(shape) };
  }
  return `${JSON.stringify({ versions, types })}\n`;
}
