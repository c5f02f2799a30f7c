import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** A folder of a public repository, and what is read there. */
export interface Source {
  /** Its address. */
  repository: string;
  /** What the table calls it. */
  name: string;
  /** Folders and files below the repository. */
  under: readonly string[];
  /** Which files count; their paths are matched below the repository. */
  files: RegExp;
  /** Files that are wrong on purpose, and have to be refused. */
  wrong?: RegExp;
  /** Files that are left out, because they are no files of the kind. */
  without?: RegExp;
  /** Whether its files stand alone: they are cases, not an example of several files. */
  alone?: boolean;
  /** What begins the paths of files that belong together; otherwise each folder is an example by itself. A chart is one always. */
  together?: RegExp;
  /** files: as a lesson would offer them; fences: code of Markdown pages; queries: expressions of promqltest. */
  kind: 'files' | 'fences' | 'queries';
}

/** What the checks are tried on: nobody of this project wrote it. */
export const SOURCES: readonly Source[] = [
  {
    repository: 'https://github.com/kubernetes/website',
    name: 'kubernetes/website, examples',
    under: ['content/en/examples'],
    files: /\.(ya?ml|json|sh|go|py|toml)$/,
    kind: 'files',
  },
  {
    repository: 'https://github.com/kubernetes/website',
    name: 'kubernetes/website, pages',
    under: ['content/en/docs/concepts', 'content/en/docs/tasks', 'content/en/docs/tutorials', 'content/en/docs/setup'],
    files: /\.md$/,
    kind: 'fences',
  },
  {
    repository: 'https://github.com/kubernetes/examples',
    name: 'kubernetes/examples, files',
    under: ['.'],
    files: /\.(ya?ml|json)$/,
    without: /^(_archived|\.github|OWNERS)/,
    kind: 'files',
  },
  {
    repository: 'https://github.com/kubernetes/examples',
    name: 'kubernetes/examples, pages',
    under: ['.'],
    files: /\.md$/,
    without: /^(_archived|\.github)/,
    kind: 'fences',
  },
  {
    repository: 'https://github.com/kubernetes-sigs/gateway-api',
    name: 'Gateway API, examples',
    under: ['examples', 'hack/invalid-examples'],
    files: /\.ya?ml$/,
    wrong: /^hack\/invalid-examples\//,
    kind: 'files',
  },
  {
    repository: 'https://github.com/kubernetes-sigs/gateway-api',
    name: 'Gateway API, definitions',
    under: ['config/crd'],
    files: /\.ya?ml$/,
    kind: 'files',
  },
  {
    repository: 'https://github.com/kubernetes-sigs/gateway-api',
    name: 'Gateway API, pages',
    under: ['site', 'geps'],
    files: /\.md$/,
    kind: 'fences',
  },
  {
    repository: 'https://github.com/prometheus-operator/prometheus-operator',
    name: 'Prometheus Operator, examples',
    under: ['example'],
    files: /\.ya?ml$/,
    kind: 'files',
  },
  {
    repository: 'https://github.com/prometheus-operator/prometheus-operator',
    name: 'Prometheus Operator, pages',
    under: ['Documentation'],
    files: /\.md$/,
    without: /api-reference\//,
    kind: 'fences',
  },
  {
    repository: 'https://github.com/prometheus/prometheus',
    name: 'Prometheus, configuration',
    under: ['config/testdata', 'documentation/examples'],
    files: /\.ya?ml$/,
    alone: true,
    wrong: /\.bad\d*\.ya?ml$|\/[\w.-]*(bad|invalid)[\w.-]*\.ya?ml$/,
    kind: 'files',
  },
  {
    repository: 'https://github.com/prometheus/prometheus',
    name: 'Prometheus, queries',
    under: ['promql/promqltest/testdata'],
    files: /\.test$/,
    kind: 'queries',
  },
  {
    repository: 'https://github.com/GoogleCloudPlatform/microservices-demo',
    name: 'Online Boutique, files',
    under: ['.'],
    files: /\.ya?ml$/,
    without: /^(\.|src\/)/,
    together: /^kustomize\//,
    kind: 'files',
  },
  {
    repository: 'https://github.com/GoogleCloudPlatform/microservices-demo',
    name: 'Online Boutique, pages',
    under: ['.'],
    files: /\.md$/,
    without: /^\./,
    kind: 'fences',
  },
  {
    repository: 'https://github.com/stefanprodan/podinfo',
    name: 'podinfo, files',
    under: ['deploy', 'kustomize', 'otel', 'charts'],
    files: /./,
    together: /^deploy\//,
    kind: 'files',
  },
  {
    repository: 'https://github.com/dgkanatsios/CKAD-exercises',
    name: 'CKAD exercises, pages',
    under: ['.'],
    files: /\.md$/,
    kind: 'fences',
  },
  {
    repository: 'https://github.com/argoproj/argo-cd',
    name: 'Argo CD, examples',
    under: ['examples', 'applicationset/examples'],
    files: /\.ya?ml$/,
    kind: 'files',
  },
  {
    repository: 'https://github.com/argoproj/argo-cd',
    name: 'Argo CD, pages',
    under: ['docs'],
    files: /\.md$/,
    without: /^docs\/(user-guide\/commands|proposals|operator-manual\/(server-commands|upgrading))\//,
    kind: 'fences',
  },
  {
    repository: 'https://github.com/cert-manager/website',
    name: 'cert-manager, pages',
    under: ['content/docs'],
    files: /\.md$/,
    without: /release-notes|\/cli\//,
    kind: 'fences',
  },
  {
    repository: 'https://github.com/prometheus-community/helm-charts',
    name: 'Prometheus community, charts',
    under: ['charts'],
    files: /./,
    kind: 'files',
  },
];

/** What is judged at once, as the files and the text of one lesson: a folder, or a page. */
export interface Unit {
  /** Path below the repository. */
  path: string;
  /** Its files by name, and whether they are wrong on purpose. */
  files: ReadonlyMap<string, { text: string; wrong: boolean }>;
  /** Code fences, each with its language. */
  fences: readonly { language: string; text: string }[];
  /** Expressions in PromQL, and whether Prometheus must refuse them. */
  queries: readonly { text: string; wrong: boolean }[];
}

function walk(folder: string): string[] {
  if (!existsSync(folder)) return [];
  if (statSync(folder).isFile()) return [folder];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.name === '.git' ? [] : entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

/** Names of Hugo and of older pages for the languages of fences. */
const LANGUAGES: Readonly<Record<string, string>> = {
  shell: 'bash',
  sh: 'bash',
  bash: 'bash',
  zsh: 'zsh',
  yml: 'yaml',
  golang: 'go',
};

/** What becomes code only when the site is built: templates of Hugo, and files that are put in their places. */
const INCLUDED = /\{\{[<%]|^\{!.*!\}$/m;

/** The code fences of a Markdown page, but for those that are written only when the site is built. */
function fencesOf(page: string): { language: string; text: string }[] {
  const found: { language: string; text: string }[] = [];
  let open: { indent: string; mark: string; language: string; lines: string[] } | undefined;
  for (const line of page.split('\n')) {
    const [, indent = '', mark = '', language = ''] = /^([ \t>]*)(`{3,}|~{3,})[ \t]*(\w*)/.exec(line) ?? [];
    if (open === undefined) {
      if (mark !== '') open = { indent, mark, language, lines: [] };
    } else if (mark.startsWith(open.mark) && line.trim() === `${indent}${mark}`.trim()) {
      const text = open.lines.join('\n');
      if (open.language !== '' && text.trim() !== '' && !INCLUDED.test(text))
        found.push({ language: LANGUAGES[open.language] ?? open.language, text });
      open = undefined;
    } else open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart());
  }
  return found;
}

/** Expressions of a test of Prometheus: what stands behind "eval instant at …" and "eval range from … to … step …". */
function queriesOf(test: string): { text: string; wrong: boolean }[] {
  const lines = test.split('\n');
  return lines.flatMap((line, index) => {
    const match =
      /^eval(?:_fail|_warn|_ordered|_info)?\s+(?:instant(?:\s+at\s+\S+)?|range\s+from\s+\S+\s+to\s+\S+\s+step\s+\S+)\s+(.*)$/.exec(
        line.trim(),
      );
    const text = match?.[1]?.trim();
    if (text === undefined || text === '') return [];
    const fails = /^eval_fail/.test(line.trim()) || /^\s*expect fail/.test(lines[index + 1] ?? '');
    // Most of them fail when they are evaluated; what the parser refuses is known by the message.
    const parsing =
      fails &&
      /parse error|expected type|unknown function|expected .* argument/.test(
        lines.slice(index + 1, index + 3).join('\n'),
      );
    return [{ text, wrong: parsing }];
  });
}

const nothing = { files: new Map<string, { text: string; wrong: boolean }>(), fences: [], queries: [] };

/** The units of a source in a checkout. Files of one folder stand beside each other, as their authors meant them. */
export function unitsOf(source: Source, checkout: string): Unit[] {
  const paths = source.under
    .flatMap((folder) => walk(join(checkout, folder)))
    .map((path) => relative(checkout, path))
    .filter((path) => source.files.test(path) && !(source.without?.test(path) ?? false))
    .sort();
  const read = (path: string): string => readFileSync(join(checkout, path), 'utf8');
  if (source.kind === 'fences') return paths.map((path) => ({ ...nothing, path, fences: fencesOf(read(path)) }));
  if (source.kind === 'queries') return paths.map((path) => ({ ...nothing, path, queries: queriesOf(read(path)) }));
  const isWrong = (path: string): boolean => source.wrong?.test(path) ?? false;
  const alone = (path: string): boolean => isWrong(path) || source.alone === true;
  const charts = paths.filter((path) => basename(path) === 'Chart.yaml').map((path) => `${dirname(path)}/`);
  const folderOf = (path: string): string =>
    charts.find((chart) => path.startsWith(chart))?.slice(0, -1) ??
    source.together?.exec(path)?.[0].replace(/\/$/, '') ??
    dirname(path);
  const groups = Map.groupBy(paths, (path) => (alone(path) ? path : folderOf(path)));
  return [...groups].map(([path, inside]) => {
    const folder = alone(path) ? dirname(path) : path;
    const files = inside.map((one) => [relative(folder, one), { text: read(one), wrong: isWrong(one) }] as const);
    return { ...nothing, path: folder, files: new Map(files) };
  });
}
