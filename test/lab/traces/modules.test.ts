import { expect, test } from 'vitest';
import { type Exports, Loader } from '../../../src/lab/traces/runtime/modules.ts';
import { followAwaits, SyntaxProblem, transformModule } from '../../../src/lab/traces/runtime/transform.ts';

/** What the file main.js gives. */
const load = (files: Record<string, string>): Promise<Exports> =>
  new Loader({
    service: 'test',
    files,
    packages: { pack: { one: 1, default: 'whole' } },
    global: Object.create(null),
  }).load('main.js');

test('modules import and export in every form, and see what changes', async () => {
  const main = await load({
    'main.js': `import whole, { one as first } from 'pack';
import * as all from './parts.js';
import { count, up } from './parts.js';
export { twice as double } from './parts.js';
export * from './more/inner.js';
up();
export const seen = [whole, first, count, all.count, all.default.name];
export let late = 1, { a, b: [c = 3, ...d] } = { a: 1, b: [undefined, 4, 5] };
late = 2;
export class Kind {}
export default await Promise.resolve('main')`,
    'parts.js': `export let count = 0;
export function up() { count++; }
const twice = (number) => number * 2;
export { twice };
export default class Part {}
`,
    'more/inner.js': `import { twice } from '../parts.js';
export const four = twice(2);
export default 'not passed on';`,
  });
  expect({ ...main, Kind: undefined, double: undefined }).toEqual({
    seen: ['whole', 1, 1, 1, 'Part'],
    ...{ late: 2, a: 1, c: 3, d: [4, 5], four: 4, default: 'main', Kind: undefined, double: undefined },
  });
  expect((main.double as (number: number) => number)(4)).toBe(8);
});

test('what is imported cannot be set, and modules are strict', async () => {
  await expect(load({ 'main.js': "import { one } from 'pack';\none = 2;" })).rejects.toThrow(TypeError);
  await expect(load({ 'main.js': 'unknown = 2;' })).rejects.toThrow(ReferenceError);
});

test('modules that import each other are loaded once each', async () => {
  const main = await load({
    'main.js':
      "import { other } from './other.js';\nexport const name = 'main';\nexport const both = () => other() + name;",
    'other.js': "import { name } from './main.js';\nexport const other = () => 'other of ' + name + ' ';",
  });
  expect((main.both as () => string)()).toBe('other of main main');
});

test('a statement stays on its line', () => {
  const text =
    "import { a } from\n  'pack';\nconst b =\n  await c(await d,\n    e);\nfor await (const f of g) h();\nexport default\n  i;\n";
  const { code } = transformModule(text);
  const lines = code.split('\n');
  for (const [line, word] of [
    [2, 'const b'],
    [3, 'c('],
    [4, 'e)'],
    [5, 'h()'],
    [7, 'i'],
  ] as const)
    expect(lines[line]).toContain(word);
  expect(code).toContain('__resume(await __suspend( c(__resume(await __suspend( d)),\n    e)))');
});

test('a mistake of syntax has its line', () => {
  expect(() => transformModule('const a = 1;\nconst = 2;\n')).toThrow(SyntaxProblem);
  try {
    transformModule('const a = 1;\nconst = 2;\n');
  } catch (problem) {
    expect(problem).toMatchObject({ line: 2, message: 'Unexpected token' });
  }
  expect(followAwaits('async () => await a')).toBe('async () => __resume(await __suspend( a))');
});
