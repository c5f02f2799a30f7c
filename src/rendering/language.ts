const BY_EXTENSION: Readonly<Record<string, string>> = {
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  jsonc: 'jsonc',
  jsonl: 'jsonl',
  jsonpath: 'jsonpath',
  js: 'js',
  mjs: 'js',
  cjs: 'js',
  ts: 'ts',
  mts: 'ts',
  cel: 'cel',
  promql: 'promql',
  sh: 'bash',
  py: 'python',
  go: 'go',
  toml: 'toml',
  css: 'css',
  diff: 'diff',
  patch: 'diff',
  html: 'xml',
  svg: 'xml',
  ini: 'ini',
};

/** The language in which a file is colored, from its name. */
export function languageOfFile(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  if (/(containerfile|dockerfile)/.test(base)) return 'docker';
  return BY_EXTENSION[base.slice(base.lastIndexOf('.') + 1)] ?? 'text';
}
