import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { asList, isSet } from '../../kubernetes/data.ts';
import { type ObjectProblem, problem } from '../../kubernetes/object-problem.ts';
import { RELABEL_ACTIONS } from './relabel-actions.ts';

/** What is wrong with rules for relabeling: each action has settings of its own. */
export function relabelProblems(rules: unknown, path: DataPath): ObjectProblem[] {
  if (Array.isArray(rules) && rules.some((rule) => rule === null)) {
    return [
      problem(
        'missing-field',
        [...path, rules.indexOf(null)],
        'A rule for relabeling is empty.',
        'Write it, or remove the hyphen.',
      ),
    ];
  }
  return asList(rules).flatMap((rule, index) => {
    const inside = [...path, index];
    const action = String(rule.action ?? 'replace').toLowerCase();
    if (!RELABEL_ACTIONS.some((known) => known === action)) {
      return [
        problem(
          'value',
          [...inside, 'action'],
          `There is no action "${String(rule.action)}" of relabeling.${didYouMean(action, RELABEL_ACTIONS)}`,
          `Use one of: ${RELABEL_ACTIONS.join(', ')}.`,
        ),
      ];
    }
    const needsTarget = ['replace', 'lowercase', 'uppercase', 'hashmod', 'keepequal', 'dropequal'].includes(action);
    const found: ObjectProblem[] = [];
    if (needsTarget && !isSet(rule.target_label))
      found.push(
        problem('missing-field', inside, `A rule with action: ${action} needs target_label.`, 'Add "target_label".'),
      );
    if (action === 'hashmod' && !(Number(rule.modulus) > 0))
      found.push(
        problem('missing-field', inside, 'A rule with action: hashmod needs a modulus.', 'Add "modulus", such as 4.'),
      );
    if (['labeldrop', 'labelkeep'].includes(action)) {
      const other = ['source_labels', 'target_label', 'modulus', 'separator', 'replacement'].find((key) =>
        isSet(rule[key]),
      );
      if (other !== undefined)
        found.push(
          problem(
            'conflict',
            [...inside, other],
            `A rule with action: ${action} takes only a regex.`,
            `Remove "${other}".`,
          ),
        );
    }
    return found;
  });
}
