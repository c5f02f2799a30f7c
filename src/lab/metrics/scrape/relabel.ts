import { RELABEL_ACTIONS } from '../../../languages/monitoring/relabel-actions.ts';
import { md5 } from '../../shell/programs/more/digests.ts';
import type { Fields } from '../config/fields.ts';
import { quote } from '../promql/format.ts';
import { isLabelName, Labels } from '../promql/labels.ts';
import { compileExpression, ExpressionError, expand } from '../promql/regular-expression.ts';

export type RelabelAction = (typeof RELABEL_ACTIONS)[number];

/** One rule of relabel_configs or metric_relabel_configs, with its defaults filled in. */
export interface RelabelRule {
  action: RelabelAction;
  sourceLabels: string[];
  separator: string;
  regex: string;
  modulus: bigint;
  targetLabel: string;
  replacement: string;
  expression: RegExp;
}

const DEFAULT_REGEX = '(.*)';
const TARGETED: readonly RelabelAction[] = ['replace', 'hashmod', 'lowercase', 'uppercase', 'keepequal', 'dropequal'];

/**
 * A rule with defaults filled in. Errors are Prometheus's own; undefined if there was one. Source: Config.Validate of model/relabel.
 * @param given the fields that are written down
 */
export function relabelRule(
  given: Partial<Omit<RelabelRule, 'expression'>>,
  say: (message: string) => void,
): RelabelRule | undefined {
  const rule = {
    action: 'replace' as const,
    sourceLabels: [],
    separator: ';',
    regex: DEFAULT_REGEX,
    modulus: 0n,
    targetLabel: '',
    replacement: '$1',
    ...given,
  };
  const wrong = problemOf(rule, given);
  if (wrong !== undefined) say(wrong);
  try {
    const complete = { ...rule, expression: compileExpression(rule.regex) };
    return wrong === undefined ? complete : undefined;
  } catch (problem) {
    if (!(problem instanceof ExpressionError)) throw problem;
    say(problem.message);
    return undefined;
  }
}

function problemOf(rule: Omit<RelabelRule, 'expression'>, given: Partial<RelabelRule>): string | undefined {
  const { action, targetLabel, replacement, modulus } = rule;
  const has = (...names: (keyof RelabelRule)[]): boolean => names.some((name) => given[name] !== undefined);
  if (action === 'hashmod' && modulus === 0n) return 'relabel configuration for hashmod requires non-zero modulus';
  if (TARGETED.includes(action) && targetLabel === '')
    return `relabel configuration for ${action} action requires 'target_label' value`;
  if (TARGETED.includes(action) && !isLabelName(targetLabel))
    return `${quote(targetLabel)} is invalid 'target_label' for ${action} action`;
  const isEqual = action === 'keepequal' || action === 'dropequal';
  if ((isEqual || action === 'lowercase' || action === 'uppercase') && replacement !== '$1')
    return `'replacement' can not be set for ${action} action`;
  if (action === 'labelmap' && !isLabelName(replacement))
    return `${quote(replacement)} is invalid 'replacement' for ${action} action`;
  if (isEqual && has('regex', 'modulus', 'separator'))
    return `${action} action requires only 'source_labels' and \`target_label\`, and no other fields`;
  if (
    action.startsWith('label') &&
    action !== 'labelmap' &&
    has('sourceLabels', 'targetLabel', 'modulus', 'separator', 'replacement')
  )
    return `${action} action requires only 'regex', and no other fields`;
  return undefined;
}

/** Reads a rule of a configuration; undefined if it is wrong, which is reported at its line. */
export function readRelabelRule(fields: Fields): RelabelRule | undefined {
  const before = fields.problems.length;
  const action = fields.text('action')?.toLowerCase() ?? 'replace';
  const modulus = fields.number('modulus');
  const given = {
    sourceLabels: fields.has('source_labels') ? fields.texts('source_labels') : undefined,
    separator: fields.text('separator'),
    regex: fields.text('regex'),
    modulus: modulus === undefined ? undefined : BigInt(Math.max(0, Math.trunc(modulus))),
    targetLabel: fields.text('target_label'),
    replacement: fields.text('replacement'),
  };
  fields.finish('type relabel.plain');
  const known = RELABEL_ACTIONS.find((one) => one === action);
  if (known === undefined) {
    fields.say(
      `unknown relabel action ${quote(action)}. Write one of: ${RELABEL_ACTIONS.join(', ')}.`,
      fields.lineOf('action'),
    );
    return undefined;
  }
  const written = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const rule = relabelRule({ ...written, action: known }, (message) => fields.say(message));
  return fields.problems.length > before ? undefined : rule;
}

/** Reads a list of rules; those that are wrong are left out and reported. */
export function readRelabelRules(fields: Fields, name: string): RelabelRule[] {
  return fields.maps(name).flatMap((entry) => readRelabelRule(entry) ?? []);
}

/** Labels after all rules, in their order; undefined if a rule drops what carries them. Source: relabel of model/relabel. */
export function relabel(labels: Labels, rules: readonly RelabelRule[]): Labels | undefined {
  const map = new Map(labels.pairs());
  for (const rule of rules) if (!apply(rule, map)) return undefined;
  return Labels.of(map);
}

function apply(rule: RelabelRule, map: Map<string, string>): boolean {
  const { action, expression, targetLabel, replacement } = rule;
  const value = rule.sourceLabels.map((name) => map.get(name) ?? '').join(rule.separator);
  const set = (name: string, text: string): void => void (text === '' ? map.delete(name) : map.set(name, text));
  switch (action) {
    case 'drop':
      return !expression.test(value);
    case 'keep':
      return expression.test(value);
    case 'dropequal':
      return (map.get(targetLabel) ?? '') !== value;
    case 'keepequal':
      return (map.get(targetLabel) ?? '') === value;
    case 'lowercase':
      set(targetLabel, value.toLowerCase());
      return true;
    case 'uppercase':
      set(targetLabel, value.toUpperCase());
      return true;
    case 'hashmod': {
      // The last eight bytes of the digest, as Prometheus takes them.
      const digest = BigInt(`0x${md5(new TextEncoder().encode(value)).slice(16)}`);
      set(targetLabel, String(digest % rule.modulus));
      return true;
    }
    case 'replace': {
      const match = expression.exec(value);
      if (!match) return true;
      const target = expand(targetLabel, match);
      if (isLabelName(target)) set(target, expand(replacement, match));
      return true;
    }
    default:
      for (const [name, text] of [...map]) {
        const match = expression.exec(name);
        if (action === 'labelmap' && match) set(expand(replacement, match), text);
        else if (action === 'labeldrop' ? match : action === 'labelkeep' && !match) map.delete(name);
      }
      return true;
  }
}
