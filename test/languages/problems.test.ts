import { describe, expect, test } from 'vitest';
import { codeRule, languageProblems, VERIFIED_LANGUAGES } from '../../src/languages/problems.ts';

/** What is wrong with a part of a file: `line:column message | remedy`. */
function problems(language: string, text: string, whole = false): string[] {
  return languageProblems(language, text, { whole }).map(
    ({ line, column, message, remedy }) => `${line}:${column} ${message} | ${remedy}`,
  );
}

/** Unusual, but right. */
const RIGHT: Readonly<Record<string, readonly string[]>> = {
  json: [
    '-1.5e-3',
    '{"a\\n\\u00e9": [[], {}, null]}',
    '"name": "web",\n"ports": [80]',
    '{"level":"info"}\n{"level":"warn"}\n',
  ],
  jsonc: ['{"a": 1, // why\n /* and */ "b": [1, 2,],}', '// nothing else\n{}', '[]'],
  toml: [
    'version = 3\n[plugins."io.containerd.cri.v1.images"]\n  x = [1, 2,]\n',
    'day = 1979-05-27T07:32:00Z\ntext = """\na "quote"\n"""\n',
    '[[a]]\nb = {c = 1}\n[[a]]\nb = {c = 2}\n',
  ],
  yaml: [
    'on: push\njobs: {}\n',
    'a: &x {b: 1}\nc: *x\n---\n- |\n  text\n',
    '!Ref x',
    'replicas: {{ .Values.replicas }}',
  ],
  js: [
    'const reply = await fetch("/");\nreturn reply;',
    '#count = 1;\nstatic get count() { return 1 }',
    'replicas: 3,\nimage,',
    'import data from "./a.json" with { type: "json" };\nexport default data ?? 1;',
    'for (const copy of good.slice(want.copies)) steps.push({ stop: 1 })',
  ],
  ts: [
    'a?.b!.c satisfies X',
    'const first = <T,>(list: readonly T[]): T | undefined => list[0];',
    'async run(): Promise<void> {}',
  ],
  go: [
    'if err != nil {\n\treturn ctrl.Result{}, err\n}',
    'Name string `json:"name"`\n*Other\npkg.Third\n',
    'Get(ctx context.Context, name string) error\n',
    'case "x", "y":\n  f()\n',
    'type Set[T comparable] = map[T]struct{}',
    'for range 3 { ch <- struct{}{} }',
    'x := []T{\n\t{A: 1}, // first\n}\nf(1,\n\t2,\n)\n',
  ],
  python: [
    'with (open(a) as b, c as d.e):\n    pass\n',
    'with pair() as (a, b):\n  pass\n',
    'match x:\n  case {"a": [1, *rest]} if rest: pass\n  case _: pass\n',
    'print(f"{d["a"]!r:>{w}}", t"hello {x}", 1./3.)',
    'try:\n  pass\nexcept* (A, B) as e:\n  pass\n',
    'except ValueError:\n  return None\n',
    'received = yield\n',
    '>>> 1 +\n',
  ],
  promql: [
    'rate(x[5m])\n\n# the same by job\nsum by (job) (\n  rate(x[5m] offset 1h)\n)\n',
    'up\ndown\n',
    'rate(x{ns=~"$ns"}[$__rate_interval]) > bool $limit',
    'max_over_time(sum(x)[1h:5m] @ end())',
    '{"a.b", c="d"}',
  ],
  cel: [
    "has(object.spec.?a) && object.spec.c.all(x, x.image.startsWith('r/') || x.n in [1, 2u, 0x1F])",
    'Object{spec: Object.spec{replicas: 3}}',
    'object.metadata.labels.`app.kubernetes.io/name` == r"\\d"',
    '// why\nsize(self) < 3 ? "a" : b"c"',
  ],
  jsonpath: [
    '{range .items[*]}{.metadata.name}{"\\t"}{.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}',
    "{.metadata.labels.app\\.kubernetes\\.io/name} {.data['tls\\.crt']}{..image}{['a','b']}{.a[-1:]}{@}",
    'no braces at all }',
  ],
  dockerfile: [
    'COPY --from=build --parents /app/dist /app/\nUSER 65532:65532\n',
    '# syntax=docker/dockerfile:1\nARG V=1\nFROM --platform=$BUILDPLATFORM node:$V AS build\nRUN <<EOF\necho x\nEOF\n',
    'FROM a\nRUN x \\\n  # why\n\n  && y\nEXPOSE $PORT 80-90/tcp\nADD --unpack=true a /b\n',
    "FROM a\nRUN [ \"$x\" = 'y' ] && z\nENV A=it\\'s B='a b'\n",
  ],
};

const JS_REMEDY = 'Check brackets, commas and quotes before this place.';
const GO_REMEDY = 'Check brackets, commas and quotes; gofmt names the place, too.';
const PYTHON_REMEDY = 'Check colons, brackets, quotes and the indentation.';
const TOML_REMEDY = 'Check quotes and brackets; a key is written once, as key = value.';
const PROMQL_REMEDY = 'Check brackets, braces and quotes; values of labels stand in quotes.';
const CEL_REMEDY = 'Check operators, brackets and quotes; a condition needs both branches: test ? one : other.';

/** Language, code, and what is said of it. */
const WRONG: readonly (readonly [language: string, text: string, said: string])[] = [
  ['json', '{"a": 1,}', '1:8 JSON allows no comma before }. | Remove the comma.'],
  ['json', "{\n  'a': 1}", '2:3 JSON knows no single quotes. | Write double quotes: "…".'],
  ['json', '{"a": 1 // x\n}', '1:9 JSON has no comments. | Remove the comment, or name the language jsonc.'],
  [
    'json',
    '{"a": 1\n "b": 2}',
    '2:2 Here should stand a comma or }. | Put a comma between two entries, and } behind the last.',
  ],
  ['json', '{a: 1}', '1:2 The name a has no quotes. | Write "a".'],
  ['json', '{"a": True}', '1:7 True is no value of JSON. | Write true.'],
  [
    'json',
    '{"a": 01}',
    '1:7 01 is no value of JSON. | Write a number without + and zeros before it, or text in double quotes.',
  ],
  ['json', '{"a": "\\d"}', '1:8 JSON does not know this backslash. | Write \\\\ for one backslash.'],
  ['json', '{"a": 1, "a": 2}', '1:10 The name "a" occurs twice. | Keep one of the two.'],
  [
    'json',
    '[1, 2',
    '1:6 The JSON ends where a comma or ] should stand. | Put a comma between two entries, and ] behind the last.',
  ],
  [
    'json',
    '{"a": [ … ]}',
    '1:9 Dots that stand for something left out are no JSON. | Write it out, or leave them away.',
  ],
  ['json', '{} {}', '1:4 Something stands behind the end of the JSON. | Remove it, or put both values in […].'],
  ['jsonc', '{"a" 1}', '1:6 Here should stand a colon. | Write "name": value.'],
  ['jsonc', '{} # x', '1:4 JSON has no comments. | Remove the comment, or name the language jsonc.'],
  ['jsonc', '["a\n"]', '1:2 The string is not closed on its line. | Close it with ", and write \\n for a line break.'],
  [
    'toml',
    'a = 1\na = 2',
    `2:1 This is not valid TOML: trying to redefine an already defined table or value. | ${TOML_REMEDY}`,
  ],
  ['toml', 'a: 1', `1:2 This is not valid TOML: illegal character in key. | ${TOML_REMEDY}`],
  ['toml', 'a = "x\nb = 1', `1:7 This is not valid TOML: a string is not closed on its line. | ${TOML_REMEDY}`],
  ['toml', "a = 'x", `1:5 This is not valid TOML: unfinished string. | ${TOML_REMEDY}`],
  ['yaml', 'a: 1\na: 2\n', '2:1 This is not valid YAML: Map keys must be unique. | Keep one of the two keys.'],
  [
    'yaml',
    'a:\n\t- b',
    '2:1 This is not valid YAML: Tabs are not allowed as indentation. | Check the indentation and the quotes.',
  ],
  [
    'yaml',
    'a: */5 * * * *',
    '1:8 This is not valid YAML: Unexpected alias at node end. | Put text that begins with * in quotes.',
  ],
  [
    'yaml',
    'a: b\nc: *d',
    '2:4 This is not valid YAML: the alias *d names no anchor. | Write &d where it is defined, or put the text in quotes.',
  ],
  ['js', 'f({a: 1, }', `1:11 The JavaScript cannot be parsed here: ')' expected. | ${JS_REMEDY}`],
  [
    'js',
    'const text = "abc\n',
    `1:18 The JavaScript cannot be parsed here: Unterminated string literal. | ${JS_REMEDY}`,
  ],
  [
    'js',
    'let a: number = 1',
    '1:8 The JavaScript cannot be parsed here: Type annotations can only be used in TypeScript files. | Name the language ts.',
  ],
  ['ts', 'const a: number = ;', `1:19 The TypeScript cannot be parsed here: Expression expected. | ${JS_REMEDY}`],
  ['ts', 'let a: = 1', `1:8 The TypeScript cannot be parsed here: Type expected. | ${JS_REMEDY}`],
  [
    'ts',
    'function f(: string) {}',
    `1:12 The TypeScript cannot be parsed here: Parameter declaration expected. | ${JS_REMEDY}`,
  ],
  ['go', 'func main() {\n  fmt.Println("a"\n}\n', `3:1 The Go code cannot be parsed here, near \`}\`. | ${GO_REMEDY}`],
  ['go', 'x = = 1', `1:5 The Go code cannot be parsed here, near \`=\`. | ${GO_REMEDY}`],
  ['go', 'func f() {\n', `1:11 The Go code ends before it is complete. | ${GO_REMEDY}`],
  [
    'go',
    'a := []int{1, 2\n}',
    '1:16 Go wants a comma before this end of the line. | Put a comma behind the last entry, or the bracket on its line.',
  ],
  ['go', 's := "abc\nf()\n', '1:6 The string is not closed on its line. | Close it, or use backquotes.'],
  ['python', 'print "x"', '1:1 This is the print statement of Python 2. | Write print(…), with parentheses.'],
  [
    'python',
    'if x:\n  print "a", b\n',
    '2:3 This is the print statement of Python 2. | Write print(…), with parentheses.',
  ],
  ['python', 'if x\n  y', `1:5 The Python code cannot be parsed here, at the end of the line. | ${PYTHON_REMEDY}`],
  ['python', 'if x:\nfoo()', `2:1 The Python code cannot be parsed here, near \`foo\`. | ${PYTHON_REMEDY}`],
  ['python', 'd = {"a": 1,\n', `1:13 The Python code ends before it is complete. | ${PYTHON_REMEDY}`],
  [
    'promql',
    '# c\n\nrate(x)',
    '3:6 rate needs a range of time, but x is a value at one moment. | Write a range behind it: x[5m].',
  ],
  ['promql', 'rat(x[5m])', '1:1 PromQL has no function "rat". | Did you mean "rate"?'],
  ['promql', 'x{a=b}', `1:5 The PromQL code cannot be parsed here, near \`b\`. | ${PROMQL_REMEDY}`],
  ['promql', 'up\n\nsum(rate(x[5m])\n', `3:16 The PromQL code ends before it is complete. | ${PROMQL_REMEDY}`],
  ['cel', 'a and b', '1:3 CEL has no operator "and". | Write &&.'],
  ['cel', 'a.b &&\n c = 1', '2:4 CEL has no operator "=". | Write ==.'],
  ['cel', 'a ? b', `1:6 The CEL expression ends before it is complete. | ${CEL_REMEDY}`],
  ['cel', 'f(a\n', `1:4 The CEL expression ends before it is complete. | ${CEL_REMEDY}`],
  ['cel', '"a', '1:1 The CEL expression has a string that is not closed. | Close it with the same quote.'],
  ['jsonpath', 'name: {.a', '1:7 The brace is not closed on its line. | Close it with }.'],
  ['jsonpath', '{.a}\n{end}', '2:2 This {end} ends no {range}. | Remove it, or add the {range}.'],
  ['jsonpath', '{.a[0}', '1:4 The bracket is not closed. | Close it with ].'],
  ['jsonpath', '{.a[?(@.b="x")]}', '1:4 JSONPath has no operator "=". | Write ==.'],
  ['jsonpath', '{metadata.name}', '1:2 JSONPath has no word "metadata". | Begin a path with a dot: .metadata.'],
  ['jsonpath', '{rang .items[*]}', '1:2 JSONPath has no word "rang". | Did you mean "range"?'],
  [
    'dockerfile',
    'FRM a\n',
    '1:1 A Dockerfile has no instruction "FRM". | Begin the line with an instruction. Did you mean "FROM"?',
  ],
  [
    'dockerfile',
    'FROM a\nCOPY a\n',
    '2:6 COPY needs a source and a destination. | Write at least one source, and the destination last.',
  ],
  [
    'dockerfile',
    "FROM a\nCMD ['a']\n",
    '2:5 CMD has a list in single quotes, which no builder takes for a list. | Write double quotes: ["program", "argument"].',
  ],
  ['dockerfile', 'FROM a\nENV A="x\n', '2:7 ENV has a quote that is not closed. | Close it.'],
];

describe('code that is right', () => {
  test.each(Object.entries(RIGHT).flatMap(([language, texts]) => texts.map((text) => [language, text])))(
    '%s: %s',
    (language, text) => {
      expect(problems(language, text)).toEqual([]);
    },
  );
});

describe('code that is wrong', () => {
  test.each(WRONG)('%s: %s', (language, text, said) => {
    expect(problems(language, text)).toEqual([said]);
  });
});

describe('a whole file', () => {
  test('a Dockerfile begins with FROM', () => {
    expect(problems('docker', 'RUN a\n', true)).toEqual([
      '1:1 The Dockerfile has no FROM. | Begin with FROM and the image that yours is built upon.',
    ]);
  });

  test.each([
    ['json', '"a": 1'],
    ['js', 'replicas: 3,\nimage,'],
    ['go', 'Name string\nAge int\n'],
    ['python', 'else:\n  pass\n'],
  ])('is no part of one: %s', (language, text) => {
    expect(problems(language, text)).toEqual([]);
    expect(problems(language, text, true)).toHaveLength(1);
  });
});

describe('languages', () => {
  test('others are passed over', () => {
    expect(problems('bash', 'if (')).toEqual([]);
    expect(problems('constructor', 'if (')).toEqual([]);
    expect(codeRule('bash')).toBeUndefined();
    expect(codeRule('py')).toBe('code/python');
    expect(VERIFIED_LANGUAGES.has('sql')).toBe(false);
  });

  test('nesting that no parser follows is no mistake', () => {
    for (const language of VERIFIED_LANGUAGES) {
      expect(() => problems(language, '('.repeat(5000) + '['.repeat(5000))).not.toThrow();
    }
  });

  test('TypeScript may be compiled: strictly, as a module, with the types of Node', () => {
    const compiled = (text: string): string[] =>
      languageProblems('ts', text, { compile: true }).map(
        ({ line, column, message }) => `${line}:${column} ${message}`,
      );
    expect(
      compiled(
        'import { readFileSync } from "node:fs";\nconst a: string = readFileSync("a", "utf8");\nawait fetch(a);\n',
      ),
    ).toEqual([]);
    expect(compiled('const a = 1;\nconst b: string = a;\n')).toEqual([
      "2:7 The TypeScript does not compile: Type 'number' is not assignable to type 'string'.",
    ]);
    expect(compiled('function f(a) {}')).toEqual([
      "1:12 The TypeScript does not compile: Parameter 'a' implicitly has an 'any' type.",
    ]);
  });
});
