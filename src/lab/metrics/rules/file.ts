import { type ConfigProblem, type Fields, readConfig } from '../config/fields.ts';
import { quote } from '../promql/format.ts';
import { isLabelName, Labels, NAME } from '../promql/labels.ts';
import { parsePromql } from '../promql/parse/parse.ts';
import { ParseError, UnsupportedError } from '../promql/problem.ts';
import type { Rule, RuleGroup } from './rule.ts';
import { templateProblem } from './template.ts';

/** A file of rules that was read: groups without the rules that are wrong, and what is wrong. */
export interface RuleFile {
  groups: RuleGroup[];
  problems: ConfigProblem[];
}

/** How often groups are evaluated that say nothing else, in milliseconds. Source: DefaultGlobalConfig of Prometheus. */
export const EVALUATION_INTERVAL = 60_000;

/** Why an expression cannot be read, as Prometheus says it; undefined if it can. */
function expressionProblem(expr: string): string | undefined {
  try {
    parsePromql(expr);
    return undefined;
  } catch (problem) {
    if (problem instanceof ParseError || problem instanceof UnsupportedError) return problem.message;
    throw problem;
  }
}

/** Reads one rule. Source: Rule.Validate of model/rulefmt. */
class RuleReader {
  private readonly fields: Fields;
  private readonly record: string;
  private readonly alert: string;
  private readonly where: string;
  private hasProblem = false;

  constructor(fields: Fields, group: string, index: number) {
    this.fields = fields;
    this.record = fields.text('record') ?? '';
    this.alert = fields.text('alert') ?? '';
    this.where = `group ${quote(group)}, rule ${index + 1}, ${quote(this.alert === '' ? this.record : this.alert)}`;
  }

  private say(message: string, field?: string): void {
    this.hasProblem = true;
    this.fields.say(`${this.where}: ${message}`, field === undefined ? undefined : this.fields.lineOf(field));
  }

  read(groupLabels: readonly [string, string][]): Rule | undefined {
    const { fields } = this;
    const before = fields.problems.length;
    const expr = fields.text('expr')?.trim() ?? '';
    const times = { for: fields.duration('for') ?? 0, keepFiringFor: fields.duration('keep_firing_for') ?? 0 };
    const own = fields.pairs('labels');
    const annotations = fields.pairs('annotations');
    fields.finish('type rulefmt.Rule');
    this.kind();
    this.expression(expr);
    if (this.record !== '') this.recording(times, annotations);
    this.names(own, annotations);
    if (this.alert !== '') this.templates(own, annotations);
    if (this.hasProblem || fields.problems.length > before) return undefined;
    const labels = Labels.of([...groupLabels, ...own]);
    const { line } = fields;
    if (this.record !== '') return { kind: 'record', name: this.record, expr, labels, line };
    return { kind: 'alert', name: this.alert, expr, ...times, labels, annotations: Labels.of(annotations), line };
  }

  private kind(): void {
    if (this.record !== '' && this.alert !== '') this.say("only one of 'record' and 'alert' must be set", 'alert');
    if (this.record === '' && this.alert === '') this.say("one of 'record' or 'alert' must be set");
  }

  private expression(expr: string): void {
    const wrong = expr === '' ? undefined : expressionProblem(expr);
    if (expr === '') this.say("field 'expr' must be set in rule");
    else if (wrong !== undefined) this.say(`could not parse expression: ${wrong}`, 'expr');
  }

  private recording(times: { for: number; keepFiringFor: number }, annotations: readonly unknown[]): void {
    const { record } = this;
    if (annotations.length > 0) this.say("invalid field 'annotations' in recording rule", 'annotations');
    if (times.for > 0) this.say("invalid field 'for' in recording rule", 'for');
    if (times.keepFiringFor > 0) this.say("invalid field 'keep_firing_for' in recording rule", 'keep_firing_for');
    if (!isLabelName(record)) this.say(`invalid recording rule name: ${record}`, 'record');
    if (/[{}]/.test(record))
      this.say(`braces present in the recording rule name; should it be in expr?: ${record}`, 'record');
  }

  private names(labels: readonly [string, string][], annotations: readonly [string, string][]): void {
    for (const [name] of labels)
      if (!isLabelName(name) || name === NAME) this.say(`invalid label name: ${name}`, 'labels');
    for (const [name] of annotations)
      if (!isLabelName(name)) this.say(`invalid annotation name: ${name}`, 'annotations');
  }

  private templates(labels: readonly [string, string][], annotations: readonly [string, string][]): void {
    for (const [what, pairs] of [
      ['label', labels],
      ['annotation', annotations],
    ] as const)
      for (const [name, text] of pairs) {
        const wrong = templateProblem(text, `__alert_${this.alert}`);
        if (wrong !== undefined) this.say(`${what} ${quote(name)}: ${wrong}`, `${what}s`);
      }
  }
}

function readGroup(fields: Fields, names: Set<string>, interval: number): RuleGroup {
  const name = fields.text('name') ?? '';
  if (name === '') fields.say('Groupname must not be empty');
  else if (names.has(name)) fields.say(`groupname: ${quote(name)} is repeated in the same file`);
  names.add(name);
  const labels = fields.pairs('labels');
  for (const [label] of labels)
    if (!isLabelName(label) || label === NAME) fields.say(`invalid label name: ${label}`, fields.lineOf('labels'));
  const own = fields.duration('interval');
  const group = {
    name,
    interval: own === undefined || own === 0 ? interval : own,
    queryOffset: fields.duration('query_offset') ?? 0,
    limit: fields.number('limit') ?? 0,
    rules: fields.maps('rules').flatMap((rule, index) => new RuleReader(rule, name, index).read(labels) ?? []),
  };
  fields.finish('type rulefmt.RuleGroup');
  return group;
}

/**
 * Reads a file of rules as Prometheus does, in whose words problems are; each has its line. Rules that are wrong are left out.
 * @param interval of groups that have none, in milliseconds
 */
export function readRuleFile(text: string, interval = EVALUATION_INTERVAL): RuleFile {
  const problems: ConfigProblem[] = [];
  const fields = readConfig(text, 'A file of rules', problems);
  const names = new Set<string>();
  const groups = fields?.maps('groups').map((group) => readGroup(group, names, interval)) ?? [];
  fields?.finish('type rulefmt.RuleGroups');
  return { groups, problems: problems.toSorted((one, other) => one.line - other.line) };
}
