import type { Lesson } from '../curriculum/model.ts';
import { commandTables, isPlainProgram } from '../languages/commands/tables.ts';
import { isCollector } from '../languages/monitoring/collector.ts';
import { prometheusKind, topKeys } from '../languages/monitoring/kinds.ts';
import { codeRule } from '../languages/problems.ts';
import { hereDocumentsOf } from './here-documents.ts';
import { type Snippet, snippetsOf } from './snippets.ts';

/** Who verifies what a lesson shows or offers as code. */
export const verifiers = {
  manifests: 'src/checks/rules/manifests.ts: objects of Kubernetes, and configuration of its programs',
  packages: 'src/checks/programs/packages.ts: kustomizations and charts are built, with all that belongs to them',
  prometheus: 'src/checks/programs/prometheus.ts: configuration, rules and tests of Prometheus and Alertmanager',
  collector: 'src/checks/rules/collector.ts: configuration of the OpenTelemetry Collector, by what refers to what',
  code: 'src/checks/rules/code.ts: the parser of its language',
  shell:
    'src/checks/rules/commands.ts and src/checks/programs/shell-scripts.ts: commands by tables, syntax by ShellCheck',
  sessions: 'src/checks/sessions.ts: recorded sessions, whose commands are judged as in scripts',
  diagrams: 'src/rendering/diagram.ts: diagrams are drawn',
  text: 'src/curriculum/limits.ts: text of which its author says that it is no code; nothing in it can be wrong for a machine',
  pictures:
    'src/rendering/published-files.ts and src/rendering/components/files.ts: pictures are looked at when they are shown',
} as const;

export type VerifierName = keyof typeof verifiers;

/** Who verifies a snippet, or why nobody does: a sentence without its end. */
export type Claim = { by: VerifierName } | { unverified: string };

/** Languages of code that a shell reads. */
export const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'shell', 'console', 'zsh', 'shellscript']);

/** Names of YAML and of JSON, in which manifests may be written. */
export const isYaml = ({ language }: Pick<Snippet, 'language'>): boolean => /^ya?ml$/.test(language);
const isJson = ({ language }: Pick<Snippet, 'language'>): boolean => /^jsonc?$/.test(language);

/** What says in YAML or in JSON that an object of Kubernetes, or something like it, begins. */
const MANIFEST = /^(apiVersion|kind):/m;
/** The same at the beginning of an object in JSON, or in YAML that is written like it. */
const MANIFEST_JSON = /^\s*(?:---\s*)?\{[\s\S]*"?(?:apiVersion|kind)"?\s*:/;
/** An object whose first level says it. */
const TOP_LEVEL = /^\s*\{\s*(?:"(?:metadata|spec|kind|apiVersion|items)"\s*:)/;

/** Whether a text looks like an object of Kubernetes: broken YAML cannot be parsed to find out. */
function looksLikeManifest(snippet: Snippet): boolean {
  const { text } = snippet;
  if (isYaml(snippet))
    return MANIFEST.test(text) || (MANIFEST_JSON.test(text) && /[{,\s]"?apiVersion"?\s*:/.test(text));
  return isJson(snippet) && TOP_LEVEL.test(text) && /"apiVersion"\s*:/.test(text) && /"kind"\s*:/.test(text);
}

/** What only Helm's templates have between double braces. */
const TEMPLATE =
  /\{\{-?\s*(?:\/\*|\(?\s*(?:include|template|define|if|else|range|with|end|block|required|default|toYaml|quote|printf|tpl|lookup|fail)\b|\$?\.(?:Values|Release|Chart|Files|Capabilities|Template|Subcharts)\b)/;

/** Folders of a lesson's files in which there is a chart, each with a slash at its end. */
function chartFolders(lesson: Lesson): string[] {
  return [...lesson.files.values()].flatMap(({ name, path }) => {
    const mark = /(?:^|\/)(Chart\.ya?ml)$/.exec(name)?.[1];
    return mark === undefined ? [] : [path.slice(0, -mark.length)];
  });
}

/** What of a chart Helm reads when it builds it; definitions in crds/ are plain manifests. */
const OF_CHART =
  /^(?:Chart\.(?:ya?ml|lock)|values(?:[.-][\w.-]+)?\.(?:ya?ml|json)|values\.schema\.json|templates\/.*|charts\/.*|\.helmignore)$/;

function isInChart({ file, origin }: Snippet, charts: readonly string[]): boolean {
  return (
    origin === 'file' && charts.some((folder) => file.startsWith(folder) && OF_CHART.test(file.slice(folder.length)))
  );
}

/** Whether a text on a console is what was printed there: no line has a prompt, and the first begins with no program. */
function isOutput(text: string): boolean {
  const first = text.split('\n').find((line) => line.trim() !== '' && !/^\s*#/.test(line)) ?? '';
  const [program = ''] = /^\s*(?:sudo\s+)?([\w.+/-]+)(?=\s|$)/.exec(first)?.slice(1) ?? [];
  const isKnown = commandTables.has(program) || (isPlainProgram(program) && /^[a-z[.~/]/.test(program));
  return !isKnown && !/^\s*[\w]+=\S*\s|^\s*[a-z][\w-]+ [a-z-]/.test(first);
}

/** Whether a text is nothing but variables of etcd: a shell reads them as the service manager does. */
const isEnvironment = (text: string): boolean =>
  /^ETCD_[A-Z0-9_]+=/m.test(text) &&
  text.split('\n').every((line) => /^\s*(?:#.*|ETCD_[A-Z0-9_]+=\S*)?\s*$/.test(line));

/** Languages of text that is no code. */
const TEXT = /^(?:text|txt|plain|markdown|md|)$/;
const PICTURE = /\.(?:svg|png|jpe?g|gif|webp|avif|ico)$/i;

/** Files with values of a chart, which may have a "kind" that is none of the API, and of Grafana, whose apiVersion is a number. */
function isValues({ language, text, file, origin }: Snippet): boolean {
  if (!/^ya?ml$/.test(language)) return false;
  const isNamedSo =
    origin === 'file' &&
    /(?:^|[/._-])values[\w.-]*\.ya?ml$/.test(file) &&
    // What has the word only in its name may be something else.
    (/(?:^|\/)values[\w.-]*$/.test(file) || prometheusKind(text) === undefined);
  return (isNamedSo && !/^apiVersion:/m.test(text)) || (/^apiVersion: \d+\s*$/m.test(text) && !/^kind:/m.test(text));
}

function claim(snippet: Snippet, charts: readonly string[]): Claim {
  const { language, text, file, origin } = snippet;
  if (origin === 'file' && PICTURE.test(file)) return { by: 'pictures' };
  if (isInChart(snippet, charts)) return { by: 'packages' };
  if (language === 'terminal') return { by: 'sessions' };
  if (language === 'mermaid') return { by: 'diagrams' };
  if (language === 'console' && isOutput(text)) {
    return {
      unverified: 'what a program printed (a console without a prompt, which begins with no program known here)',
    };
  }
  if (SHELLS.has(language) || isEnvironment(text)) return { by: 'shell' };
  if (origin === 'file' && /(^|\/)kustomization\.ya?ml$|(^|\/)Kustomization$/.test(file)) {
    return { by: looksLikeManifest(snippet) ? 'manifests' : 'packages' };
  }
  if (isYaml(snippet) && TEMPLATE.test(text)) {
    return { unverified: 'templates of Helm without their chart (they become YAML only with its values)' };
  }
  if (isValues(snippet)) return { by: 'code' };
  if (looksLikeManifest(snippet)) return { by: 'manifests' };
  if (isYaml(snippet) && prometheusKind(text) !== undefined) return { by: 'prometheus' };
  if (isYaml(snippet) && isCollector(topKeys(text))) return { by: 'collector' };
  if (codeRule(language) !== undefined) return { by: 'code' };
  if (language === 'here-document') return { unverified: 'here-documents whose language nothing tells' };
  if (TEXT.test(language)) return { by: 'text' };
  return { unverified: `code in ${language} (nothing here can read it)` };
}

const remembered = new WeakMap<Lesson, ReadonlyMap<Snippet, Claim>>();

/** Who verifies each snippet of a lesson: exactly one verifier, or a reason why nobody does. */
export function claimsOf(lesson: Lesson): ReadonlyMap<Snippet, Claim> {
  const known = remembered.get(lesson);
  if (known) return known;
  const charts = chartFolders(lesson);
  const written = snippetsOf(lesson).map((snippet) => [snippet, claim(snippet, charts)] as const);
  const inShells = written.flatMap(([snippet, found]) =>
    'by' in found && (found.by === 'shell' || found.by === 'sessions') ? hereDocumentsOf(snippet) : [],
  );
  const claims = new Map([...written, ...inShells.map((snippet) => [snippet, claim(snippet, [])] as const)]);
  remembered.set(lesson, claims);
  return claims;
}

/** The snippets of a lesson that a verifier has to look at. */
export function claimedBy(lesson: Lesson, verifier: VerifierName): Snippet[] {
  return [...claimsOf(lesson)].flatMap(([snippet, found]) => ('by' in found && found.by === verifier ? [snippet] : []));
}
