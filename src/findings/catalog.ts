/** How bad a finding is. Errors stop a build; warnings do not. */
export type Severity = 'error' | 'warning';

/** What the rules of a group are about, by the first part of their names, in the order in which they are listed. */
export const groups = {
  lesson: 'Lessons',
  prose: 'Prose',
  spelling: 'Spelling',
  term: 'Glossary',
  heading: 'Headings',
  link: 'Links',
  image: 'Images',
  diagram: 'Diagrams',
  objective: 'Objectives',
  competency: 'Competencies',
  quiz: 'Quizzes',
  'quiz-style': 'Good quizzes',
  lab: 'Labs',
  watch: 'Facts that change',
  manifest: 'Manifests',
  command: 'Commands',
  session: 'Terminal sessions',
  shell: 'Shell',
  code: 'Code',
  package: 'Kustomizations and charts',
  prometheus: 'Prometheus',
  alertmanager: 'Alertmanager',
  fence: 'Code fences',
  terminal: 'Terminal sessions, marked',
  file: 'Files',
  component: 'Components',
  version: 'Versions',
  schema: 'Data',
  yaml: 'YAML',
  id: 'Ids',
  reference: 'References',
  structure: 'Courses and modules',
  prerequisite: 'Prerequisites',
  exam: 'Exams',
  exception: 'Exceptions',
  brand: 'A provider’s brand',
  layer: 'A provider’s layer',
  offering: 'Classes',
  provenance: 'Attribution',
} as const;

/** First part of a rule's name. */
export type RuleGroup = keyof typeof groups;

/** What is known of a rule besides what its page says. */
export interface CatalogEntry {
  severity: Severity;
  /**
   * lesson: a matter of judgment in one lesson, from which the lesson may except itself with a reason; wider: a matter of
   * judgment about more than a lesson; none: what a site cannot be built with, or what is no matter of judgment.
   */
  judgment: 'lesson' | 'wider' | 'none';
  /** When it is applied: content: always; prose: unless prose is left unjudged; programs: where the programs are that it needs. */
  stage: 'content' | 'prose' | 'programs';
}

const build = { severity: 'error', judgment: 'none', stage: 'content' } as const;
const doubt = { severity: 'warning', judgment: 'none', stage: 'content' } as const;
const shown = { severity: 'error', judgment: 'lesson', stage: 'content' } as const;
const prose = { severity: 'error', judgment: 'lesson', stage: 'prose' } as const;
const style = { severity: 'warning', judgment: 'lesson', stage: 'prose' } as const;
const wider = { severity: 'warning', judgment: 'wider', stage: 'prose' } as const;
const run = { severity: 'error', judgment: 'lesson', stage: 'programs' } as const;

/** Every rule, by its permanent name. Each has a page in src/checks/pages/<group>/<name>.yaml. */
export const catalog = {
  'alertmanager/configuration': run,
  'brand/contrast': build,
  'brand/file': build,
  'brand/in-prose': build,
  'brand/slot': build,
  'brand/theme': build,
  'code/cel': shown,
  'code/dockerfile': shown,
  'code/go': shown,
  'code/javascript': shown,
  'code/json': shown,
  'code/jsonpath': shown,
  'code/promql': shown,
  'code/python': shown,
  'code/run': run,
  'code/toml': shown,
  'code/typescript': shown,
  'code/valid-after-all': shown,
  'code/yaml': shown,
  'command/flag-value': shown,
  'command/unknown-command': shown,
  'command/unknown-flag': shown,
  'competency/not-practiced': prose,
  'component/compare': build,
  'component/expression': build,
  'component/html-tag': build,
  'component/missing-prop': build,
  'component/parent': build,
  'component/placement': build,
  'component/prop-value': build,
  'component/steps': build,
  'component/tabs': build,
  'component/unknown': build,
  'component/unknown-prop': build,
  'diagram/no-alt': build,
  'diagram/size': build,
  'diagram/syntax': build,
  'exam/weights': build,
  'exception/not-needed': build,
  'exception/not-possible': build,
  'exception/unknown-rule': build,
  'fence/checked': build,
  'fence/lines': build,
  'fence/no-language': build,
  'fence/unknown-language': build,
  'fence/unknown-option': build,
  'file/active-svg': build,
  'file/character': build,
  'file/limit': build,
  'file/lines': build,
  'file/missing': build,
  'file/name': build,
  'file/no-image': build,
  'file/no-licence': build,
  'file/stray': build,
  'file/unknown': build,
  'file/unknown-region': build,
  'heading/level': build,
  'id/alias-taken': build,
  'id/duplicate': build,
  'image/alt': build,
  'image/alt-announced': doubt,
  'lab/minutes': build,
  'lab/missing': build,
  'layer/foreign-name': build,
  'layer/hidden-prerequisite': build,
  'layer/id-collision': build,
  'layer/in-original': build,
  'layer/insert-target': build,
  'layer/no-brand': build,
  'layer/no-lesson': build,
  'layer/renamed': doubt,
  'layer/unknown-course': build,
  'layer/unknown-lesson': build,
  'layer/unknown-module': build,
  'layer/unplaced': build,
  'layer/upstream-removed': build,
  'lesson/expression': build,
  'lesson/heading-one': build,
  'lesson/image': build,
  'lesson/import': build,
  'lesson/no-frontmatter': build,
  'lesson/not-shown': build,
  'lesson/placeholder': build,
  'lesson/reading-time': build,
  'lesson/shown-twice': build,
  'lesson/stray-file': build,
  'lesson/syntax': build,
  'lesson/unexpected': build,
  'link/address': build,
  'link/hidden-lesson': build,
  'link/insecure': doubt,
  'link/text': build,
  'link/tracking': doubt,
  'link/unknown-heading': build,
  'link/unknown-lesson': build,
  'manifest/address': shown,
  'manifest/api-version': shown,
  'manifest/conflict': shown,
  'manifest/external': shown,
  'manifest/label': shown,
  'manifest/missing-field': shown,
  'manifest/name': shown,
  'manifest/no-kind': shown,
  'manifest/port': shown,
  'manifest/quantity': shown,
  'manifest/reference': shown,
  'manifest/schedule': shown,
  'manifest/selector': shown,
  'manifest/type': shown,
  'manifest/unknown-field': shown,
  'manifest/valid-after-all': shown,
  'manifest/value': shown,
  'manifest/yaml': shown,
  'objective/not-practiced': prose,
  'objective/vague': prose,
  'offering/dates': build,
  'offering/early-price': build,
  'offering/place': build,
  'offering/unknown-course': build,
  'package/helm': run,
  'package/kustomize': run,
  'prerequisite/cycle': build,
  'prerequisite/draft': build,
  'prerequisite/order': build,
  'prometheus/configuration': run,
  'prometheus/rule-test': run,
  'prometheus/rules': run,
  'prose/forbidden-word': prose,
  'prose/long-sentence': style,
  'prose/repeated-word': prose,
  'provenance/edited-in-place': build,
  'provenance/manifest-edited': build,
  'provenance/manifest-unreadable': build,
  'provenance/no-changes': build,
  'provenance/no-manifest': build,
  'provenance/stale': doubt,
  'quiz-style/all-of-the-above': style,
  'quiz-style/longest-is-right': style,
  'quiz-style/negative-stem': style,
  'quiz-style/position': wider,
  'quiz-style/too-few': style,
  'quiz-style/too-many': style,
  'quiz/duplicate-id': build,
  'quiz/duplicate-option': build,
  'quiz/feedback-on-right-answer': build,
  'quiz/missing': build,
  'quiz/no-feedback': build,
  'quiz/no-right-answer': build,
  'quiz/several-right-answers': build,
  'quiz/unknown-objective': build,
  'reference/unknown-author': build,
  'reference/unknown-competency': build,
  'reference/unknown-exam': build,
  'reference/unknown-glossary-term': build,
  'reference/unknown-maintainer': build,
  'reference/unknown-prerequisite': build,
  'reference/unknown-reviewer': build,
  'schema/unknown-key': build,
  'schema/value': build,
  'session/output': run,
  'shell/shellcheck': run,
  'spelling/unknown-word': prose,
  'spelling/unused-word': wider,
  'structure/listed-twice': build,
  'structure/no-such-lesson': build,
  'structure/no-such-module': build,
  'structure/placeholder': build,
  'structure/planned-and-written': build,
  'structure/unlisted-lesson': build,
  'structure/unlisted-module': build,
  'term/before-definition': style,
  'term/never-linked': wider,
  'term/not-linked': build,
  'term/unknown': build,
  'terminal/ran': build,
  'version/unknown': build,
  'watch/due': doubt,
  'yaml/syntax': build,
} as const satisfies Readonly<Record<`${RuleGroup}/${string}`, CatalogEntry>>;

/** Permanent name of a rule, such as manifest/unknown-field. */
export type RuleName = keyof typeof catalog;

/** Names of all rules, in alphabetical order. */
export const ruleNames = Object.keys(catalog) as RuleName[];

/** Names of the rules of a group. */
export function rulesOf(group: RuleGroup): RuleName[] {
  return ruleNames.filter((name) => groupOf(name) === group);
}

/** Whether there is a rule of that name. */
export function isRule(name: string): name is RuleName {
  return Object.hasOwn(catalog, name);
}

/** The group of a rule. */
export function groupOf(rule: RuleName): RuleGroup {
  return rule.slice(0, rule.indexOf('/')) as RuleGroup;
}
